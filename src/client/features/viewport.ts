import { aroundPatch } from '../around-patch.ts'
import { features } from '../features.ts'
import { page } from '../page.ts'
import { Viewport } from '../viewport.ts'

const viewport = new Viewport(page.session)
aroundPatch.push(() => viewport.hold())
page.signal.addEventListener('abort', () => viewport.end())
features.viewport = true
