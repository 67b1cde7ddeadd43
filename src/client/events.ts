import { attribute, boundElement, componentIdOf, isMatch, isPlainClick } from './dom.ts'
import { features } from './features.ts'
import { type Params, paramsOf } from './params.ts'
import type { Session } from './session.ts'
import type { UserEvent } from './user-event.ts'

const submits = /^(submit|image)$/

/** Listens for clicks on elements with `dj-click`. */
export function startEvents(session: Pick<Session, 'send'>, signal: AbortSignal): void {
  document.addEventListener('click', (event) => onClick(event, session), { signal })
}

function onClick(event: MouseEvent, session: Pick<Session, 'send'>): void {
  const bound = handlingElement(event, 'dj-click')
  if (!bound || isMatch(bound, ':disabled')) return
  // Of what can be clicked only links have one.
  const isLink = attribute(bound, 'href') !== null
  if (isLink && !isPlainClick(event)) return
  if (isLink || submits.test((bound as HTMLButtonElement).type)) event.preventDefault()
  const sent = eventOf(bound, 'dj-click')
  inTime(sent, () => session.send(sent))
}

/** Sends an event of an element when its handler, or that element, wants it. */
export function inTime(event: UserEvent, send: () => void): void {
  if (features.loading?.isLocked(event.trigger!)) return
  if (features.timing) features.timing.pass(event, send)
  else send()
}

/**
 * An element with the directive but no handler's name handles nothing: a condition may have left it
 * empty.
 */
export function handlingElement(event: Event, directive: string): Element | null {
  const bound = boundElement(event, directive)
  return bound && attribute(bound, directive) ? bound : null
}

/**
 * What an event says of the element that handles it.
 *
 * @param carried what the event itself says, which wins over what the element's attributes say
 */
export function eventOf(
  bound: Element,
  directive: string,
  carried?: Params,
  fields: readonly Element[] = [],
): UserEvent {
  const called = attribute(bound, directive) ?? ''
  const [handler = ''] = called.split(' ', 1)
  const literals = called.slice(handler.length)
  const { params, data } = paramsOf(bound)
  const componentId = componentIdOf(bound)
  if (componentId) data.componentId = componentId
  return {
    handler,
    params: { ...(literals && JSON.parse(literals)), ...params, ...carried },
    data,
    fields,
    trigger: bound,
    directive,
  }
}
