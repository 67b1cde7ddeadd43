import { aroundPatch } from './around-patch.ts'
import { attribute, attributeNames, isMatch } from './dom.ts'
import { eventOf, inTime } from './events.ts'
import { features } from './features.ts'
import { page } from './page.ts'

type AnyEvent = KeyboardEvent & FocusEvent

/** What directives call some events; of clicks only those elsewhere are for this file. */
const names: Readonly<Record<string, string>> = { click: '', focusin: 'focus', focusout: 'blur' }

/** Listens for what happens to elements, beside them, and to the window. */
export function startTriggers(): void {
  for (const type of ['click', 'focusin', 'focusout', 'keydown', 'keyup', 'resize', 'scroll'])
    addEventListener(type, on as (event: Event) => void, { signal: page.signal })
}

function on(event: AnyEvent): void {
  const { type } = event
  const path = event.composedPath()
  const own = names[type] ?? type
  path.some((node) => node instanceof Element && call(node, own, event))
  for (const element of document.querySelectorAll('[dj-outside]')) {
    call(element, `window-${type}`, event)
    call(element, `document-${type}`, event)
    if (!path.includes(element)) call(element, `${type}-away`, event)
  }
}

/** Does what an element says of an event, if it takes the key. @returns whether there is something */
function call(element: Element, type: string, event: AnyEvent): boolean {
  return attributeNames(element).some((name) => {
    const [directive, ...wanted] = name.split('.')
    const { relatedTarget, target, key, code } = event
    const isField = target instanceof Element && isMatch(target, 'input, textarea, select')
    const field = isField && target
    if (
      directive !== `dj-${type}` ||
      event.isComposing ||
      element.contains(relatedTarget as Node) ||
      (wanted[0] && !/^(prevent|free)$/.test(wanted[0]) && !wanted.includes(pressed(event))) ||
      (wanted.includes('free') && (field || (target as HTMLElement).isContentEditable))
    )
      return false
    if (wanted.includes('prevent')) event.preventDefault()
    const carried = { ...(field && features.fields?.params(field)), ...(key && { key, code }) }
    const isHandedOver = field && (key === 'Enter' || type === 'blur')
    tell(element, name, carried, isHandedOver ? [field] : [])
    return true
  })
}

/** The keys that are held: `ctrl+shift+k`. What needs shift to be typed stands for itself. */
function pressed(event: KeyboardEvent): string {
  const name = event.key.toLowerCase()
  const held = ['ctrl', 'alt', 'shift', 'meta'].filter(
    (each) => event[`${each as 'ctrl'}Key`] && (each !== 'shift' || /\w/.test(name)),
  )
  return [...held, name === ' ' ? 'space' : name].join('+')
}

function tell(element: Element, name: string, ...rest: any[]): void {
  if (attribute(element, name) && element.closest('[dj-view]')) {
    const sent = eventOf(element, name, ...rest)
    if (/scroll|resize/.test(name))
      Object.assign(sent.data, { scrollX, scrollY, width: innerWidth, height: innerHeight })
    inTime(element, name, () => page.session.send(sent))
  }
}

let known: WeakSet<Element> | null = null

aroundPatch.push(() => look)

/** Sees what has come into the page. */
export function look(): void {
  const before = known
  known ??= new WeakSet()
  for (const element of document.querySelectorAll('[dj-mounted], [dj-poll]')) {
    if (known.has(element)) continue
    known.add(element)
    if (before) tell(element, 'dj-mounted')
    if (attribute(element, 'dj-poll')) poll(element)
  }
}

/** Calls a handler again and again, while the page is seen, and never before the last answer. */
function poll(element: Element): void {
  let isWaiting = false
  const timer = setInterval(
    () => {
      if (!element.isConnected) clearInterval(timer)
      else if (!document.hidden && !isWaiting) {
        isWaiting = true
        page.session.send(eventOf(element, 'dj-poll'), () => (isWaiting = false))
      }
    },
    Number(attribute(element, 'dj-poll-interval') ?? 5000),
  )
}
