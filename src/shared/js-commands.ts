/**
 * The elements that a command is for: those that a selector finds in the whole page, within the element that the commands
 * belong to, or the nearest one around it. Without it: that element itself.
 */
export type JSTarget = string | { readonly inner: string } | { readonly closest: string }

export interface JSTransition {
  /** Classes while it goes on, one or several. */
  readonly transition?: string
  /** How long it takes, in milliseconds (default: 200). */
  readonly time?: number
}

export interface JSTo {
  /** The elements (default: the one that the commands belong to). */
  readonly to?: JSTarget
}

/** What the browser can do by itself, in the order of the calls. */
export interface JSCommands {
  show(to?: JSTarget, options?: JSTransition): this
  hide(to?: JSTarget, options?: JSTransition): this
  /** Shows what is hidden, and hides what is shown. */
  toggle(to?: JSTarget, options?: JSTransition): this
  /** @param names one or several, a space between them */
  addClass(names: string, options?: JSTo): this
  removeClass(names: string, options?: JSTo): this
  toggleClass(names: string, options?: JSTo): this
  /** Gives classes for a while. */
  transition(classes: string, options?: JSTo & Pick<JSTransition, 'time'>): this
  setAttr(name: string, value: string, options?: JSTo): this
  removeAttr(name: string, options?: JSTo): this
  /**
   * Gives an attribute where it is missing, and takes it away where it is there.
   *
   * @param values its value (default: none), or two between which it goes to and fro: `['true', 'false']`
   */
  toggleAttr(name: string, values?: string | readonly [string, string], options?: JSTo): this
  focus(to?: JSTarget): this
  /** Focuses the first element within that can have the focus. */
  focusFirst(to?: JSTarget): this
  /** Remembers an element, for `popFocus` (default: the one that the commands belong to). */
  pushFocus(to?: JSTarget): this
  /** Focuses the element that was remembered last. */
  popFocus(): this
  /** Dispatches a `CustomEvent` that bubbles. */
  dispatch(event: string, options?: JSTo & { readonly detail?: unknown }): this
  /**
   * Calls a handler of the view or component, as `dj-click` would.
   *
   * @param params beside those of the event
   */
  push(handler: string, params?: Readonly<Record<string, unknown>>): this
  /**
   * Does what elements say of an event, as if it had happened to them.
   *
   * @param directive such as `dj-click`
   */
  exec(directive: string, options?: JSTo): this
  /** Posts a form with `dj-trigger-action` as the browser does it, without its `dj-submit`. */
  submit(to?: JSTarget): this
  /** Leaves for another page. */
  navigate(to: string, options?: { readonly replace?: boolean }): this
  /** Shows another address of the same view. */
  patch(to: string, options?: { readonly replace?: boolean }): this
}

/** A command as the browser gets it: its name, and what it was called with. */
export type JSCommand = readonly [name: keyof JSCommands, ...args: unknown[]]
