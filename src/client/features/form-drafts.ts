import { aroundPatch } from '../around-patch.ts'
import { Drafts } from '../drafts.ts'
import { features } from '../features.ts'
import { aroundEvent } from '../in-flight.ts'
import { page } from '../page.ts'

const { reader } = JSON.parse(document.getElementById('djust-page')?.textContent ?? '{}')
const drafts = new Drafts(reader)
aroundEvent.push((event) => (failure) => drafts.ended(event, !!failure))
aroundPatch.push(() => () => drafts.restore())
drafts.start(page.signal)
features['form-drafts'] = drafts
