import { type FlashLevel, FlashMessage } from '../view/messages.ts'
import type { Visit } from './visit.ts'

/** Where the session of a browser holds messages for its next page. */
const carriedKey = '_messages'

/** The session of the page, as far as its messages go by it. */
interface FlashSession {
  readonly isEnded: boolean
  /** After how many milliseconds messages go away that somebody sees; null for never. */
  readonly dismissMs: number | null
  /** Puts a turn behind those that wait. */
  post(run: () => unknown): void
}

/** The messages of a page for its user. */
export class Flash {
  readonly #session: FlashSession
  #messages: readonly FlashMessage[]
  /** Those of the turn that runs. */
  #new: readonly FlashMessage[] = []

  constructor(session: FlashSession, messages: readonly FlashMessage[] = []) {
    this.#session = session
    this.#messages = messages
  }

  /** What templates read as `messages`. */
  get messages(): readonly FlashMessage[] {
    return this.#messages
  }

  put(level: FlashLevel, message: string): void {
    const flash = new FlashMessage(level, message)
    this.#messages = [...this.#messages, flash]
    this.#new = [...this.#new, flash]
    this.#dismissLater([flash])
  }

  clear(level?: FlashLevel): void {
    this.#messages = level ? this.#messages.filter((message) => message.level !== level) : []
  }

  /** Somebody sees them: they go away after a while. */
  seen(): void {
    this.#dismissLater(this.#messages)
  }

  /** A turn is over. @param next who gets what it said on the page that comes; null where this one stays */
  endTurn(next: Visit | null): void {
    if (next && this.#new.length > 0)
      next.session.data[carriedKey] = this.#new.map(({ level, message }) => [level, message])
    this.#new = []
  }

  #dismissLater(messages: readonly FlashMessage[]): void {
    const { dismissMs } = this.#session
    if (dismissMs === null || messages.length === 0) return
    const dismiss = (): void => {
      this.#messages = this.#messages.filter((message) => !messages.includes(message))
    }
    setTimeout(() => this.#session.isEnded || this.#session.post(dismiss), dismissMs).unref()
  }
}

/** Takes what the page before said about the one that comes. */
export function takeCarried({ session }: Visit): readonly FlashMessage[] {
  const carried = session.take(carriedKey)
  if (!Array.isArray(carried)) return []
  return carried.map(([level, message]) => new FlashMessage(level, String(message)))
}
