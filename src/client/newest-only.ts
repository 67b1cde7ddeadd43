import { features } from './features.ts'
import type { UserEvent } from './user-event.ts'

/** Sends something, and calls back when that has ended. */
type Send = (ended: () => void) => void

interface Sent {
  next: Send | null
}

/**
 * Keeps a field from having two events on their way: while one is unanswered only the newest waits.
 */
export class NewestOnly {
  readonly #sent = new Map<Element, Sent>()

  send(field: Element, event: UserEvent, send: Send): void {
    const before = this.#sent.get(field)
    if (!before) return this.#begin(field, send)
    before.next = send
    features.instant?.foresee(event)
  }

  /** Sends all that waits: something else is about to be sent, and must not overtake it. */
  flush(): void {
    for (const [field, { next }] of [...this.#sent]) if (next) this.#begin(field, next)
  }

  #begin(field: Element, send: Send): void {
    const sent: Sent = { next: null }
    this.#sent.set(field, sent)
    send(() => {
      if (this.#sent.get(field) !== sent) return
      this.#sent.delete(field)
      if (sent.next) this.#begin(field, sent.next)
    })
  }
}
