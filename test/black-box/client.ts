// Written from docs/protocol.md alone: nothing here comes from the runtime or from the server.
import { randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import { PageModel } from './page-model.ts'

/** How frames get from a client to its server; mischief is made here. */
export type Send = (socket: WebSocket, text: string) => void

interface Sent {
  readonly number: number
  readonly text: string
  readonly answered: (code: string | null) => void
}

/** What a page that was loaded says of itself. */
interface Loaded {
  readonly token: string
  readonly data: { csrf: string; socket: string; layout: string; wholeLayout: string }
  readonly cookie: string
  readonly uri: string
}

/** A document that was loaded from one server and talks to any of those that have the same pages. */
export class Client {
  model: PageModel
  /** How often all values came. */
  fills = 0
  /** Why the server does not go on with the document, or the document cannot go on with what it says; null while both do. */
  refused: string | null = null
  readonly #page: Loaded
  readonly #send: Send
  #token: string
  readonly #document = randomBytes(18).toString('base64url')
  #socket: WebSocket | null = null
  #isJoined = false
  #seen = 0
  /** Size of the frames since the last acknowledgement, in characters. */
  #unacknowledged = 0
  #count = 0
  #isLost = true
  #sent: Sent[] = []
  /** The codes of events that failed, also of those that are not answered before all values come. */
  readonly #failed = new Map<number, string>()
  /** Files that were chosen, by the names that this client made up for them. */
  readonly #files = new Map<string, Buffer>()
  #waiting: (() => void)[] = []
  /** The last frames, for whoever has to find out what went wrong. */
  readonly #heard: string[] = []

  private constructor(page: Loaded, layout: unknown, send: Send) {
    this.#page = page
    this.#token = page.token
    this.model = new PageModel(layout)
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
    return new Client({ token, data, cookie, uri: new URL(url).pathname }, layout, send)
  }

  get isConnected(): boolean {
    return this.#isJoined
  }

  get unanswered(): number {
    return this.#sent.length
  }

  // ── the line ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Connects with a server. @returns whether it was there, and took the document */
  connect(origin: string): Promise<boolean> {
    this.drop()
    const { cookie, data, uri } = this.#page
    const socket = new WebSocket(new URL(data.socket, origin.replace('http', 'ws')), {
      headers: { Cookie: cookie, Origin: origin },
    })
    this.#socket = socket
    return new Promise((resolve) => {
      socket.on('open', () => {
        const next = this.#sent[0]?.number ?? this.#count + 1
        const join = [0, 'join', 1, this.#token, data.csrf, this.#document, uri, this.#seen, next]
        socket.send(JSON.stringify(join))
      })
      socket.on('message', (message) => {
        if (this.#socket !== socket) return
        const text = String(message)
        this.#heard.push(`${origin} ${text}`)
        if (this.#heard.length > 40) this.#heard.shift()
        try {
          this.#receive(JSON.parse(text), origin)
        } catch (error) {
          // What led to it is worth more than a report that never comes.
          this.refused = `${String(error)}, after\n${this.#heard.join('\n')}`
          this.drop()
        }
        this.#unacknowledged += text.length
        if (this.#unacknowledged > 32_768) this.#acknowledge()
        if (this.#isJoined || this.refused) resolve(this.#isJoined)
      })
      socket.on('error', () => {})
      socket.on('close', () => {
        if (this.#socket === socket) this.drop()
        resolve(false)
      })
    })
  }

  /** Breaks the connection off, with all that is on its way. */
  drop(): void {
    this.#isJoined = false
    const socket = this.#socket
    this.#socket = null
    socket?.terminate()
    this.#wake()
  }

  // ── events ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Sends an event, again after each loss, until it is answered. @returns the code of its error, or null */
  call(handler: string, params: Record<string, unknown> = {}): Promise<string | null> {
    const number = ++this.#count
    const text = JSON.stringify([0, number, handler, params])
    return new Promise((answered) => {
      this.#sent.push({ number, text, answered })
      if (this.#isJoined) this.#send(this.#socket!, text)
    })
  }

  /** Chooses a file, which is sent as the server asks for it. @returns the code of the event's error, or null */
  choose(
    upload: string,
    clientName: string,
    bytes: Buffer,
    type = 'text/plain',
  ): Promise<string | null> {
    const ref = `file-${this.#files.size}`
    this.#files.set(ref, bytes)
    return this.call('dj-upload', { upload, files: [[ref, clientName, bytes.length, type]] })
  }

  /** Asks for all values, and waits until they are there. @returns false when the connection was lost before that */
  async resync(): Promise<boolean> {
    const { fills } = this
    this.#transmit([0, 'resync'])
    while (this.fills === fills && this.#isJoined)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return this.fills > fills
  }

  #transmit(frame: unknown): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame))
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  // ── frames ─────────────────────────────────────────────────────────────────────────────────────────────────

  #receive(frame: any[], origin: string): void {
    const [, second, third, fourth, fifth, sixth, seventh] = frame
    if (second === 'joined') void this.#joined(third, fourth, fifth, [sixth, seventh], origin)
    else if (second === 'refused') this.refused = third
    else if (second === 'fill') this.#fill(third, fourth, fifth, sixth)
    else this.#update(second, third, [fourth, fifth, sixth, seventh])
    this.#wake()
  }

  async #joined(
    how: string,
    number: number,
    upTo: number,
    [layout, token]: string[],
    origin: string,
  ): Promise<void> {
    this.#isJoined = true
    if (how !== 'resumed') this.#seen = number
    if (how === 'mounted') this.#isLost = true
    if (layout) {
      this.#token = token!
      this.model = new PageModel(await (await fetch(new URL(layout, origin))).json())
      this.#transmit([0, 'resync'])
    } else if (this.#isLost && how !== 'mounted') this.#transmit([0, 'resync'])
    for (const { number: own, text } of this.#sent) if (own > upTo) this.#send(this.#socket!, text)
  }

  #fill(number: number, upTo: number, values: unknown, layouts: unknown): void {
    this.#seen = number
    this.model.learn(layouts)
    this.model.fill(values)
    this.fills += 1
    this.#isLost = false
    this.#answer(upTo)
  }

  #update(number: number, upTo: number, [patch, commands, errors, layouts]: any[]): void {
    if (number <= this.#seen) return
    if (number > this.#seen + 1) this.#isLost = true
    const mustAsk = number > this.#seen + 1
    this.#seen = number
    if (commands || errors) this.#acknowledge()
    this.model.learn(layouts || {})
    for (const [event, code] of errors || []) this.#failed.set(event, code)
    for (const [kind, ...rest] of commands || []) if (kind === 'ask') this.#give(rest)
    if (mustAsk) this.#transmit([0, 'resync'])
    if (this.#isLost) return
    if (patch) this.model.patch(patch)
    this.#answer(upTo)
  }

  #give([ref, at, bytes]: any[]): void {
    const piece = this.#files.get(ref)!.subarray(at, at + bytes)
    const text = JSON.stringify([0, 'chunk', ref, at, piece.toString('base64')])
    if (this.#socket) this.#send(this.#socket, text)
  }

  #acknowledge(): void {
    this.#unacknowledged = 0
    this.#transmit([0, 'ack', this.#seen])
  }

  #answer(upTo: number): void {
    const answered = this.#sent.filter(({ number }) => number <= upTo)
    this.#sent = this.#sent.filter(({ number }) => number > upTo)
    for (const { number, answered: tell } of answered) tell(this.#failed.get(number) ?? null)
  }
}
