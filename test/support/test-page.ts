import { decodeServerFrame } from '../../src/wire/decode.ts'
import { encodeClientFrame } from '../../src/wire/encode.ts'
import {
  acknowledgedSize,
  type ClientFrame,
  type JoinFrame,
  protocolVersion,
  type ServerFrame,
  type UpdateFrame,
} from '../../src/wire/frames.ts'

/** One connection of a page, whatever carries it. */
export interface Line {
  send(text: string): void
  /** Breaks it off. */
  drop(): void
}

export interface LineEvents {
  received(text: string): void
  closed(code: number): void
}

interface Received {
  readonly frame: ServerFrame
  readonly size: number
}

/** Connects a page with its server. */
export type Connect = (events: LineEvents) => Promise<Line> | Line

/**
 * A document as its browser runtime would drive it, but that shows nothing. It counts a frame as
 * seen when a test takes it: what was not taken when a connection breaks off has been lost.
 */
export class TestPage {
  readonly html: string
  /** What it says of itself when it joins. */
  token: string
  readonly csrf: string
  uri: string
  /** Of its session in the document. */
  index = 0
  documentName = `document-${crypto.randomUUID()}`
  seen = 0
  /** Number of the last event sent, and of the last one answered. */
  sent = 0
  answered = 0
  readonly #connect: Connect
  #line: Line | null = null
  #frames: Received[] = []
  #waiting: ((frame: Received) => void)[] = []
  mostUnacknowledged = acknowledgedSize
  /** Size of the frames taken that were not acknowledged. */
  #unacknowledged = 0
  #closed: Promise<number> = Promise.resolve(0)

  constructor(html: string, uri: string, connect: Connect) {
    this.html = html
    this.uri = uri
    this.token = attributeOf(html, 'dj-view')
    this.csrf = /"csrf":"([^"]*)"/.exec(html)?.[1] ?? ''
    this.#connect = connect
  }

  /** The same markup in another tab, or loaded once more by the browser. */
  duplicate(): TestPage {
    return new TestPage(this.html, this.uri, this.#connect)
  }

  async connect(): Promise<void> {
    this.#frames = []
    this.#waiting = []
    let closed: (code: number) => void = () => {}
    this.#closed = new Promise((resolve) => {
      closed = resolve
    })
    this.#line = await this.#connect({ received: (text) => this.#received(text), closed })
  }

  /** Connects, and says which page it is. @returns the answer */
  async join(different: Partial<JoinFrame> = {}): Promise<ServerFrame> {
    await this.connect()
    return this.#join(different)
  }

  /** Shows another page over the same connection. @returns the answer */
  enter(page: TestPage): Promise<ServerFrame> {
    this.send({ kind: 'leave', session: this.index })
    this.index += 1
    this.seen = this.sent = this.answered = 0
    const { token, csrf, uri } = page
    Object.assign(this, { token, csrf, uri })
    return this.#join()
  }

  #join(different: Partial<JoinFrame> = {}): Promise<ServerFrame> {
    this.send({
      kind: 'join',
      session: this.index,
      version: protocolVersion,
      token: this.token,
      csrf: this.csrf,
      document: this.documentName,
      uri: this.uri,
      seen: this.seen,
      next: this.answered + 1,
      isHeir: false,
      ...different,
    })
    return this.next()
  }

  send(frame: ClientFrame): void {
    this.sendText(encodeClientFrame(frame))
  }

  sendText(text: string): void {
    this.#line?.send(text)
  }

  /** Sends an event. @returns its number */
  event(handler: string, params: object = {}, data: object = {}, kept: object = {}): number {
    this.sent += 1
    const given = { params: { ...params }, data: { ...data }, kept: { ...kept } }
    this.send({ kind: 'event', session: this.index, number: this.sent, handler, ...given })
    return this.sent
  }

  /** Sends an event, and waits until it is answered. */
  call(
    handler: string,
    params: object = {},
    data: object = {},
    kept: object = {},
  ): Promise<UpdateFrame> {
    return this.answerTo(this.event(handler, params, data, kept))
  }

  /** Shows another address of the view, and waits until that is answered. */
  visit(uri: string): Promise<UpdateFrame> {
    this.sent += 1
    this.send({ kind: 'url', session: this.index, number: this.sent, uri })
    return this.answerTo(this.sent)
  }

  async answerTo(event: number): Promise<UpdateFrame> {
    for (;;) {
      const frame = await this.next()
      if (frame.kind === 'update' && frame.upTo >= event) return frame
    }
  }

  /** Takes the next frame, as soon as it is there. */
  async next(): Promise<ServerFrame> {
    const { frame, size } =
      this.#frames.shift() ??
      (await new Promise<Received>((resolve) => this.#waiting.push(resolve)))
    if (frame.kind === 'update' || frame.kind === 'fill') {
      this.seen = frame.number
      this.answered = frame.upTo
    }
    if (frame.kind === 'joined' && frame.how !== 'resumed') this.seen = frame.number
    this.#unacknowledged += size
    if (this.#unacknowledged > this.mostUnacknowledged) this.acknowledge()
    return frame
  }

  /** Tells that every frame that was taken has arrived. */
  acknowledge(): void {
    this.#unacknowledged = 0
    this.send({ kind: 'ack', session: this.index, seen: this.seen })
  }

  /** How many frames have come and were not taken. */
  get waiting(): number {
    return this.#frames.length
  }

  /** Loses the connection, and the frames that were not taken. */
  drop(): void {
    this.#line?.drop()
    this.#line = null
    this.#frames = []
  }

  /** The code with which the server closes the connection. */
  get closed(): Promise<number> {
    return this.#closed
  }

  #received(text: string): void {
    const frame = decodeServerFrame(text)
    if (!frame) throw new Error(`The server sent what is not a frame: ${text}`)
    const received = { frame, size: text.length }
    const waiting = this.#waiting.shift()
    if (waiting) waiting(received)
    else this.#frames.push(received)
  }
}

function attributeOf(html: string, name: string): string {
  return new RegExp(`${name}="([^"]*)"`).exec(html)?.[1] ?? ''
}
