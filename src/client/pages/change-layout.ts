import type { LayoutCommand } from '../../wire/frames.ts'
import { patching } from '../around-patch.ts'
import { attribute } from '../dom.ts'
import { features } from '../features.ts'
import type { LivePart } from '../live/live-part.ts'
import type { LiveSlot } from '../live/slot.ts'
import { moveNodes } from '../live/move-nodes.ts'
import { loadFeatures } from '../load-features.ts'
import { page } from '../page.ts'
import { trusted } from '../policy.ts'
import { animated } from './animated.ts'

/** Of several layouts that the server asks for, the last one is shown. */
let asked = 0

/** Stands for a slot of the head until that is there. */
const later: LiveSlot = { patch() {}, fill() {}, nodes: () => [] }

/**
 * Brings the live part into the page of another layout, with its nodes. Until what that needs is there, it goes on where it
 * is.
 */
export async function changeLayout({ html, head }: LayoutCommand): Promise<void> {
  const turn = ++asked
  const { session } = page
  const { index } = session
  const wanted = new DOMParser().parseFromString(trusted().createHTML(html), 'text/html')
  const view = wanted.querySelector('[dj-view]')!
  const root = view.matches('[dj-root]') ? view : (view.querySelector('[dj-root]') ?? view)
  const part = session.renew(attribute(view, 'dj-view')!)
  // What comes next already says what is in the head, as the page does that is about to be shown.
  for (const slot of [head.title, head.meta])
    if (slot !== undefined) part.region.slots[slot] = later
  await loadFeatures(['navigation', ...(head.features ?? [])])
  features['page-head']?.(part.region, head)
  const show = await features.navigation!.ready(wanted, (body) => move(part, body, view, root))
  if (turn === asked && index === session.index)
    await animated(() => patching(() => keepingPlace(part.root, show)))
}

/**
 * Puts the content of a body into that of the document, around the nodes of the live part. The elements of body and view
 * stay, with other attributes: whoever knows them need not learn of others.
 */
function move(part: Pick<LivePart, 'root'>, body: HTMLElement, view: Element, root: Element): void {
  const shownView = document.querySelector('[dj-view]')!
  const live = [...part.root.childNodes]
  const before = [...document.body.childNodes]
  adoptAttributes(document.body, body)
  document.body.append(...body.childNodes)
  let target = root
  if (view === body) {
    if (root === body) target = document.body
  } else if (shownView !== document.body) {
    target = root === view ? shownView : root
    adoptAttributes(shownView, view)
    moveNodes(view.parentNode!, [shownView], view as ChildNode & Element)
    moveNodes(shownView, [...view.childNodes], null)
    view.remove()
  }
  moveNodes(target, live, null)
  part.root = target
  for (const node of before) if (!live.includes(node) && node !== shownView) node.remove()
}

/** Gives an element the attributes of another, but for what the runtime says of the connection. */
function adoptAttributes(shown: Element, wanted: Element): void {
  const said = shown.className.match(/\bdj-\S+/g) ?? []
  for (const { name } of [...shown.attributes])
    if (!wanted.hasAttribute(name)) shown.removeAttribute(name)
  for (const { name, value } of wanted.attributes) shown.setAttribute(name, value)
  shown.classList.add(...said)
}

/** Does something that may lose the focus, and how far things are scrolled; in browsers without `moveBefore` it does. */
function keepingPlace(root: Element, act: () => void): void {
  const focused = document.activeElement as HTMLElement | null
  const { scrollX, scrollY } = window
  const scrolled = [...root.querySelectorAll('*')]
    .filter(({ scrollTop, scrollLeft }) => scrollTop || scrollLeft)
    .map((element) => [element, element.scrollLeft, element.scrollTop] as const)
  act()
  for (const [element, left, top] of scrolled) element.scrollTo(left, top)
  scrollTo(scrollX, scrollY)
  if (focused !== document.activeElement) focused?.focus({ preventScroll: true })
}
