import { attribute, componentIdOf, controlsOf, isMatch } from './dom.ts'
import { modelEvent } from '../shared/model-event.ts'
import { eventOf, handlingElement, inTime } from './events.ts'
import { formValues } from './form-values.ts'
import { NewestOnly } from './newest-only.ts'
import { fieldParams } from './field-params.ts'
import type { Session } from './session.ts'

/**
 * Listens for what the user does to elements with `dj-model`, `dj-input`, `dj-change` and `dj-submit`.
 *
 * @returns what waits because an earlier event of its field is unanswered
 */
export function startFieldEvents(
  session: Pick<Session, 'send' | 'sendNow'>,
  signal: AbortSignal,
): Pick<NewestOnly, 'flush'> {
  const set = new NewestOnly()
  const typed = new NewestOnly()
  document.addEventListener('input', onModel, { signal })
  document.addEventListener('input', onInput, { signal })
  document.addEventListener('change', onChange, { signal })
  document.addEventListener('submit', onSubmit, { signal })
  return {
    flush() {
      set.flush()
      typed.flush()
    },
  }

  function onModel(event: Event): void {
    const bound = handlingElement(event, modelEvent)
    const field = event.target as HTMLInputElement
    // An empty number may be one that is about to be typed.
    if (!bound || (field.type === 'number' && !field.value)) return
    const { value, checked = value } = fieldParams(field)
    const group = groupOf(field)
    const [first = field] = group
    const chosen = group.filter((box) => box.checked).map((box) => box.value)
    const said = group[0] ? chosen : field.type === 'radio' ? value : checked
    const params = { [attribute(bound, modelEvent)!]: said }
    const fields = group[0] ? group : [field]
    const sent = { ...eventOf(bound, modelEvent, {}, fields), handler: modelEvent, params }
    inTime(sent, () => set.send(first, sent, (ended) => session.sendNow(sent, ended)))
  }

  function onInput(event: Event): void {
    const bound = handlingElement(event, 'dj-input')
    if (!bound) return
    const field = event.target as Element
    const sent = eventOf(bound, 'dj-input', fieldParams(field), [field])
    inTime(sent, () =>
      typed.send(field, sent, (ended) => {
        set.flush()
        session.sendNow(sent, ended)
      }),
    )
  }

  function onChange(event: Event): void {
    const bound = handlingElement(event, 'dj-change')
    const field = event.target as Element
    // What stands around the field of an upload asks for the fields of a form, and this is none.
    if (!bound || (bound !== field && isMatch(field, uploading))) return
    const sent = eventOf(bound, 'dj-change', fieldParams(field), [field])
    inTime(sent, () => session.send(sent))
  }

  function onSubmit(event: SubmitEvent): void {
    const bound = handlingElement(event, 'dj-submit')
    const form = event.target
    if (!bound || event.defaultPrevented || !(form instanceof HTMLFormElement)) return
    event.preventDefault()
    const sent = eventOf(bound, 'dj-submit', formValues(form, event.submitter), controlsOf(form))
    inTime(sent, () => session.send(sent))
  }
}

/** The file field of an upload. */
const uploading = '[type=file][dj-upload], [dj-upload] [type=file]'

/** The boxes that make one list with a box that has a value; none for any other field. */
function groupOf(field: Element): HTMLInputElement[] {
  const boxes = '[type=checkbox][value]'
  if (!isMatch(field, boxes)) return []
  const all = document.querySelectorAll<HTMLInputElement>(`[dj-view] [${modelEvent}]${boxes}`)
  return [...all].filter(
    (box) =>
      attribute(box, modelEvent) === attribute(field, modelEvent) &&
      componentIdOf(box) === componentIdOf(field),
  )
}
