import { controlsOf, isMatch } from './dom.ts'
import { eventOf } from './events.ts'
import { fieldParams } from './field-params.ts'
import type { OwnedFields } from './fields.ts'
import { formValues } from './form-values.ts'
import { page } from './page.ts'

const directive = 'dj-auto-recover'

/** Tells a new view what the user has typed that it does not know: to the handler that asks for it, or as if it was typed now. */
export function recover(fields: OwnedFields): void {
  const asking = new Set<Element>()
  for (const field of fields.untold((each) => each.closest('[dj-no-recover]') !== null)) {
    const bound = field.closest(`[${directive}]`)
    if (bound) asking.add(bound)
    // The button of a group that is on says it for the others.
    else if (!isMatch(field, '[type=radio]:not(:checked)'))
      for (const type of ['input', 'change'])
        field.dispatchEvent(new Event(type, { bubbles: true }))
  }
  for (const bound of asking) {
    const isForm = bound instanceof HTMLFormElement
    const params = isForm ? formValues(bound, null) : fieldParams(bound)
    const carried = isForm ? controlsOf(bound) : [bound]
    page.session.send(eventOf(bound, directive, params, carried))
  }
}
