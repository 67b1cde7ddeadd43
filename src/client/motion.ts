import { aroundPatch } from './around-patch.ts'
import { attribute } from './dom.ts'

/** How long an element may take to come or to leave. */
const maxMotionMs = 600
const calm = matchMedia('(prefers-reduced-motion: reduce)')
/** What has been seen in the page; of a dialog, what the server said last. */
const seen = new WeakMap<Element, string>()
let isDrawn = false
let isLive = false

aroundPatch.push(() => {
  const leaving = find('[dj-remove], [dj-transition-group] > *').map((element) => {
    const nodes = [...element.parentNode!.childNodes]
    return { element, parent: element.parentNode!, behind: nodes.slice(nodes.indexOf(element)) }
  })
  const moving = find('[dj-flip] > *').map((element) => [element, placeOf(element)] as const)
  const following = find('[dj-sticky-scroll]').filter(
    ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2,
  )
  return () => {
    for (const [element, from] of moving) move(element, from)
    for (const { element, parent, behind } of leaving) {
      if (element.isConnected || !parent.isConnected) continue
      const next = behind.find((node) => node.parentNode === parent) ?? null
      const classes = attribute(element, 'dj-remove') ?? ofGroup(parent, 1)
      if (classes) leave(element, classes, (shadow) => parent.insertBefore(shadow, next))
    }
    look()
    for (const element of following) element.scrollTop = element.scrollHeight
  }
})

/** The page is live: what waited for that is seen. */
export function live(): void {
  isLive = true
  look()
}

/** Does what elements say that have come into the page. */
export function look(): void {
  for (const element of find('[dj-cloak]')) element.hidden &&= !isLive
  const all =
    '[dj-dialog], [dj-sticky-scroll], [dj-scroll-into-view], [dj-transition], [dj-transition-group] > *'
  for (const element of find(all)) {
    const dialog = attribute(element, 'dj-dialog') ?? ''
    const before = seen.get(element)
    seen.set(element, dialog)
    if (dialog !== before && element instanceof HTMLDialogElement) {
      if (dialog === 'open' && !element.open) element.showModal()
      if (dialog === 'close') element.close()
    }
    if (before !== undefined) continue
    if (isDrawn)
      play(element, attribute(element, 'dj-transition') ?? ofGroup(element.parentElement, 0))
    if (attribute(element, 'dj-sticky-scroll') !== null) element.scrollTop = element.scrollHeight
    const block = attribute(element, 'dj-scroll-into-view')
    if (block !== null)
      element.scrollIntoView({ block: (block || 'nearest') as ScrollLogicalPosition })
  }
  isDrawn = true
}

/** Shows an element that the server has taken out of the page until it has left: a copy, which nothing else acts on. */
function leave(element: Node, classes: string, put: (shadow: HTMLElement) => void): void {
  if (calm.matches) return
  const shadow = element.cloneNode(true) as HTMLElement
  for (const each of [shadow, ...shadow.querySelectorAll('*')])
    for (const name of each.getAttributeNames())
      if (/^(id|name|dj-.*)$/.test(name)) each.removeAttribute(name)
  shadow.inert = true
  put(shadow)
  play(shadow, classes, () => shadow.remove())
}

/** Lets an element go through classes: `animation`, or `from active to`. */
function play(element: HTMLElement, text: string, done = (): void => {}): void {
  const [first, active = first, to] = text.split(' ')
  if (!first || calm.matches) return done()
  const { classList } = element
  classList.add(first, active!)
  // The browser has to see where it begins.
  placeOf(element)
  if (active !== first) classList.remove(first)
  if (to) classList.add(to)
  const ends = element.getAnimations().map(({ finished }) => finished)
  const late = new Promise((resolve) => setTimeout(resolve, maxMotionMs))
  void Promise.race([Promise.allSettled(ends), late]).then(() => {
    classList.remove(active!, to ?? active!)
    done()
  })
}

/** Lets an element go from where it was to where it is. */
function move(element: HTMLElement, from: DOMRect): void {
  const to = placeOf(element)
  const [x, y] = [from.x - to.x, from.y - to.y]
  if ((!x && !y) || !element.isConnected || calm.matches) return
  element.animate([{ transform: `translate(${x}px, ${y}px)` }, {}], {
    duration: 300,
    easing: 'ease',
  })
}

/** @param way 0 for those that come, 1 for those that leave */
function ofGroup(group: Node | null, way: number): string {
  const classes = group instanceof Element && attribute(group, 'dj-transition-group')
  return (classes || '').split('|')[way]?.trim() ?? ''
}

function placeOf(element: Element): DOMRect {
  return element.getBoundingClientRect()
}

function find(selector: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`[dj-view] :is(${selector})`)]
}
