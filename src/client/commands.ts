import { aimsFirst } from '../shared/aims-first.ts'
import type { JSCommand, JSCommands, JSTarget, JSTo } from '../shared/js-commands.ts'
import { setAttr, setClasses, toggleAttr } from './commanded-attributes.ts'
import { hide, show, toggle, transition } from './commanded-display.ts'
import { attribute, attributeNames, isMatch } from './dom.ts'
import { eventFrom } from './event-from.ts'
import { eventOf } from './events.ts'
import { features } from './features.ts'
import { focusFirst, popFocus, pushFocus } from './focus-commands.ts'
import { guarded } from './guarded.ts'
import type { Ended } from './outbox.ts'
import { page } from './page.ts'
import type { UserEvent } from './user-event.ts'

/**
 * Does commands one after the other. One that cannot be done is told of, and the others are done.
 *
 * @param element the one that they belong to
 * @param event what the user did, for the handlers that they call
 * @param ended called when the last of these has answered; at once where there is none
 */
export function runCommands(
  commands: readonly JSCommand[],
  element: Element,
  event?: UserEvent,
  ended?: Ended,
): void {
  const last = commands.map(([name]) => name).lastIndexOf('push')
  for (const [i, [name, ...args]] of commands.entries()) {
    const run = does[name] as Run<readonly unknown[]>
    guarded(() => {
      for (const each of found(element, targetOf(name, args)))
        run(each, args, event, i === last ? ended : undefined)
    })
  }
  if (last < 0) ended?.('')
}

/** The commands for one element, each done as it is called. */
export function commandsFor(element: Element): JSCommands {
  const chain: Record<string, unknown> = {}
  for (const name of Object.keys(does) as (keyof JSCommands)[]) {
    chain[name] = (...args: unknown[]) => {
      runCommands([[name, ...args]], element)
      return chain
    }
  }
  return chain as unknown as JSCommands
}

type Run<Args> = (
  element: HTMLElement,
  args: Args,
  event: UserEvent | undefined,
  ended: Ended | undefined,
) => void

/** What each command does to an element. */
const does: { [Name in keyof JSCommands]: Run<Parameters<JSCommands[Name]>> } = {
  show: (element, [, options]) => show(element, options),
  hide: (element, [, options]) => hide(element, options),
  toggle: (element, [, options]) => toggle(element, options),
  addClass: (element, [names]) => setClasses(element, names, true),
  removeClass: (element, [names]) => setClasses(element, names, false),
  toggleClass: (element, [names]) => setClasses(element, names),
  transition: (element, [classes, options]) =>
    transition(element, { ...options, transition: classes }),
  setAttr: (element, [name, value]) => setAttr(element, name, value),
  removeAttr: (element, [name]) => setAttr(element, name, null),
  toggleAttr: (element, [name, values]) => toggleAttr(element, name, values ?? ''),
  focus: (element) => element.focus(),
  focusFirst,
  pushFocus,
  popFocus,
  dispatch: (element, [event, options]) =>
    element.dispatchEvent(new CustomEvent(event, { detail: options?.detail, bubbles: true })),
  push,
  exec: (element, [directive]) => {
    if (attribute(element, directive) && element.closest('[dj-view]'))
      page.session.send(eventOf(element, directive))
  },
  submit(element) {
    if (!isMatch(element, 'form[dj-trigger-action]'))
      throw new TypeError('Only a form with dj-trigger-action is submitted.')
    // A field may be called that, too.
    HTMLFormElement.prototype.submit.call(element)
  },
  navigate: (_, [to, options]) => page.run({ kind: 'navigate', to, replace: !!options?.replace }),
  patch: (_, [to, options]) =>
    page.run({ kind: 'url', to, replace: !!options?.replace, tells: true }),
}

function push(
  element: HTMLElement,
  [handler, params]: Parameters<JSCommands['push']>,
  event: UserEvent | undefined,
  ended: Ended | undefined,
): void {
  const { trigger, directive, ...said } = event ?? eventFrom(element, handler, {})
  const pushed = { ...said, trigger, directive, handler, params: { ...said.params, ...params } }
  const send = (ended?: Ended): void => page.session.send(pushed as UserEvent, ended)
  const name = `${directive}>${handler}`
  if (!trigger || !isHeldBack(trigger, name)) return send(ended)
  ended?.('')
  // What it predicts is shown once it is sent.
  features.timing?.pass({ ...eventFrom(trigger, '', {}), trigger, directive: name }, send)
}

/** Whether the decorators of a handler say when it is called. What the element says was for all commands, and has passed. */
function isHeldBack(trigger: Element, name: string): boolean {
  return (
    !!attribute(trigger, 'dj-timing')?.includes(`${name} `) &&
    !attributeNames(trigger).some((each) => /^dj-(?:deb|thr)/.test(each))
  )
}

/** What a command says that it is for. */
function targetOf(name: string, args: readonly unknown[]): JSTarget | null | undefined {
  if (aimsFirst.test(name)) return args[0] as JSTarget
  const last = args.at(-1)
  return name !== 'push' && typeof last === 'object' ? (last as JSTo | null)?.to : null
}

function found(element: Element, to: JSTarget | null | undefined): Iterable<HTMLElement> {
  if (!to) return [element as HTMLElement]
  if (typeof to === 'string') return document.querySelectorAll<HTMLElement>(to)
  if ('inner' in to) return element.querySelectorAll<HTMLElement>(to.inner)
  const near = element.closest<HTMLElement>(to.closest)
  return near ? [near] : []
}
