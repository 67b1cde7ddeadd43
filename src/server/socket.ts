import type { IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import type { Duplex } from 'node:stream'
import type { RawData, WebSocket, WebSocketServer } from 'ws'
import { type Connection, Dispatcher } from '../session/dispatcher.ts'
import type { Link } from '../session/outbox.ts'
import { RequestHead } from '../session/request-head.ts'
import type { SessionRegistry } from '../session/registry.ts'
import type { Site } from '../session/site.ts'
import { ConfigError } from '../shared/errors.ts'
import { isDevelopment } from '../shared/mode.ts'
import { visible } from '../shared/visible.ts'
import { closeCodes } from '../wire/frames.ts'
import { compressedMessage } from './compress.ts'
import { cookieSession } from './cookies.ts'
import { limits } from './limits.ts'
import { MessageSignatures, signatureChars } from './message-signatures.ts'
import { isLoopbackHost, originAllowed } from './origin.ts'
import type { KeyRing } from './secret.ts'
import type { Settings } from './settings.ts'
import type { Visitor, Visitors } from './visitors.ts'

/** How often a connection is asked whether it still is there. */
const pingIntervalMs = 30_000

/** The WebSocket transport: it moves frames between sockets and the dispatcher, and decides nothing else. */
export class LiveSockets {
  readonly #settings: Settings
  readonly #visitors: Visitors
  readonly #messageKeys: KeyRing | null
  readonly #site: Site
  readonly #registry: SessionRegistry
  readonly #server: WebSocketServer
  readonly #alive = new WeakSet<WebSocket>()
  readonly #pings: NodeJS.Timeout

  /** @param messageKeys where messages are signed */
  constructor(
    settings: Settings,
    site: Site,
    registry: SessionRegistry,
    visitors: Visitors,
    messageKeys: KeyRing | null,
  ) {
    this.#settings = settings
    this.#messageKeys = messageKeys
    this.#visitors = visitors
    this.#site = site
    this.#registry = registry
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
    if (address?.pathname !== this.#settings.wsPath) return false
    // An error on a socket that is being refused has nobody else to go to.
    socket.on('error', destroyed)

    const { headers } = request
    const { id, isNew } = cookieSession(headers.cookie)
    const visitor = this.#visitorOf(request)
    if (isNew || !this.#mayOpen(request, visitor)) {
      refuse(socket, '403 Forbidden')
      return true
    }
    const disconnect = this.#visitors.connect(visitor)
    if (!disconnect) {
      refuse(socket, '429 Too Many Requests')
      return true
    }
    socket.on('close', disconnect)
    const browser = { id, ip: visitor.key }
    const { href } = new URL(address.pathname, headers.origin)
    const compresses = this.#settings.websocketCompression && address.searchParams.has('deflate')
    const opened: Opened = {
      browser,
      disconnect,
      request: new RequestHead(href, headersOf(request)),
      flooded: this.#flooded(visitor),
    }
    const { largestMessage } = this.#site
    const more = this.#messageKeys ? signatureChars : 0
    this.#server.options.maxPayload = largestMessage && largestMessage + more
    this.#server.handleUpgrade(request, socket, first, (webSocket) => {
      // From here on it is the WebSocket that tells.
      socket.off('error', destroyed)
      socket.off('close', disconnect)
      this.#listen(webSocket, opened, compresses)
    })
    return true
  }

  // Functions that a connection keeps are made apart from those that see its request, which would be kept as well.

  #visitorOf({ headers, socket }: IncomingMessage): Visitor {
    return this.#visitors.find(socket.remoteAddress ?? '', (name) => {
      const value = headers[name]
      return typeof value === 'string' ? value : null
    })
  }

  #flooded(visitor: Visitor): () => void {
    return () => this.#visitors.flooded(visitor)
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

  /** @param compresses whether the client takes compressed frames */
  #listen(webSocket: WebSocket, { disconnect, ...opened }: Opened, compresses: boolean): void {
    const drained = () => dispatcher.drained()
    const signatures = this.#messageKeys && new MessageSignatures(this.#messageKeys)
    const plain = new SocketLink(webSocket, { compresses: compresses && !signatures, drained })
    const link = signatures ? signedLink(plain, signatures) : plain
    if (signatures) webSocket.send(signatures.challenge)
    const dispatcher = new Dispatcher(this.#site, this.#registry, { ...opened, link })
    this.#alive.add(webSocket)
    webSocket.on('pong', () => this.#alive.add(webSocket))
    webSocket.on('message', (data, isBinary) => {
      if (!signatures) return dispatcher.receive(isBinary ? bytesOf(data) : String(data))
      const frame = isBinary ? null : signatures.open(String(data))
      if (frame !== null) return dispatcher.receive(frame)
      this.#site.log('A message was not signed as it has to be')
      webSocket.close(closeCodes.badFrame)
    })
    webSocket.on('close', () => {
      dispatcher.close()
      disconnect()
    })
    // `ws` closes it by itself, with the fitting code: too large, not UTF-8, cut off.
    webSocket.on('error', ({ message }) =>
      this.#site.log(`A socket was closed: ${visible(message)}`),
    )
  }

  #pingAll(): void {
    for (const webSocket of this.#server.clients) {
      if (!this.#alive.delete(webSocket)) webSocket.terminate()
      else webSocket.ping()
    }
  }
}

/** A connection, before there is a socket to it. */
interface Opened extends Omit<Connection, 'link'> {
  /** Tells that the visitor has one less. */
  disconnect(): void
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
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

class SocketLink implements Link {
  readonly #webSocket: WebSocket
  readonly #compresses: boolean
  readonly #drained: () => void
  takesBytes = false
  #isFull = false

  /**
   * @param options.compresses whether the client takes compressed frames
   * @param options.drained called when it is not full any more
   */
  constructor(webSocket: WebSocket, options: { compresses: boolean; drained: () => void }) {
    this.#webSocket = webSocket
    this.#compresses = options.compresses
    this.#drained = options.drained
  }

  get isFull(): boolean {
    return this.#isFull
  }

  send(frame: string | Uint8Array): void {
    const webSocket = this.#webSocket
    if (webSocket.readyState !== webSocket.OPEN) return
    const message = (this.#compresses && compressedMessage(frame)) || frame
    if (this.#isFull || webSocket.bufferedAmount + message.length <= limits.maxUnsentBytes) {
      webSocket.send(message)
      return
    }
    this.#isFull = true
    webSocket.send(message, () => {
      this.#isFull = false
      this.#drained()
    })
  }

  close(code: number): void {
    this.#webSocket.close(code)
  }
}

/** Signs what is sent. */
function signedLink(link: SocketLink, signatures: MessageSignatures): Link {
  return {
    get isFull() {
      return link.isFull
    },
    // Frames of bytes never come, and so are not answered with any.
    takesBytes: false,
    send: (frame) => link.send(signatures.sign(String(frame))),
    close: (code) => link.close(code),
  }
}

function addressOf(request: IncomingMessage): URL | null {
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

function destroyed(this: Duplex): void {
  this.destroy()
}

function refuse(socket: Duplex, status: string): void {
  // The client's half would stay open for as long as it likes.
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
