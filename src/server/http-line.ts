import type { Link } from '../session/outbox.ts'
import { sessionId } from '../session/session-id.ts'
import { heartbeat, streamEvent } from '../wire/event-stream.ts'

const encoder = new TextEncoder()

/**
 * The line to a document that speaks by requests. What is sent to it waits for the next reply, or
 * goes into a reply that stays open.
 */
export class HttpLine implements Link {
  /** Its name, which only its document knows. */
  readonly id = sessionId()
  readonly #closed: () => void
  #stream: ReadableStreamDefaultController<Uint8Array> | null = null
  #waiting = streamEvent(this.id, 'open')
  #isOpen = true

  /** @param closed called once, when it is over */
  constructor(closed: () => void) {
    this.#closed = closed
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Whether a reply stays open. */
  get isStreaming(): boolean {
    return this.#stream !== null
  }

  send(frame: string): void {
    if (this.#isOpen) this.#write(streamEvent(frame))
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
    this.#closed()
  }

  /** Gives up what waits. */
  take(): string {
    const text = this.#waiting
    this.#waiting = ''
    return text
  }

  /** Makes the body of a reply that stays open as long as the line. */
  stream(): ReadableStream<Uint8Array> {
    return new ReadableStream({
      start: (controller) => {
        this.#stream = controller
        this.#write(this.take())
      },
      cancel: () => {
        this.#stream = null
        this.end()
      },
    })
  }

  /** Keeps proxies from taking a stream for dead, and finds out whether it is. */
  beat(): void {
    if (this.#stream) this.#write(heartbeat)
  }

  #write(text: string): void {
    if (this.#stream) this.#stream.enqueue(encoder.encode(text))
    else this.#waiting += text
  }
}
