import type { IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import type { Duplex } from 'node:stream'
import type { WebSocketServer } from 'ws'
import { RequestHead } from '../session/request-head.ts'
import { ConfigError } from '../shared/errors.ts'
import { isDevelopment } from '../shared/mode.ts'
import { closeCodes } from '../wire/frames.ts'
import { cookieSession } from './cookies.ts'
import { limits } from './limits.ts'
import { isLiveAddress } from './live-address.ts'
import { MessageSignatures, signatureChars } from './message-signatures.ts'
import { isLoopbackHost, originAllowed } from './origin.ts'
import type { KeyRing } from './secret.ts'
import type { Settings } from './settings.ts'
import { linkOf, type LinkHost, SocketLink } from './socket-link.ts'
import type { Visitor } from './visitors.ts'

/** How often a connection is asked whether it still is there. */
const pingIntervalMs = 30_000

/** The WebSocket transport: it moves frames between sockets and the dispatcher, and decides nothing else. */
export class LiveSockets {
  readonly #settings: Settings
  readonly #host: LinkHost
  readonly #messageKeys: KeyRing | null
  readonly #server: WebSocketServer
  readonly #pings: NodeJS.Timeout

  /** @param messageKeys where messages are signed */
  constructor(settings: Settings, host: LinkHost, messageKeys: KeyRing | null) {
    this.#settings = settings
    this.#host = host
    this.#messageKeys = messageKeys
    const { WebSocketServer } = requireWs()
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: true,
      perMessageDeflate: false,
    })
    this.#pings = setInterval(() => this.#pingAll(), pingIntervalMs)
    this.#pings.unref()
  }

  /**
   * Takes over a request for the live socket.
   *
   * @returns false when it asks for another path, which is left to others
   */
  upgrade(request: IncomingMessage, socket: Duplex, first: Buffer): boolean {
    const address = addressOf(request)
    if (!address || !isLiveAddress(this.#settings.wsPath, address.pathname)) return false
    const { headers } = request
    const { id, isNew } = cookieSession(headers.cookie)
    const visitor = this.#visitorOf(request)
    if (isNew || !this.#mayOpen(request, visitor)) {
      refuse(socket, '403 Forbidden')
      return true
    }
    if (!this.#host.visitors.connect(visitor)) {
      refuse(socket, '429 Too Many Requests')
      return true
    }
    const { href } = new URL(address.pathname, headers.origin)
    const { largestMessage } = this.#host.site
    const more = this.#messageKeys ? signatureChars : 0
    this.#server.options.maxPayload = largestMessage && largestMessage + more
    let isOpened = false
    // It calls back before it returns, or not at all.
    this.#server.handleUpgrade(request, socket, first, (webSocket) => {
      isOpened = true
      new SocketLink(this.#host, webSocket, {
        browserId: id,
        request: new RequestHead(href, headersOf(request)),
        visitor: visitor.key,
        compresses: this.#settings.websocketCompression && address.searchParams.has('deflate'),
        signatures: this.#messageKeys && new MessageSignatures(this.#messageKeys),
      })
    })
    if (!isOpened) this.#host.visitors.disconnect(visitor.key)
    return true
  }

  #visitorOf({ headers, socket }: IncomingMessage): Visitor {
    return this.#host.visitors.find(socket.remoteAddress ?? '', (name) => {
      const value = headers[name]
      return typeof value === 'string' ? value : null
    })
  }

  /** Ends every connection; pages come back by themselves. */
  async close(): Promise<void> {
    clearInterval(this.#pings)
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const webSocket of this.#server.clients) webSocket.close(closeCodes.restart)
    const cutOff = setTimeout(() => {
      for (const webSocket of this.#server.clients) webSocket.terminate()
    }, limits.socketCloseMs)
    await closed
    clearTimeout(cutOff)
  }

  /** Whether a page of ours asks: only those have the cookie, and what it signs. */
  #mayOpen({ headers, socket }: IncomingMessage, visitor: Visitor): boolean {
    const own = { host: headers.host, isSecure: 'encrypted' in socket || visitor.isSecure }
    // A page of another site may reach a developer's machine by a name that it controls.
    if (isDevelopment() && !isLoopbackHost(headers.host)) return false
    return originAllowed(headers.origin, own, this.#settings.allowedOrigins)
  }

  #pingAll(): void {
    for (const webSocket of this.#server.clients) {
      const link = linkOf(webSocket)
      if (link.isAlive) webSocket.ping()
      else webSocket.terminate()
      link.isAlive = false
    }
  }
}

/** Whoever uses no WebSocket need not have it. */
function requireWs(): typeof import('ws') {
  try {
    return createRequire(import.meta.url)('ws') as typeof import('ws')
  } catch (error) {
    throw new ConfigError(
      'ws_missing',
      'The package "ws" is not installed. Run: npm install ws. Or write useWebsocket: false, and pages connect by requests.',
      { cause: error },
    )
  }
}

/** What a request asks for; null where that is no address. */
export function addressOf(request: IncomingMessage): URL | null {
  try {
    return new URL(request.url ?? '', 'http://host')
  } catch {
    return null // not an address: somebody else's, or nobody's
  }
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (
      value !== undefined &&
      !name.startsWith('sec-websocket') &&
      name !== 'connection' &&
      name !== 'upgrade'
    ) {
      headers.set(name, Array.isArray(value) ? value.join(', ') : value)
    }
  }
  return headers
}

function refuse(socket: Duplex, status: string): void {
  // An error of it has nobody else to go to.
  socket.on('error', () => socket.destroy())
  // The client's half would stay open for as long as it likes.
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
