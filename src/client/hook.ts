import { componentIdOf } from './dom.ts'
import { page } from './page.ts'
import { type Params, valuesOf } from './params.ts'

/** What an author's hook may have, all of it called with the hook as `this`. */
export interface HookMethods {
  /** Its element is in the page, and the runtime is there. */
  mounted?(): void
  /** The server is about to change something of its element or within. */
  beforeUpdate?(): void
  /** It has. */
  updated?(): void
  /** Its element has left the page. */
  destroyed?(): void
  /** The connection is lost. */
  disconnected?(): void
  /** It is there again. */
  reconnected?(): void
}

/** `this` in the methods of one author's hook for one element: these, and what the author gave it. */
export class Hook {
  el: HTMLElement
  /** What pushed events call. */
  readonly #callbacks = new Set<[event: string, callback: (payload: any) => void]>()

  /** @param definition what the author wrote; it is copied */
  constructor(el: HTMLElement, definition: object) {
    this.el = el
    Object.defineProperties(this, Object.getOwnPropertyDescriptors(definition))
  }

  /** The class of the view that the page shows. */
  get viewName(): string {
    return JSON.parse(document.getElementById('djust-page')!.textContent!).view
  }

  /** What `dj-hook-value-…` says of its element, as it is now. */
  get values(): Params {
    return valuesOf(this.el, 'dj-hook-value-')
  }

  /**
   * Calls a handler of the view or component that its element belongs to.
   *
   * @returns a promise of the object that the handler returns; it is rejected with an error that has a `code`
   */
  pushEvent(handler: string, payload: object = {}): Promise<any> {
    const answer = new Promise((resolve, reject) => {
      const componentId = componentIdOf(this.el)
      const params = JSON.parse(JSON.stringify({ ...payload }))
      const data = componentId ? { componentId } : {}
      page.session.send({ handler, params, data, fields: [], wantsAnswer: true }, (code, answer) =>
        code ? reject(Object.assign(new Error(`${handler}: ${code}`), { code })) : resolve(answer),
      )
    })
    // Failures are reported in any case: who does not wait for this one need not catch it.
    answer.catch(() => {})
    return answer
  }

  /** What a pushed event calls in a hook. */
  static callbacks(hook: Hook, event: string): ((payload: any) => void)[] {
    return [...hook.#callbacks].filter(([name]) => name === event).map(([, callback]) => callback)
  }

  /** Receives what `pushEvent` of the view sends. @returns a function that ends it */
  handleEvent(event: string, callback: (payload: any) => void): () => void {
    const entry = [event, callback] as [string, typeof callback]
    this.#callbacks.add(entry)
    return () => this.#callbacks.delete(entry)
  }
}
