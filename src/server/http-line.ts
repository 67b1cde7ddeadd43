import type { Link } from '../session/link.ts'
import { sessionId } from '../session/session-id.ts'
import { heartbeat, streamEvent } from '../wire/event-stream.ts'
import { compressedText } from './compress.ts'
import { limits } from './limits.ts'

const encoder = new TextEncoder()

/** What a line tells. */
export interface LineEvents {
  /** It is not full any more. */
  drained(): void
  /** It is over; told once. */
  closed(): void
}

/**
 * The line to a document that speaks by requests. What is sent to it waits for the next reply, or
 * goes into a reply that stays open.
 */
export class HttpLine implements Link {
  /** Its name, which only its document knows. */
  readonly id = sessionId()
  takesBytes = false
  readonly #told: LineEvents
  readonly #compresses: boolean
  #stream: ReadableStreamDefaultController<Uint8Array> | null = null
  #waiting = streamEvent(this.id, 'open')
  #isOpen = true
  #isFull = false

  /** @param compresses whether the document takes compressed frames in a reply that stays open */
  constructor(told: LineEvents, compresses: boolean) {
    this.#told = told
    this.#compresses = compresses
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Whether a reply stays open. */
  get isStreaming(): boolean {
    return this.#stream !== null
  }

  get isFull(): boolean {
    return this.#isFull
  }

  /** @param frame a text: what comes by requests is text, too */
  send(frame: string | Uint8Array): void {
    if (!this.#isOpen || typeof frame !== 'string') return
    // A reply that is whole is compressed as one.
    const text = this.#stream && this.#compresses ? compressedText(frame) : null
    this.#write(text ? streamEvent(text, 'deflate') : streamEvent(frame))
  }

  /** Ends it for the document too. */
  close(code: number): void {
    if (!this.#isOpen) return
    this.#write(streamEvent(String(code), 'close'))
    this.end()
  }

  /** Ends it: nobody is there any more. */
  end(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    const stream = this.#stream
    this.#stream = null
    stream?.close()
    this.#told.closed()
  }

  /** Gives up what waits. */
  take(): string {
    const text = this.#waiting
    this.#waiting = ''
    this.#drain()
    return text
  }

  /** Makes the body of a reply that stays open as long as the line. */
  stream(): ReadableStream<Uint8Array> {
    return new ReadableStream(
      {
        start: (controller: ReadableStreamDefaultController<Uint8Array>) => {
          this.#stream = controller
          this.#write(this.take())
        },
        pull: () => this.#drain(),
        cancel: () => {
          this.#stream = null
          this.end()
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: limits.maxUnsentBytes }),
    )
  }

  /** Keeps proxies from taking a stream for dead, and finds out whether it is. */
  beat(): void {
    if (this.#stream) this.#write(heartbeat)
  }

  #write(text: string): void {
    if (this.#stream) {
      this.#stream.enqueue(encoder.encode(text))
      this.#isFull = (this.#stream.desiredSize ?? 0) <= 0
    } else {
      this.#waiting += text
      this.#isFull = this.#waiting.length > limits.maxUnsentBytes
    }
  }

  #drain(): void {
    if (!this.#isFull) return
    this.#isFull = false
    if (this.#isOpen) this.#told.drained()
  }
}
