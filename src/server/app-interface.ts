import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** What the host knows about a request that the request itself does not say. */
export interface RequestInfo {
  /** The address that the connection comes from. */
  ip?: string
  /** Node's request, which hosts that are built on it pass along: it tells the address too. */
  incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } }
}

/** An application as a host sees it: a web-standard handler, the upgrade beside it, and an end. */
export interface App {
  /** Answers one request. Never rejects because of what a request holds. */
  fetch(request: Request, info?: RequestInfo): Promise<Response>
  /** Takes over a connection that asks for the live socket. Returns false for any other, which it leaves alone. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** Ends every session and connection of this application. */
  close(): Promise<void>
}
