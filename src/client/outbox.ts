import type { EventFrame, UrlFrame } from '../wire/frames.ts'

/** A frame that the server answers, without what the outbox gives it. */
export type Outgoing = Omit<EventFrame, 'number'> | Omit<UrlFrame, 'number'>

interface Unanswered {
  frame: EventFrame | UrlFrame
  hasFailed: boolean
  readonly ended: (hasFailed: boolean) => void
}

/**
 * The events of a session that are not answered yet, in order. They are numbered from 1 without
 * gaps, also across connections, so the server can tell one that it has from one that was lost.
 */
export class Outbox {
  #count = 0
  #unanswered: Unanswered[] = []

  /**
   * @param ended called once, with the answer or when there will be none
   * @returns the frame to send
   */
  add(outgoing: Outgoing, ended: (hasFailed: boolean) => void): EventFrame | UrlFrame {
    const frame = { ...outgoing, number: ++this.#count } as EventFrame | UrlFrame
    this.#unanswered.push({ frame, hasFailed: false, ended })
    return frame
  }

  /** Number of the first event that is not answered. */
  get next(): number {
    return this.#unanswered[0]?.frame.number ?? this.#count + 1
  }

  /** What to send again to a server that has answered events up to a number. */
  after(upTo: number): (EventFrame | UrlFrame)[] {
    return this.#unanswered.map(({ frame }) => frame).filter(({ number }) => number > upTo)
  }

  /** Notes that an event failed, before it is answered. */
  fail(number: number): void {
    const failed = this.#unanswered.find(({ frame }) => frame.number === number)
    if (failed) failed.hasFailed = true
  }

  /** Ends all events up to a number. What they call may add others. */
  answer(upTo: number): void {
    const answered = this.#unanswered.filter(({ frame }) => frame.number <= upTo)
    this.#unanswered = this.#unanswered.filter(({ frame }) => frame.number > upTo)
    for (const { ended, hasFailed } of answered) ended(hasFailed)
  }

  /** Ends all events: no answers will come. */
  end(): void {
    for (const { ended } of this.#unanswered.splice(0)) ended(true)
  }

  /**
   * Gives up the event that is most likely the one the server cannot take: the longest. A blank one
   * has its number from now on, which the server answers with an error.
   */
  blankLongest(): void {
    const sizes = this.#unanswered.map(({ frame }) => JSON.stringify(frame).length)
    const longest = this.#unanswered[sizes.indexOf(Math.max(...sizes))]
    if (!longest) return
    const { session, number } = longest.frame
    longest.frame = { kind: 'event', session, number, handler: '', params: {}, data: {} }
  }
}
