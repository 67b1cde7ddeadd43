// Written from docs/protocol.md alone: nothing here comes from the runtime or from the server.
import { WebSocket } from 'ws'
import { Document } from './document.ts'
import type { PageModel } from './page-model.ts'

/** How events get from a client to its server; mischief is made here. */
export type Send = (socket: WebSocket, text: string) => void

/** Where a page that was loaded connects, and as whom. */
interface Place {
  readonly socket: string
  readonly cookie: string
}

/** A document that was loaded from one server and talks to any of those that have the same pages. */
export class Client {
  readonly #document: Document
  readonly #place: Place
  readonly #send: Send
  #socket: WebSocket | null = null
  /** What the document cannot go on with. */
  #problem: string | null = null
  #waiting: (() => void)[] = []
  /** The last frames, for whoever has to find out what went wrong. */
  readonly #heard: string[] = []

  private constructor(document: Document, place: Place, send: Send) {
    this.#document = document
    this.#place = place
    this.#send = send
  }

  /** Loads a page. @param known the cookie of its browser, where that has one */
  static async load(
    url: string,
    send: Send = (socket, text) => socket.send(text),
    known = '',
  ): Promise<Client> {
    // Each load by a connection of its own, as that of another visitor would be.
    const headers = { Connection: 'close', ...(known && { Cookie: known }) }
    const response = await fetch(url, { headers })
    const html = await response.text()
    const token = /dj-view="([^"]*)"/.exec(html)![1]!
    const data = JSON.parse(/<script id="djust-page"[^>]*>([^<]*)</.exec(html)![1]!)
    const given = response.headers.getSetCookie().map((line) => line.split(';')[0])
    const cookie = given.join('; ') || known
    const layout = await (await fetch(new URL(data.layout, url))).json()
    const page = { token, csrf: data.csrf, uri: new URL(url).pathname, layout }
    return new Client(new Document(page), { socket: data.socket, cookie }, send)
  }

  get model(): PageModel {
    return this.#document.model
  }

  /** How often all values came. */
  get fills(): number {
    return this.#document.fills
  }

  /** Why the server does not go on with the document, or the document cannot go on with what it says; null while both do. */
  get refused(): string | null {
    return this.#problem ?? this.#document.refused
  }

  get isConnected(): boolean {
    return this.#document.isJoined
  }

  get unanswered(): number {
    return this.#document.unanswered
  }

  // ── the line ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Connects with a server. @returns whether it was there, and took the document */
  connect(origin: string): Promise<boolean> {
    this.drop()
    const { cookie, socket: path } = this.#place
    const socket = new WebSocket(new URL(path, origin.replace('http', 'ws')), {
      headers: { Cookie: cookie, Origin: origin },
    })
    this.#socket = socket
    const line = {
      send: (text: string) => socket.readyState === 1 && socket.send(text),
      sendEvent: (text: string) => this.#send(socket, text),
      loadLayout: async (url: string) => (await fetch(new URL(url, origin))).json(),
    }
    return new Promise((resolve) => {
      socket.on('open', () => this.#socket === socket && this.#document.opened(line))
      socket.on('message', (message) => {
        if (this.#socket !== socket) return
        this.#receive(String(message), origin)
        if (this.isConnected || this.refused) resolve(this.isConnected)
      })
      socket.on('error', () => {})
      socket.on('close', () => {
        if (this.#socket === socket) this.drop()
        resolve(false)
      })
    })
  }

  #receive(text: string, origin: string): void {
    this.#heard.push(`${origin} ${text}`)
    if (this.#heard.length > 40) this.#heard.shift()
    try {
      this.#document.receive(text)
    } catch (error) {
      // What led to it is worth more than a report that never comes.
      this.#problem = `${String(error)}, after\n${this.#heard.join('\n')}`
      this.drop()
    }
    this.#wake()
  }

  /** Breaks the connection off, with all that is on its way. */
  drop(): void {
    const socket = this.#socket
    this.#socket = null
    this.#document.lost()
    socket?.terminate()
    this.#wake()
  }

  // ── events ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Sends an event, again after each loss, until it is answered. @returns the code of its error, or null */
  call(handler: string, params: Record<string, unknown> = {}): Promise<string | null> {
    return this.#document.call(handler, params)
  }

  /** Chooses a file, which is sent as the server asks for it. @returns the code of the event's error, or null */
  choose(...file: Parameters<Document['choose']>): Promise<string | null> {
    return this.#document.choose(...file)
  }

  /** Asks for all values, and waits until they are there. @returns false when the connection was lost before that */
  async resync(): Promise<boolean> {
    const { fills } = this
    this.#document.resync()
    while (this.fills === fills && this.isConnected)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return this.fills > fills
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}
