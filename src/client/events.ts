import { attribute, boundElement, componentIdOf, controlsOf, isMatch, isPlainClick } from './dom.ts'
import { formValues } from './form-values.ts'
import { dataOf, fieldParams, type Params, paramsOf } from './params.ts'
import type { Session, UserEvent } from './session.ts'

const links = 'a[href], area[href]'
const submitters = 'button:not([type=button], [type=reset]), input[type=submit], input[type=image]'

/**
 * Listens for what the user does to elements with `dj-click`, `dj-input`, `dj-change` and
 * `dj-submit`.
 */
export function startEvents(session: Session, signal: AbortSignal): void {
  document.addEventListener('click', (event) => onClick(event, session), { signal })
  document.addEventListener('input', (event) => onInput(event, session), { signal })
  document.addEventListener('change', (event) => onChange(event, session), { signal })
  document.addEventListener('submit', (event) => onSubmit(event, session), { signal })
}

function onClick(event: MouseEvent, session: Session): void {
  const bound = handlingElement(event, 'dj-click')
  if (!bound || isMatch(bound, ':disabled')) return
  const isLink = isMatch(bound, links)
  if (isLink && !isPlainClick(event)) return
  if (isLink || isMatch(bound, submitters)) event.preventDefault()
  session.send(eventOf(bound, 'dj-click', {}, []))
}

function onInput(event: Event, session: Session): void {
  const bound = handlingElement(event, 'dj-input')
  if (!bound) return
  const field = event.target as Element
  session.sendNewest(field, eventOf(bound, 'dj-input', fieldParams(field), [field]))
}

function onChange(event: Event, session: Session): void {
  const bound = handlingElement(event, 'dj-change')
  if (!bound) return
  const field = event.target as Element
  session.send(eventOf(bound, 'dj-change', fieldParams(field), [field]))
}

function onSubmit(event: SubmitEvent, session: Session): void {
  const bound = handlingElement(event, 'dj-submit')
  const form = event.target
  if (!bound || event.defaultPrevented || !(form instanceof HTMLFormElement)) return
  event.preventDefault()
  session.send(eventOf(bound, 'dj-submit', formValues(form, event.submitter), controlsOf(form)))
}

/**
 * An element with the directive but no handler's name handles nothing: a condition may have left it
 * empty.
 */
function handlingElement(event: Event, directive: string): Element | null {
  const bound = boundElement(event, directive)
  return bound && attribute(bound, directive) ? bound : null
}

/** @param carried what the event itself says, which wins over what the element's attributes say */
function eventOf(
  bound: Element,
  directive: string,
  carried: Params,
  fields: readonly Element[],
): UserEvent {
  const handler = attribute(bound, directive) ?? ''
  const data = dataOf(bound)
  const componentId = componentIdOf(bound)
  if (componentId) data.componentId = componentId
  return { handler, params: { ...paramsOf(bound), ...carried }, data, fields }
}
