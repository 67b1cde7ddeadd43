import { ConfigError } from './errors.ts'
import type { JSCommand, JSCommands, JSTarget, JSTo, JSTransition } from './js-commands.ts'

/**
 * Commands that the browser does by itself, one after the other. A chain never changes: each call gives a longer one.
 *
 * ```ts
 * this.pushCommands(JS.show('#menu').addClass('open', { to: 'nav' }))
 * ```
 */
export class JSChain implements JSCommands {
  readonly commands: readonly JSCommand[]

  constructor(commands: readonly JSCommand[]) {
    this.commands = commands
  }

  show(to?: JSTarget, options?: JSTransition): this {
    return this.#with('show', to, options)
  }

  hide(to?: JSTarget, options?: JSTransition): this {
    return this.#with('hide', to, options)
  }

  toggle(to?: JSTarget, options?: JSTransition): this {
    return this.#with('toggle', to, options)
  }

  addClass(names: string, options?: JSTo): this {
    return this.#with('addClass', names, options)
  }

  removeClass(names: string, options?: JSTo): this {
    return this.#with('removeClass', names, options)
  }

  toggleClass(names: string, options?: JSTo): this {
    return this.#with('toggleClass', names, options)
  }

  transition(classes: string, options?: JSTo & Pick<JSTransition, 'time'>): this {
    return this.#with('transition', classes, options)
  }

  setAttr(name: string, value: string, options?: JSTo): this {
    checkName(name)
    return this.#with('setAttr', name, value, options)
  }

  removeAttr(name: string, options?: JSTo): this {
    return this.#with('removeAttr', name, options)
  }

  focus(to?: JSTarget): this {
    return this.#with('focus', to)
  }

  dispatch(event: string, options?: JSTo & { readonly detail?: unknown }): this {
    return this.#with('dispatch', event, options)
  }

  push(handler: string, params?: Readonly<Record<string, unknown>>): this {
    return this.#with('push', handler, params)
  }

  navigate(to: string, options?: { readonly replace?: boolean }): this {
    return this.#with('navigate', to, options)
  }

  patch(to: string, options?: { readonly replace?: boolean }): this {
    return this.#with('patch', to, options)
  }

  /** As an attribute holds it. */
  toString(): string {
    return JSON.stringify(this.commands)
  }

  #with(...command: readonly [name: keyof JSCommands, ...args: unknown[]]): this {
    const parts = [...command]
    while (parts.at(-1) === undefined) parts.pop()
    return new JSChain([...this.commands, parts as unknown as JSCommand]) as this
  }
}

/** Begins a chain of commands for the browser. */
export const JS = new JSChain([])

/** Attributes that would run what they hold, or make other attributes do so. */
const strict = /^(?:on|dj-|xmlns|srcdoc$|style$)/i

function checkName(name: string): void {
  if (!strict.test(name) && /^[^\s"'<>/=]+$/.test(name)) return
  throw new ConfigError(
    'bad_command',
    `A command does not set the attribute "${name}". Switch classes in place of styles, and dispatch events in place of handlers.`,
  )
}
