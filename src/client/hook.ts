import type { JSCommands } from '../shared/js-commands.ts'
import { camelCase } from '../shared/letter-case.ts'
import type { PushCommand } from '../wire/frames.ts'
import type { HookContext } from './define-hook.ts'
import { attribute, attributeNames } from './dom.ts'
import { eventFrom } from './event-from.ts'
import { features } from './features.ts'
import { dataOf, page } from './page.ts'

/** What `window` is told of what the view pushes. */
export const pushEvent = 'djust:push_event'

const prefix = 'dj-hook-value-'

/** `this` in the methods of one author's hook for one element: these, and what the author gave it. */
export class Hook implements HookContext {
  el: HTMLElement
  readonly #life = new AbortController()

  /** What its element calls it. */
  readonly #name: string

  /** @param definition what the author wrote; it is copied */
  constructor(el: HTMLElement, name: string, definition: object) {
    this.el = el
    this.#name = name
    Object.defineProperties(this, Object.getOwnPropertyDescriptors(definition))
  }

  /** The class of the view that the page shows. */
  get viewName(): string {
    return dataOf(document).view!
  }

  /** What `dj-hook-value-…` says of its element, as it is now. */
  get values(): Record<string, string> {
    const { el } = this
    const named = attributeNames(el).filter((name) => name.startsWith(prefix))
    return Object.fromEntries(
      named.map((name) => [camelCase(name.slice(prefix.length)), attribute(el, name)!]),
    )
  }

  /** The first element within with this name in `dj-hook-target`. */
  target(name: string): HTMLElement | null {
    return this.el.querySelector(`[dj-hook-target="${CSS.escape(name)}"]`)
  }

  /**
   * Calls a handler of the view or component that its element belongs to.
   *
   * @returns a promise of the object that the handler returns; it is rejected with an error that has a `code`
   */
  pushEvent<Answer>(handler: string, payload: object = {}): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) => {
      const params = JSON.parse(JSON.stringify({ ...payload }))
      page.session.send(
        { ...eventFrom(this.el, handler, params), wantsAnswer: true },
        (code, answer) =>
          code ? reject(Object.assign(new Error(code), { code })) : resolve(answer as Answer),
      )
    })
    // Failures are reported in any case: who does not wait for this one need not catch it.
    answer.catch(() => {})
    return answer
  }

  /** Hears what `pushEvent` of the view sends. @returns a function that ends it */
  handleEvent<Payload>(event: string, callback: (payload: Payload) => void): () => void {
    const listener = ({ detail }: CustomEventInit<PushCommand>) => {
      if (detail!.event === event) callback.call(this, detail!.payload as Payload)
    }
    addEventListener(pushEvent, listener as never, this.#life)
    return () => removeEventListener(pushEvent, listener as never)
  }

  /** Commands for its element, each done at once. */
  js(): JSCommands {
    return features.commands!.for(this.el)
  }

  /** Whether its element is in the page, and wants it. */
  static isHeld(hook: Hook): boolean {
    return hook.el.isConnected && attribute(hook.el, 'dj-hook') === hook.#name
  }

  /** Its element is gone: it hears nothing any more. */
  static end(hook: Hook): void {
    hook.#life.abort()
  }
}
