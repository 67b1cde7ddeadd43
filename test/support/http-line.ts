import { setTimeout as delay } from 'node:timers/promises'
import type { TestBrowser } from './server.ts'
import type { Line, LineEvents } from './test-page.ts'

const pollMs = 15
const batchSize = 10_000

/** A connection of a page that consists of requests, written after docs/protocol.md. */
export class HttpLine implements Line {
  readonly #browser: TestBrowser
  readonly #wantsStream: boolean
  readonly #events: LineEvents
  readonly #aborted = new AbortController()
  #name = ''
  #frames: string[] = []
  /** Whether a reply stays open. */
  isStreaming = false
  #isOver = false

  constructor(browser: TestBrowser, wantsStream: boolean, events: LineEvents) {
    this.#browser = browser
    this.#wantsStream = wantsStream
    this.#events = events
    void this.#run()
  }

  send(text: string): void {
    this.#frames.push(text)
  }

  drop(): void {
    this.#isOver = true
    this.#aborted.abort()
  }

  /** Asks again and again, one request at a time. */
  async #run(): Promise<void> {
    while (!this.#isOver) {
      // Without frames, a reply that stays open makes asking needless, and no connection is begun.
      const isNeeded = this.#frames.length > 0 || (this.#name !== '' && !this.isStreaming)
      if (isNeeded) await this.#exchange().catch(() => this.#end(1006))
      await delay(pollMs)
    }
  }

  async #exchange(): Promise<void> {
    const response = await this.#browser.fetch('/ws/live/', {
      method: 'POST',
      body: this.#batch(),
      headers: {
        Origin: this.#browser.origin,
        'X-CSRFToken': this.#browser.csrf,
        ...(this.#wantsStream && { Accept: 'text/event-stream' }),
        ...(this.#name !== '' && { 'Djust-Connection': this.#name }),
      },
      signal: this.#aborted.signal,
    })
    if (!response.ok) return this.#end(response.status === 413 ? 1009 : 1006)
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
    if (!isStream) return this.#read(response)
    this.isStreaming = true
    const over = () => this.#end(1006)
    this.#read(response).then(over, over)
  }

  /** As many frames as go together; a large one goes alone. */
  #batch(): string {
    let size = 0
    const count = this.#frames.findIndex((text, i) => (size += text.length) > batchSize && i > 0)
    return this.#frames.splice(0, count < 0 ? this.#frames.length : count).join('\n')
  }

  async #read(response: Response): Promise<void> {
    let text = ''
    const decoder = new TextDecoder()
    for await (const bytes of response.body ?? []) {
      text += decoder.decode(bytes, { stream: true })
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) this.#take(event)
    }
  }

  #take(event: string): void {
    const data = /^data: (.*)$/m.exec(event)?.[1]
    const name = /^event: (.*)$/m.exec(event)?.[1] ?? ''
    if (data === undefined) return
    if (name === 'open') this.#name = data
    else if (name === 'close') this.#end(Number(data))
    else if (!this.#isOver) this.#events.received(data)
  }

  #end(code: number): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#aborted.abort()
    this.#events.closed(code)
  }
}
