import { aroundPatch } from '../around-patch.ts'
import { aroundEvent } from '../in-flight.ts'
import { features } from '../features.ts'
import { fieldParams } from '../field-params.ts'
import { startFieldEvents } from '../field-events.ts'
import { OwnedFields } from '../fields.ts'
import { page } from '../page.ts'
import { recover } from '../recover.ts'

const fields = new OwnedFields()
fields.start(page.signal)
aroundPatch.push(() => fields.choices())
aroundEvent.push((event) => {
  const settle = fields.carry(event.fields)
  return (failure) => settle(!!failure)
})
const typed = startFieldEvents(page.session, page.signal)
features.fields = Object.assign(fields, {
  params: fieldParams,
  flush: () => typed.flush(),
  recover: () => recover(fields),
})
