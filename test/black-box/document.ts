// Written from docs/protocol.md alone: nothing here comes from the runtime or from the server.
import { randomBytes } from 'node:crypto'
import { PageModel } from './page-model.ts'

/** What a page that was loaded says of itself. */
export interface LoadedPage {
  readonly token: string
  readonly csrf: string
  readonly uri: string
  readonly layout: unknown
}

/** What carries the frames of a document. */
export interface DocumentLine {
  send(text: string): void
  /** Sends an event, or one again, or a piece of a file; mischief is made here. */
  sendEvent(text: string): void
  /** @param url of a layout that the page has to be built of */
  loadLayout(url: string): Promise<unknown>
}

interface Sent {
  readonly number: number
  readonly text: string
  readonly answered: (code: string | null) => void
}

/** A document, as it has to speak with its server on whatever connection it has. It shows nothing. */
export class Document {
  model: PageModel
  /** How often all values came. */
  fills = 0
  /** Why the server does not go on with the document; null while it does. */
  refused: string | null = null
  isJoined = false
  /** What the server had it do. */
  readonly commands: unknown[] = []
  readonly #page: LoadedPage
  #token: string
  readonly #name = randomBytes(18).toString('base64url')
  #line: DocumentLine | null = null
  #seen = 0
  /** Size of the frames since the last acknowledgement, in characters. */
  #unacknowledged = 0
  #count = 0
  #isLost = true
  #sent: Sent[] = []
  /** The codes of events that failed, also of those that are not answered before all values come. */
  readonly #failed = new Map<number, string>()
  /** Files that were chosen, by the names that this document made up for them. */
  readonly #files = new Map<string, Buffer>()
  /** Commands that are done behind all values. */
  #waiting: any[] = []

  constructor(page: LoadedPage) {
    this.#page = page
    this.#token = page.token
    this.model = new PageModel(page.layout)
  }

  get unanswered(): number {
    return this.#sent.length
  }

  // ── the line ───────────────────────────────────────────────────────────────────────────────────────────────

  /** A connection is open. */
  opened(line: DocumentLine): void {
    this.#line = line
    const next = this.#sent[0]?.number ?? this.#count + 1
    const { csrf, uri } = this.#page
    this.#transmit([0, 'join', 1, this.#token, csrf, this.#name, uri, this.#seen, next])
  }

  /** It is gone, with all that was on its way. */
  lost(): void {
    this.isJoined = false
    this.#line = null
  }

  // ── events ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Sends an event, again after each loss, until it is answered. @returns the code of its error, or null */
  call(handler: string, params: Record<string, unknown> = {}): Promise<string | null> {
    const number = ++this.#count
    const text = JSON.stringify([0, number, handler, params])
    return new Promise((answered) => {
      this.#sent.push({ number, text, answered })
      if (this.isJoined) this.#line?.sendEvent(text)
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

  /** Asks for all values. */
  resync(): void {
    this.#transmit([0, 'resync'])
  }

  #transmit(frame: unknown): void {
    this.#line?.send(JSON.stringify(frame))
  }

  // ── frames ─────────────────────────────────────────────────────────────────────────────────────────────────

  receive(text: string): void {
    const [, second, third, fourth, fifth, sixth, seventh] = JSON.parse(text)
    if (second === 'joined') void this.#joined(third, fourth, fifth, [sixth, seventh])
    else if (second === 'refused') this.refused = third
    else if (second === 'fill') this.#fill(third, fourth, fifth, sixth)
    else this.#update(second, third, [fourth, fifth, sixth, seventh])
    this.#unacknowledged += text.length
    if (this.#unacknowledged > 32_768) this.#acknowledge()
  }

  async #joined(how: string, number: number, upTo: number, other: string[]): Promise<void> {
    const [layout, token] = other
    this.isJoined = true
    if (how !== 'resumed') this.#seen = number
    if (how === 'mounted') this.#isLost = true
    const line = this.#line!
    if (layout) {
      this.#token = token!
      this.model = new PageModel(await line.loadLayout(layout))
      this.resync()
    } else if (this.#isLost && how !== 'mounted') this.resync()
    for (const { number: own, text } of this.#sent) if (own > upTo) line.sendEvent(text)
  }

  #fill(number: number, upTo: number, values: unknown, layouts: unknown): void {
    this.#seen = number
    this.model.learn(layouts)
    this.model.fill(values)
    this.fills += 1
    this.#isLost = false
    this.#settle(upTo)
  }

  #update(number: number, upTo: number, [patch, commands, errors, layouts]: any[]): void {
    if (number <= this.#seen) return
    const isMissing = number > this.#seen + 1
    this.#seen = number
    this.model.learn(layouts || {})
    for (const [event, code] of errors || []) this.#failed.set(event, code)
    this.#waiting.push(...(commands || []))
    if (errors) this.#acknowledge()
    if (isMissing) {
      this.#isLost = true
      this.resync()
    }
    if (this.#isLost) return
    if (patch) this.model.patch(patch)
    this.#settle(upTo)
  }

  /** Does what waits, and ends what is answered. */
  #settle(upTo: number): void {
    if (this.#waiting.length > 0) this.#acknowledge()
    for (const command of this.#waiting.splice(0)) {
      this.commands.push(command)
      if (command[0] === 'ask') this.#give(command[1], command[2], command[3])
    }
    const answered = this.#sent.filter(({ number }) => number <= upTo)
    this.#sent = this.#sent.filter(({ number }) => number > upTo)
    for (const { number, answered: tell } of answered) tell(this.#failed.get(number) ?? null)
  }

  #give(ref: string, at: number, bytes: number): void {
    const piece = this.#files.get(ref)!.subarray(at, at + bytes)
    this.#line?.sendEvent(JSON.stringify([0, 'chunk', ref, at, piece.toString('base64')]))
  }

  #acknowledge(): void {
    this.#unacknowledged = 0
    this.#transmit([0, 'ack', this.#seen])
  }
}
