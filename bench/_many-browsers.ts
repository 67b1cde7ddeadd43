import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** Pages of the server's view, or bare `ws` connections to the same server. */
export type Kind = 'bare' | 'session'

/** What `ManyBrowsers` asks of the process that plays them. */
export type Order =
  | { readonly what: 'open'; readonly kind: Kind; readonly url: string; readonly count: number }
  | { readonly what: 'click'; readonly kind: Kind; readonly times: number }
  | { readonly what: 'get'; readonly url: string; readonly count: number }
  | { readonly what: 'listen'; readonly kind: Kind; readonly count: number }

/** A process that plays browsers. A page's view has to have a handler `increment`. */
export class ManyBrowsers {
  readonly #url: string
  readonly #process: ChildProcess = fork('bench/_browsers.ts', { execArgv: ['--import', 'tsx'] })
  readonly #failed: Promise<never>

  /** @param url of the server */
  constructor(url: string) {
    this.#url = url
    this.#failed = once(this.#process, 'exit').then(() => {
      throw new Error('The process of the browsers ended')
    })
    this.#failed.catch(() => {})
  }

  /** Opens more of them, which stay open, and clicks once on each. */
  open(kind: Kind, count: number): Promise<void> {
    return this.#tell({ what: 'open', kind, url: this.#url, count })
  }

  /** Clicks on all of them, all at the same time, so many times; each waits for its answers. */
  click(kind: Kind, times: number): Promise<void> {
    return this.#tell({ what: 'click', kind, times })
  }

  /** Waits until each of them was told something so many times since it was opened. */
  untilHeard(kind: Kind, count: number): Promise<void> {
    return this.#tell({ what: 'listen', kind, count })
  }

  /** Asks for a page so many times, from several connections that stay open. */
  get(path: string, count: number): Promise<void> {
    return this.#tell({ what: 'get', url: new URL(path, this.#url).href, count })
  }

  end(): void {
    this.#process.kill()
  }

  async #tell(order: Order): Promise<void> {
    this.#process.send(order)
    await Promise.race([once(this.#process, 'message'), this.#failed])
  }
}
