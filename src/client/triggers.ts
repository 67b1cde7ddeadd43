import { aroundPatch } from './around-patch.ts'
import { attribute, attributeNames, isMatch } from './dom.ts'
import { eventOf, inTime } from './events.ts'
import { features } from './features.ts'
import { page } from './page.ts'
import type { Params } from './params.ts'

/** Longer texts are left out of what a handler may ask for: a frame has to carry them. */
const mostCharacters = 20_000

type AnyEvent = KeyboardEvent & FocusEvent & ClipboardEvent

/** What directives call some events; of clicks only those elsewhere are for this file. */
const names: Readonly<Record<string, string>> = { click: '', focusin: 'focus', focusout: 'blur' }

/** Listens for what happens to elements, beside them, and to the window. */
export function startTriggers(): void {
  for (const type of [
    'click',
    'focusin',
    'focusout',
    'keydown',
    'keyup',
    'paste',
    'resize',
    'scroll',
  ])
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
    const { relatedTarget, target, key, code, clipboardData: pasted } = event
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
    const carried = {
      ...(field && features.fields?.params(field)),
      ...(key && { key, code }),
      ...(pasted && { value: pasted.getData('text') }),
    }
    const isHandedOver = field && (key === 'Enter' || type === 'blur')
    tell(element, name, pasted ? pastedData(pasted) : {}, carried, isHandedOver ? [field] : [])
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

/** What a handler may ask for of what was pasted, beside its text. */
function pastedData(pasted: DataTransfer): Params {
  const html = pasted.getData('text/html')
  const files = Array.from(pasted.files, ({ name, size, type }) => ({ name, size, type }))
  return { html: html.length > mostCharacters ? '' : html, files }
}

/** @param data what the handler gets if it asks for it */
function tell(
  element: Element,
  name: string,
  data: Params = {},
  ...rest: [carried?: Params, fields?: readonly Element[]]
): void {
  if (!attribute(element, name) || !element.closest('[dj-view]')) return
  const sent = eventOf(element, name, ...rest)
  Object.assign(sent.data, data)
  if (/scroll|resize/.test(name))
    Object.assign(sent.data, { scrollX, scrollY, width: innerWidth, height: innerHeight })
  inTime(sent, () => page.session.send(sent))
}

let known: WeakSet<Element> | null = null

const observed = new Set<Element>()
const observer = new MutationObserver(changed)

// What the server writes is no change of the page's own.
aroundPatch.push(() => {
  changed(observer.takeRecords())
  return () => {
    observer.takeRecords()
    look()
  }
})

function changed(records: readonly MutationRecord[]): void {
  for (const element of observed) {
    if (!records.some(({ target }) => element.contains(target))) continue
    const text = element.textContent
    tell(element, 'dj-mutation', { text: text.length > mostCharacters ? '' : text })
  }
}

/** Sees what has come into the page. */
export function look(): void {
  const before = known
  known ??= new WeakSet()
  for (const element of observed) if (!element.isConnected) observed.delete(element)
  for (const element of document.querySelectorAll('[dj-mounted], [dj-poll], [dj-mutation]')) {
    if (known.has(element)) continue
    known.add(element)
    if (before) tell(element, 'dj-mounted')
    if (attribute(element, 'dj-poll')) poll(element)
    if (attribute(element, 'dj-mutation') === null) continue
    observed.add(element)
    observer.observe(element, { childList: true, characterData: true, subtree: true })
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
