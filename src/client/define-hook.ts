import type { JSCommands } from '../shared/js-commands.ts'
import type { ClientEvents } from '../shared/register.ts'

/** What an author's hook may have. */
export interface HookMethods {
  /** Its element is in the page, and the runtime is there. */
  mounted?(): void
  /** The server is about to change something of its element or within. */
  beforeUpdate?(): void
  /** It has. */
  updated?(): void
  /** Its element has left the page. */
  destroyed?(): void
  /** The connection was lost. */
  disconnected?(): void
  /** It is there again. */
  reconnected?(): void
}

/** What `this` is in the methods of a hook, beside what its author gave it. */
export interface HookContext {
  readonly el: HTMLElement
  /** The class of the view that the page shows. */
  readonly viewName: string
  /** What `dj-hook-value-…` says of its element, as it is now. */
  readonly values: Readonly<Record<string, string>>
  /** The first element within with this name in `dj-hook-target`. */
  target(name: string): HTMLElement | null
  /**
   * Calls a handler of the view or component that its element belongs to.
   *
   * @returns a promise of the object that the handler returns; it is rejected with an error that has a `code`. A program for the
   *   browser does not know what a handler returns: whoever wants it checked says so, `pushEvent<{ total: number }>('add')`
   */
  pushEvent<A = any>(handler: string, payload?: object): Promise<A>
  /** Hears what `pushEvent` of the view sends. @returns a function that ends it */
  handleEvent<E extends keyof ClientEvents & string>(
    event: E,
    callback: (payload: PayloadOf<E>) => void,
  ): () => void
  /** The same, where nothing is known of the event: `handleEvent<{ n: number }>('sum', …)`. */
  handleEvent<Payload = never>(
    event: [Payload] extends [never] ? never : string,
    callback: (payload: NoInfer<Payload>) => void,
  ): () => void
  /** Commands for its element, each done at once. */
  js(): JSCommands
}

/** Where no events are registered, nothing is known of their payloads. */
type PayloadOf<E extends keyof ClientEvents> = unknown extends ClientEvents[E]
  ? any
  : ClientEvents[E]

/** An object of `djust.hooks`. Its methods may use fields that nobody has declared: only `defineHook` knows of them. */
export type AnyHook = HookMethods & object & ThisType<HookContext & Record<string, any>>

/** `window.djust`. */
export interface Djust {
  /** By their names in `dj-hook`. */
  hooks: Record<string, AnyHook>
}

declare global {
  interface Window {
    djust: Djust
    /** Another place for hooks. */
    DjustHooks?: Record<string, AnyHook>
  }
  var djust: Djust
}

/** Types a hook with its own fields. It gives back what it gets. */
export function defineHook<H extends HookMethods>(hook: H & ThisType<H & HookContext>): H {
  return hook
}
