import type { JSCommand, JSCommands, JSTarget, JSTransition } from '../shared/js-commands.ts'
import { componentIdOf } from './dom.ts'
import { guarded } from './guarded.ts'
import { safeValue } from './live/attribute-slot.ts'
import { page } from './page.ts'
import type { Params } from './params.ts'
import type { UserEvent } from './user-event.ts'

/** What commands have made of elements last: it is done again where the server has written over it. */
const kept = new WeakMap<Node, Map<string, () => void>>()
const overwritten = new Set<Node>()

/** @param place what the server is about to write */
export function note(place: Node): void {
  if (kept.has(place)) overwritten.add(place)
}

/** The server has written. */
export function keepOn(): void {
  for (const node of overwritten) for (const again of kept.get(node)!.values()) again()
  overwritten.clear()
}

/**
 * Does commands one after the other. One that cannot be done is told of, and the others are done.
 *
 * @param element the one that they belong to
 * @param event what the user did, for the handlers that they call
 */
export function runCommands(
  commands: readonly JSCommand[],
  element: Element,
  event?: UserEvent,
): void {
  for (const [name, ...args] of commands) {
    guarded(() => {
      const options = Object(args.at(-1))
      const to = /^(?:show|hide|toggle|focus)$/.test(name) ? args[0] : options.to
      for (const each of found(element, name === 'push' ? null : to))
        does[name](each, options, args, event)
    })
  }
}

function found(element: Element, to: JSTarget | null | undefined): Iterable<HTMLElement> {
  if (!to) return [element as HTMLElement]
  if (typeof to === 'string') return document.querySelectorAll<HTMLElement>(to)
  if ('inner' in to) return element.querySelectorAll<HTMLElement>(to.inner)
  const near = element.closest<HTMLElement>(to.closest)
  return near ? [near] : []
}

/** @param options the last argument, or nothing */
type Does = (element: HTMLElement, options: any, args: any, event?: UserEvent) => void

/** What each command does to an element. */
const does: Record<keyof JSCommands, Does> = {
  show,
  hide,
  toggle: (element, options) => (isHidden(element) ? show : hide)(element, options),
  focus: (element) => element.focus(),
  addClass: (element, _, [names]) => setClasses(element, names, true),
  removeClass: (element, _, [names]) => setClasses(element, names, false),
  toggleClass: (element, _, [names]) => setClasses(element, names),
  transition: (element, options, [transition]) => animate(element, { ...options, transition }),
  setAttr: (element, _, [name, value]) => setAttr(element, name, value),
  removeAttr: (element, _, [name]) => setAttr(element, name, null),
  dispatch: (element, { detail }, [event]) =>
    element.dispatchEvent(new CustomEvent(event, { detail, bubbles: true })),
  push(element, _, [handler, params], event = eventFrom(element)) {
    page.session.send({ ...event, handler, params: { ...event.params, ...params } })
  },
  navigate: (_, { replace }, [to]) => page.run({ kind: 'navigate', to, replace }),
  patch: (_, { replace }, [to]) => page.run({ kind: 'url', to, replace, tells: true }),
}

/** An event of an element that the user has not done anything to. */
export function eventFrom(element: Element, handler = '', params: Params = {}): UserEvent {
  const componentId = componentIdOf(element)
  return { handler, params, data: componentId ? { componentId } : {}, fields: [] }
}

// ── what an element looks like ───────────────────────────────────────────────────────────────────────────────

function keep(element: Element, what: string, again: () => void): void {
  again()
  if (!kept.has(element)) kept.set(element, new Map())
  kept.get(element)!.set(what, again)
}

function isHidden(element: Element): boolean {
  return getComputedStyle(element).display === 'none'
}

function show(element: HTMLElement, options: JSTransition): void {
  const { style } = element
  keep(element, 'display', () => {
    style.display = ''
    element.hidden = false
    // A class may hide it, too.
    if (isHidden(element)) style.display = 'revert'
  })
  animate(element, options)
}

function hide(element: HTMLElement, options: JSTransition): void {
  animate(element, options, () => keep(element, 'display', () => (element.style.display = 'none')))
}

/** @param isOn undefined for the opposite of what is */
function setClasses(element: Element, names: string, isOn?: boolean): void {
  for (const name of names.split(' ')) {
    const on = isOn ?? !element.classList.contains(name)
    keep(element, `.${name}`, () => element.classList.toggle(name, on))
  }
}

/** @param value null takes it away */
function setAttr(element: Element, name: string, value: string | null): void {
  keep(element, name, () => {
    if (value === null) element.removeAttribute(name)
    else element.setAttribute(name, safeValue(element, name, value))
  })
}

function animate(
  element: Element,
  { transition, time = 200 }: JSTransition,
  ended?: () => void,
): void {
  if (!transition) return ended?.()
  const { classList } = element
  const classes = transition.split(' ')
  classList.add(...classes)
  setTimeout(() => {
    classList.remove(...classes)
    ended?.()
  }, time)
}
