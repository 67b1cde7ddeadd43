import { StreamReader } from '../wire/event-stream.ts'
import type { Line } from './features.ts'
import { canInflate, inflated } from './inflate.ts'

/** Frames of together so many characters go into one request. */
const batchSize = 10_000

/** How often a page asks for news, where no reply stays open. */
const askMs = 2_000
const askHiddenMs = 20_000

/** When a reply that may stay open has to begin. */
const beginsMs = 5_000

/** How long a reply that stays open may say nothing: the server says something more often. */
const silenceMs = 60_000

/** What a line is made with, and whom it tells. */
export interface RequestLineOptions {
  readonly csrf: string
  /** Whether a reply may stay open. */
  readonly wantsStream: boolean
  /** A reply has come. */
  works(): void
  /** Something on the way holds replies back until they are whole. */
  heldBack(): void
  /** The server cannot be reached, or wants no requests. */
  failed(): void
  /** It is over; told once. */
  ended(): void
}

/** A connection made of requests, which looks like a WebSocket: frames go in their bodies, and come in their replies. */
export class RequestLine implements Line {
  readyState = 1
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string | ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  readonly #url: string
  readonly #options: RequestLineOptions
  readonly #running = new AbortController()
  /** What the server calls it. */
  #name = ''
  #frames: string[] = []
  #isAsking = false
  /** Whether a reply stays open. */
  #isStreaming = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #alarm: ReturnType<typeof setTimeout> | undefined

  constructor(url: string, options: RequestLineOptions) {
    this.#url = url
    this.#options = options
    // The first request takes along what is said when it opens.
    queueMicrotask(() => this.onopen?.())
    const { signal } = this.#running
    document.addEventListener('visibilitychange', () => document.hidden || this.#ask(), { signal })
  }

  send(text: string): void {
    this.#frames.push(text)
    if (!this.#isAsking) this.#askIn(0)
  }

  /** Ends it, and tells the server. */
  close(): void {
    this.leave()
    this.end(1000)
  }

  /** Tells the server, once, that nobody is there any more. */
  leave(): void {
    if (this.#name !== '')
      fetch(this.#url, { method: 'DELETE', headers: this.#headers(), keepalive: true }).catch(
        () => {},
      )
    this.#name = ''
  }

  /** Ends it. */
  end(code: number): void {
    if (this.readyState === 3) return
    this.readyState = 3
    clearTimeout(this.#timer)
    clearTimeout(this.#alarm)
    this.#running.abort()
    this.#options.ended()
    this.onclose?.({ code })
  }

  #askIn(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#ask(), ms)
  }

  /** Sends what waits, and hears what there is: one request at a time, so that frames come in order. */
  async #ask(): Promise<void> {
    if (this.#isAsking || this.readyState === 3) return
    if (this.#isStreaming && this.#frames.length === 0) return
    this.#isAsking = true
    const isFirst = this.#name === ''
    if (isFirst && this.#options.wantsStream)
      this.#alarm = setTimeout(() => {
        this.#options.heldBack()
        this.end(1006)
      }, beginsMs)
    try {
      await this.#exchange()
    } catch {
      if (this.readyState === 1 && isFirst) this.#options.failed()
      this.end(1006)
    }
    this.#isAsking = false
    if (this.#frames.length > 0) this.#askIn(0)
    else if (!this.#isStreaming) this.#askIn(document.hidden ? askHiddenMs : askMs)
  }

  async #exchange(): Promise<void> {
    const response = await fetch(this.#url, {
      method: 'POST',
      body: this.#batch(),
      headers: this.#headers(),
      cache: 'no-store',
      signal: this.#running.signal,
    })
    // A proxy may have smaller limits than the server.
    if (response.status === 413) return this.end(1009)
    if (response.status === 410) return this.end(1012)
    if (!response.ok) throw new Error(`The server answered ${response.status}.`)
    const reading = this.#read(response)
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return reading
    this.#isStreaming = true
    const ended = () => this.end(1006)
    reading.then(ended, ended)
  }

  #batch(): string {
    let size = 0
    const count = this.#frames.findIndex((frame, i) => (size += frame.length) > batchSize && i > 0)
    return this.#frames.splice(0, count < 0 ? this.#frames.length : count).join('\n')
  }

  #headers(): Record<string, string> {
    return {
      'X-CSRFToken': this.#options.csrf,
      ...(this.#options.wantsStream && {
        Accept: `text/event-stream${canInflate ? ';deflate' : ''}`,
      }),
      ...(this.#name !== '' && { 'Djust-Connection': this.#name }),
    }
  }

  async #read({ body }: Response): Promise<void> {
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
    const events = new StreamReader()
    for (let part = await reader?.read(); part && !part.done; part = await reader!.read()) {
      this.#heard()
      for (const { name, data } of events.read(part.value)) await this.#take(name, data)
    }
  }

  async #take(name: string, data: string): Promise<void> {
    const text = name === 'deflate' ? await inflated(bytesOf(data)).text() : data
    if (this.readyState === 3) return
    if (name === 'open') {
      this.#name = data
      this.#options.works()
    } else if (name === 'close') this.end(Number(data))
    else this.onmessage?.({ data: text })
  }

  #heard(): void {
    clearTimeout(this.#alarm)
    if (this.#isStreaming) this.#alarm = setTimeout(() => this.end(1006), silenceMs)
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
}
