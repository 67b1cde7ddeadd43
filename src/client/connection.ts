import { encodeClientFrame } from '../wire/encode.ts'
import { type ClientFrame, closeCodes } from '../wire/frames.ts'
import { features, type Line } from './features.ts'
import { retryDelayMs } from './retry-delay.ts'

const connectTimeoutMs = 15_000

/** A connection that held this long was a good one. */
const stableAfterMs = 10_000

/** After a frame that one side does not understand, as if so many attempts had failed. */
const failuresAfterBadFrame = 6

/** What a connection tells. */
export interface ConnectionEvents {
  opened(): void
  received(data: string | ArrayBuffer): void
  closed(code: number): void
  /** It did not even open. */
  unopened(): void
}

/** The page's WebSocket, or what takes its place. It comes back by itself whenever it is lost. */
export class Connection {
  readonly #events: ConnectionEvents
  #url = ''
  #socket: Line | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0

  constructor(events: ConnectionEvents) {
    this.#events = events
  }

  /** @param signal ends it for good */
  start(url: string, signal: AbortSignal): void {
    this.#url = url
    const wake = () => {
      if (!this.#socket) this.#open()
    }
    addEventListener('online', wake, { signal })
    // An open socket would keep the page out of the browser's back/forward cache, from which it
    // comes by pageshow.
    addEventListener('pagehide', () => this.#close(), { signal })
    addEventListener('pageshow', wake, { signal })
    document.addEventListener('visibilitychange', () => document.hidden || wake(), { signal })
    signal.addEventListener('abort', () => this.#close())
    this.#open()
  }

  /** Sends a frame if the connection is open; what must arrive is sent again by its session. */
  send(frame: ClientFrame): void {
    const socket = this.#socket
    if (socket?.readyState !== 1) return
    // Requests carry text.
    const format = socket.binaryType ? features.messagepack : undefined
    socket.send(format ? format.encode(frame) : encodeClientFrame(frame))
  }

  #open(): void {
    clearTimeout(this.#timer)
    const socket: Line = features.requests?.(this.#url) ?? (new WebSocket(this.#url) as Line)
    if (socket.binaryType) socket.binaryType = 'arraybuffer'
    this.#socket = socket
    let openedAt = Number.POSITIVE_INFINITY
    this.#timer = setTimeout(() => socket.close(), connectTimeoutMs)
    socket.onopen = () => {
      clearTimeout(this.#timer)
      openedAt = performance.now()
      this.#events.opened()
    }
    socket.onmessage = ({ data }) => this.#events.received(data)
    socket.onclose = ({ code }) => {
      clearTimeout(this.#timer)
      this.#socket = null
      if (performance.now() - openedAt > stableAfterMs) this.#failures = 0
      if (openedAt > performance.now()) this.#events.unopened()
      if (isBadFrame(code)) this.#failures = failuresAfterBadFrame
      this.#timer = setTimeout(() => this.#open(), retryDelayMs(this.#failures++))
      this.#events.closed(code)
    }
  }

  #close(): void {
    clearTimeout(this.#timer)
    const socket = this.#socket
    if (!socket) return
    this.#socket = null
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
    this.#events.closed(1000)
  }
}

/** Whether the server closed because of a frame that it cannot take. */
export function isBadFrame(code: number): boolean {
  return code === closeCodes.badFrame || code === closeCodes.tooLarge
}
