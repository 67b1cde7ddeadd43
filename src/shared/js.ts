import { checkCommand } from './check-command.ts'
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
    return this.#with('setAttr', name, value, options)
  }

  removeAttr(name: string, options?: JSTo): this {
    return this.#with('removeAttr', name, options)
  }

  toggleAttr(name: string, values?: string | readonly [string, string], options?: JSTo): this {
    return this.#with('toggleAttr', name, values, options)
  }

  focus(to?: JSTarget): this {
    return this.#with('focus', to)
  }

  focusFirst(to?: JSTarget): this {
    return this.#with('focusFirst', to)
  }

  pushFocus(to?: JSTarget): this {
    return this.#with('pushFocus', to)
  }

  popFocus(): this {
    return this.#with('popFocus')
  }

  dispatch(event: string, options?: JSTo & { readonly detail?: unknown }): this {
    return this.#with('dispatch', event, options)
  }

  push(handler: string, params?: Readonly<Record<string, unknown>>): this {
    return this.#with('push', handler, params)
  }

  exec(directive: string, options?: JSTo): this {
    return this.#with('exec', directive, options)
  }

  submit(to?: JSTarget): this {
    return this.#with('submit', to)
  }

  navigate(to: string, options?: { readonly replace?: boolean }): this {
    return this.#with('navigate', to, options)
  }

  patch(to: string, options?: { readonly replace?: boolean }): this {
    return this.#with('patch', to, options)
  }

  /** These commands, and behind them those of another chain. */
  concat({ commands }: JSChain): JSChain {
    return new JSChain([...this.commands, ...commands])
  }

  /** As an attribute holds it: JSON in which there is no space. */
  toString(): string {
    return JSON.stringify(this.commands).replaceAll(' ', '\\u0020')
  }

  #with(...command: readonly [name: keyof JSCommands, ...args: unknown[]]): this {
    const [name, ...args] = command
    while (args.length > 0 && args.at(-1) === undefined) args.pop()
    checkCommand(name, args)
    return new JSChain([...this.commands, [name, ...args]]) as this
  }
}

/** Begins a chain of commands for the browser. */
export const JS = new JSChain([])
