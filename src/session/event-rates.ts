import { HandlerError } from '../shared/errors.ts'
import type { Rate } from '../view/handler-options.ts'
import type { HandlerEntry } from '../view/handler-table.ts'
import { TokenBucket } from './token-bucket.ts'

/** Counts the events of one session where its view, or a handler, says how often they may come. */
export class EventRates {
  readonly #viewName: string
  #view: TokenBucket | null = null
  readonly #handlers = new Map<HandlerEntry, TokenBucket>()

  constructor(viewName: string) {
    this.#viewName = viewName
  }

  /** Counts an event of the view. @throws {HandlerError} `rate_limited` */
  takeOfView(rate: Rate): void {
    const nowMs = performance.now()
    this.#view ??= new TokenBucket(rate, nowMs)
    if (!this.#view.take(nowMs)) throw limited(this.#viewName)
  }

  /** Counts a call of a handler. @throws {HandlerError} `rate_limited` */
  take(entry: HandlerEntry, rate: Rate): void {
    const nowMs = performance.now()
    const bucket = this.#handlers.get(entry) ?? new TokenBucket(rate, nowMs)
    this.#handlers.set(entry, bucket)
    if (!bucket.take(nowMs)) throw limited(`${entry.viewName}.${entry.name}`)
  }
}

function limited(what: string): HandlerError {
  return new HandlerError('rate_limited', `${what} gets more events than its rateLimit allows.`)
}
