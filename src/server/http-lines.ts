import { Dispatcher } from '../session/dispatcher.ts'
import { RequestHead } from '../session/request-head.ts'
import type { SessionRegistry } from '../session/registry.ts'
import type { Site } from '../session/site.ts'
import { closeCodes } from '../wire/frames.ts'
import { compressedBody } from './compress.ts'
import { cookieSession } from './cookies.ts'
import { statusPage } from './error-page.ts'
import { HttpLine } from './http-line.ts'
import { limits } from './limits.ts'
import { mayPost } from './origin.ts'
import { readBody } from './read-body.ts'
import type { Settings } from './settings.ts'
import type { Visitor, Visitors } from './visitors.ts'

/** The header that names the connection a request belongs to. */
export const connectionHeader = 'djust-connection'

/** The header with the CSRF token of the page. */
export const csrfHeader = 'x-csrftoken'

/** Most that a body of several frames may have; one alone may have more, where `maxMessageSize` says so. */
const batchBytes = 32_768

const decoder = new TextDecoder('utf-8', { fatal: true })

/** A document that is connected by requests. */
interface Member {
  readonly browserId: string
  readonly line: HttpLine
  readonly dispatcher: Dispatcher
  /** When it was heard of last. */
  heardMs: number
  /** Whether a reply to it has stayed open. */
  hasStream: boolean
}

/**
 * The transports over HTTP: it moves frames between requests and dispatchers, and decides nothing
 * else. A request brings frames; its reply takes along what is to be said, and stays open where the
 * document wants that and few others of its browser do.
 */
export class HttpLines {
  readonly #settings: Settings
  readonly #visitors: Visitors
  readonly #site: Site
  readonly #registry: SessionRegistry
  readonly #members = new Map<string, Member>()
  /** How many replies stay open for a browser. */
  readonly #streams = new Map<string, number>()
  readonly #timer: NodeJS.Timeout

  constructor(settings: Settings, site: Site, registry: SessionRegistry, visitors: Visitors) {
    this.#settings = settings
    this.#visitors = visitors
    this.#site = site
    this.#registry = registry
    this.#timer = setInterval(() => this.#look(), limits.streamBeatMs)
    this.#timer.unref()
  }

  /** Answers a request to the address of the live connection. */
  async respond(request: Request, visitor: Visitor): Promise<Response> {
    if (request.method === 'GET' && this.#settings.useWebsocket)
      return refused(426, { Upgrade: 'websocket' })
    if (request.method !== 'POST' && request.method !== 'DELETE')
      return refused(405, { Allow: 'POST, DELETE' })
    // What comes by requests is not signed.
    if (this.#settings.signMessages) return refused(403)
    const { id, isNew } = cookieSession(request.headers.get('cookie'))
    const csrf = request.headers.get(csrfHeader) ?? ''
    const isOwn = mayPost(request, this.#settings.allowedOrigins)
    if (isNew || !isOwn || !this.#site.checkCsrf(id, csrf)) return refused(403)
    const name = request.headers.get(connectionHeader)
    if (request.method === 'DELETE') {
      this.#find(name ?? '', id)?.line.end()
      return new Response(null, { status: 204 })
    }
    if (name === null && this.#members.size >= limits.maxHttpConnections)
      return refused(503, { 'Retry-After': '10' })
    if (name === null) {
      if (!this.#visitors.connect(visitor)) return refused(429, { 'Retry-After': '5' })
      return this.#exchange(request, this.#open(request, id, visitor.key))
    }
    const member = this.#find(name, id)
    return member ? this.#exchange(request, member) : refused(410)
  }

  /** Ends every connection; pages come back by themselves. */
  close(): void {
    clearInterval(this.#timer)
    for (const { line } of this.#members.values()) line.close(closeCodes.restart)
  }

  /** @param visitor the key of whoever asks */
  #open(request: Request, browserId: string, visitor: string): Member {
    const told = {
      drained: () => member.dispatcher.drained(),
      closed: () => {
        this.#visitors.disconnect(visitor)
        this.#members.delete(line.id)
        if (member.hasStream) this.#countStream(browserId, -1)
        member.dispatcher.close()
      },
    }
    const takesCompressed = request.headers.get('accept')?.includes('deflate') ?? false
    const line = new HttpLine(told, takesCompressed && this.#settings.websocketCompression)
    const { href } = new URL(this.#settings.wsPath, request.headers.get('origin') ?? undefined)
    const connection = {
      link: line,
      browserId,
      flooded: () => this.#visitors.flooded(visitor),
      request: new RequestHead(href, headersOf(request)),
    }
    const dispatcher = new Dispatcher(this.#site, this.#registry, connection)
    const heardMs = performance.now()
    const member: Member = { browserId, line, dispatcher, heardMs, hasStream: false }
    this.#members.set(line.id, member)
    return member
  }

  #find(name: string, browserId: string): Member | null {
    const member = this.#members.get(name)
    return member?.browserId === browserId ? member : null
  }

  async #exchange(request: Request, member: Member): Promise<Response> {
    const { browserId, line } = member
    if (!(await this.#receive(request, member))) return refused(400)
    member.heardMs = performance.now()
    // What is said goes into the reply that is open already.
    if (line.isStreaming) return new Response(null, { status: 204, headers: replyHeaders })
    const wantsStream = request.headers.get('accept')?.includes('text/event-stream') ?? false
    const settled = this.#settled(member)
    if (wantsStream && line.isOpen && this.#mayStream(browserId)) {
      member.hasStream = true
      this.#countStream(browserId, 1)
      return reply('text/event-stream', line.stream())
    }
    // A document that hopes for a stream learns at once whether replies arrive as they are written.
    const first = wantsStream ? line.take() : ''
    const rest = settled.then(() => line.take())
    if (first !== '') return reply('text/plain', inTwo(first, rest))
    const accepted = this.#settings.websocketCompression && request.headers.get('accept-encoding')
    const text = await rest
    const compressed = accepted ? compressedBody(text, accepted) : null
    if (!compressed) return reply('text/plain', text)
    return reply('text/plain', compressed, { 'Content-Encoding': 'gzip' })
  }

  /** Takes the frames of a body, one in each line. @returns false when the request broke off */
  async #receive(request: Request, { line, dispatcher }: Member): Promise<boolean> {
    const { largestMessage } = this.#site
    const most = largestMessage && Math.max(largestMessage, batchBytes)
    const body = await readBody(request, most).catch(() => undefined)
    if (body === undefined) line.end()
    else if (body === null) line.close(closeCodes.tooLarge)
    else this.#take(body, line, dispatcher)
    return body !== undefined
  }

  #take(body: Uint8Array, line: HttpLine, dispatcher: Dispatcher): void {
    const { largestMessage } = this.#site
    const text = textOf(body)
    if (text === null) return line.close(closeCodes.badFrame)
    for (const frame of text.split('\n')) {
      if (frame === '' || !line.isOpen) continue
      if (largestMessage > 0 && Buffer.byteLength(frame) > largestMessage)
        return line.close(closeCodes.tooLarge)
      dispatcher.receive(frame)
    }
  }

  /** Browsers have six connections to a site at most: other tabs, and files, need some. */
  #mayStream(browserId: string): boolean {
    return (this.#streams.get(browserId) ?? 0) < limits.maxStreamsPerBrowser
  }

  #countStream(browserId: string, change: 1 | -1): void {
    const count = (this.#streams.get(browserId) ?? 0) + change
    if (count > 0) this.#streams.set(browserId, count)
    else this.#streams.delete(browserId)
  }

  /** Waits until what came is done, but not for ever. */
  async #settled(member: Member): Promise<void> {
    const { line, dispatcher } = member
    const isSettled = await isInTime(dispatcher.settled(), limits.maxReplyWaitMs)
    member.heardMs = performance.now()
    // Whoever has no session after the first request will not get one.
    if (isSettled && !dispatcher.isJoined) line.close(closeCodes.restart)
  }

  /** Ends connections that nothing was heard of, and keeps streams from seeming dead. */
  #look(): void {
    const silentSinceMs = performance.now() - limits.maxSilenceMs
    for (const { line, heardMs } of this.#members.values()) {
      if (line.isStreaming) line.beat()
      else if (heardMs < silentSinceMs) line.end()
    }
  }
}

const replyHeaders = {
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
}

function reply(
  type: string,
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(body, {
    headers: { ...replyHeaders, ...headers, 'Content-Type': `${type}; charset=utf-8` },
  })
}

function refused(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  const response = statusPage(status)
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

function headersOf({ headers }: Request): [name: string, value: string][] {
  const others = /^(?:connection|content-.*|transfer-encoding)$/
  return [...headers].filter(([name]) => !others.test(name) && name !== csrfHeader)
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null // not UTF-8: the caller answers for it
  }
}

/** @returns whether it settled before the time was over */
async function isInTime(promise: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false)
  })
  const isSettled = await Promise.race([promise.then(() => true), late])
  clearTimeout(timer)
  return isSettled
}

function inTwo(first: string, rest: Promise<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(first))
    },
    async pull(controller) {
      controller.enqueue(encoder.encode(await rest))
      controller.close()
    },
  })
}
