import type { RawData, WebSocket } from 'ws'
import type { Connection } from '../session/connection.ts'
import { Dispatcher } from '../session/dispatcher.ts'
import type { Link } from '../session/link.ts'
import type { RequestHead } from '../session/request-head.ts'
import type { SessionRegistry } from '../session/registry.ts'
import type { Site } from '../session/site.ts'
import { visible } from '../shared/visible.ts'
import { closeCodes } from '../wire/frames.ts'
import { compressedMessage } from './compress.ts'
import { limits } from './limits.ts'
import type { MessageSignatures } from './message-signatures.ts'
import type { Visitors } from './visitors.ts'

/** What the links of a server have in common. */
export interface LinkHost {
  readonly site: Site
  readonly registry: SessionRegistry
  readonly visitors: Visitors
}

/** Who is at the other end, and how the two speak. */
export interface LinkStart {
  readonly browserId: string
  readonly request: RequestHead
  /** The key of the visitor, whose connections are counted. */
  readonly visitor: string
  /** Whether the client takes compressed frames. */
  readonly compresses: boolean
  /** Where messages are signed. */
  readonly signatures: MessageSignatures | null
}

const ownLink = Symbol('link')

type LinkedSocket = WebSocket & { [ownLink]: SocketLink }

/**
 * One WebSocket, as the session floor knows it: the line, and who is at its end. Open sockets are many, so all that one
 * keeps is in this object: listeners find it by their socket, and are the same functions for all.
 */
export class SocketLink implements Link, Connection {
  readonly browserId: string
  readonly request: RequestHead
  takesBytes = false
  /** Whether it was heard of since it was asked last. */
  isAlive = true
  readonly #host: LinkHost
  readonly #webSocket: WebSocket
  readonly #visitor: string
  readonly #compresses: boolean
  readonly #signatures: MessageSignatures | null
  readonly #dispatcher: Dispatcher
  #isFull = false

  constructor(host: LinkHost, webSocket: WebSocket, start: LinkStart) {
    this.#host = host
    this.#webSocket = webSocket
    this.browserId = start.browserId
    this.request = start.request
    this.#visitor = start.visitor
    this.#compresses = start.compresses
    this.#signatures = start.signatures
    this.#dispatcher = new Dispatcher(host.site, host.registry, this)
    ;(webSocket as LinkedSocket)[ownLink] = this
    webSocket.on('pong', onPong).on('message', onMessage).on('close', onClose).on('error', onError)
    if (this.#signatures) webSocket.send(this.#signatures.challenge)
  }

  get link(): Link {
    return this
  }

  get isFull(): boolean {
    return this.#isFull
  }

  send(frame: string | Uint8Array): void {
    const webSocket = this.#webSocket
    if (webSocket.readyState !== webSocket.OPEN) return
    const message = this.#messageOf(frame)
    if (this.#isFull || webSocket.bufferedAmount + message.length <= limits.maxUnsentBytes) {
      webSocket.send(message)
      return
    }
    this.#isFull = true
    webSocket.send(message, () => {
      this.#isFull = false
      this.#dispatcher.drained()
    })
  }

  /** Frames of bytes never come where messages are signed, and so are not answered with any. */
  #messageOf(frame: string | Uint8Array): string | Uint8Array {
    if (this.#signatures) return this.#signatures.sign(String(frame))
    return (this.#compresses && compressedMessage(frame)) || frame
  }

  close(code: number): void {
    this.#webSocket.close(code)
  }

  flooded(): void {
    this.#host.visitors.flooded(this.#visitor)
  }

  // ── what the socket tells ──────────────────────────────────────────────────────────────────────────────────

  received(data: RawData, isBinary: boolean): void {
    if (!this.#signatures) return this.#dispatcher.receive(isBinary ? bytesOf(data) : String(data))
    const frame = isBinary ? null : this.#signatures.open(String(data))
    if (frame !== null) return this.#dispatcher.receive(frame)
    this.#host.site.log('A message was not signed as it has to be')
    this.close(closeCodes.badFrame)
  }

  closed(): void {
    this.#dispatcher.close()
    this.#host.visitors.disconnect(this.#visitor)
  }

  /** `ws` closes it by itself, with the fitting code: too large, not UTF-8, cut off. */
  failed({ message }: Error): void {
    this.#host.site.log(`A socket was closed: ${visible(message)}`)
  }
}

/** The link that a socket has been given. */
export function linkOf(webSocket: WebSocket): SocketLink {
  return (webSocket as LinkedSocket)[ownLink]
}

function onPong(this: WebSocket): void {
  linkOf(this).isAlive = true
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  linkOf(this).received(data, isBinary)
}

function onClose(this: WebSocket): void {
  linkOf(this).closed()
}

function onError(this: WebSocket, error: Error): void {
  linkOf(this).failed(error)
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
