import type { EventFrame, UrlFrame } from '../wire/frames.ts'

/** A frame that the server answers, without what the outbox gives it. */
export type Outgoing = Omit<EventFrame, 'number'> | Omit<UrlFrame, 'number'>

interface Unanswered {
  frame: EventFrame | UrlFrame
  failure: string
  answer?: unknown
  readonly ended: Ended
}

/**
 * Is told how an event ended.
 *
 * @param failure the code of what went wrong; empty where nothing did
 * @param answer what the handler returned, where that was asked for
 * @param number of the event, where it was answered
 */
export type Ended = (failure: string, answer?: unknown, number?: number) => void

/**
 * The events of a session that are not answered yet, in order. They are numbered from 1 without
 * gaps, also across connections, so the server can tell one that it has from one that was lost.
 */
export class Outbox {
  #count = 0
  #unanswered: Unanswered[] = []

  /** @returns the frame to send */
  add(outgoing: Outgoing, ended: Ended): EventFrame | UrlFrame {
    const frame = { ...outgoing, number: ++this.#count } as EventFrame | UrlFrame
    this.#unanswered.push({ frame, failure: '', ended })
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

  /** Notes how an event ends, before it is answered. */
  note(number: number, how: { failure: string } | { answer: unknown }): void {
    const event = this.#unanswered.find(({ frame }) => frame.number === number)
    if (event) Object.assign(event, how)
  }

  /** Ends all events up to a number. What they call may add others. */
  answer(upTo: number): void {
    const answered = this.#unanswered.filter(({ frame }) => frame.number <= upTo)
    this.#unanswered = this.#unanswered.filter(({ frame }) => frame.number > upTo)
    for (const { ended, failure, answer, frame } of answered) ended(failure, answer, frame.number)
  }

  /** Ends all events: no answers will come. */
  end(): void {
    for (const { ended } of this.#unanswered.splice(0)) ended('session_ended')
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
