import { attribute, boundElement, componentIdOf, isMatch } from './dom.ts'
import { inFlight } from './in-flight.ts'
import type { UserEvent } from './user-event.ts'

const effects = ['loading\\.show', 'loading\\.hide', 'loading\\.disable', 'loading\\.class']
const all = [...effects, 'disable-with', 'form-pending'].map((name) => `[dj-view] [dj-${name}]`)

let undo: (() => void)[] = []

/** Shows, hides, disables and marks what waits for an event, or takes that back. */
export function mark(isOn: boolean): void {
  if (isOn) {
    for (const element of document.querySelectorAll(all.join()))
      if ([...inFlight].some((event) => waitsFor(element, event))) change(element)
  } else {
    for (const takeBack of undo.reverse()) takeBack()
    undo = []
  }
}

/** Whether an element with `dj-lock` has an event in flight: then it sends no other. */
export function isLocked(element: Element): boolean {
  return (
    attribute(element, 'dj-lock') !== null &&
    [...inFlight].some(({ trigger }) => trigger === element)
  )
}

/** Asks before what `dj-confirm` stands on does anything, and keeps Enter from submitting where it shall not. */
export function startAsking(signal: AbortSignal): void {
  const options = { capture: true, signal }
  const ask = (event: Event): void => {
    const asking = boundElement(event, 'dj-confirm')
    // A form asks when it is submitted, and nothing else does then.
    if (!asking || isMatch(asking, 'form') !== (event.type === 'submit')) return
    if (confirm(attribute(asking, 'dj-confirm')!)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  document.addEventListener('click', ask, options)
  document.addEventListener('submit', ask, options)
  document.addEventListener(
    'keydown',
    (event) => {
      const isField = isMatch(event.target as Element, 'input, select')
      if (event.key === 'Enter' && isField && boundElement(event, 'dj-no-submit'))
        event.preventDefault()
    },
    { signal },
  )
}

/** Without names of handlers an element waits for events of itself and of what it stands in. */
function waitsFor(element: Element, { handler, trigger, directive, data }: UserEvent): boolean {
  const names = attribute(element, 'dj-loading.for')
  if (names === null) {
    const isPending = attribute(element, 'dj-form-pending') !== null
    return !!trigger?.contains(element) && (!isPending || directive === 'dj-submit')
  }
  const id = componentIdOf(element)
  const isOther = id && data.componentId && id !== data.componentId
  return !isOther && names.split(/\s+/).includes(handler)
}

function change(element: Element): void {
  const targetId = attribute(element, 'dj-loading.target')?.slice(1)
  const target = targetId ? document.getElementById(targetId) : element
  const pending = attribute(element, 'dj-form-pending')
  const text = attribute(element, 'dj-disable-with')
  const has = (effect: string): boolean =>
    pending === effect || attribute(element, `dj-loading.${effect}`) !== null
  if (target) {
    if (has('show')) set(target, 'hidden', null)
    if (has('hide')) set(target, 'hidden', '')
    if (has('disable')) set(target, 'disabled', '')
    for (const name of attribute(element, 'dj-loading.class')?.match(/\S+/g) ?? [])
      addClass(target, name)
  }
  if (text === null) return
  set(element, 'disabled', '')
  if (isMatch(element, 'input')) set(element, 'value', text)
  else say(element, text)
}

function set(element: Element, name: string, value: string | null): void {
  const before = attribute(element, name)
  const write = (text: string | null): void => {
    if (text === null) element.removeAttribute(name)
    else element.setAttribute(name, text)
  }
  write(value)
  undo.push(() => write(before))
}

function addClass({ classList }: Element, name: string): void {
  if (classList.contains(name)) return
  classList.add(name)
  undo.push(() => classList.remove(name))
}

/** Shows a text in place of what an element holds, whose nodes are kept. */
function say(element: Element, text: string): void {
  const nodes = [...element.childNodes]
  element.replaceChildren(text)
  undo.push(() => element.replaceChildren(...nodes))
}
