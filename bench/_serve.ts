import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { djust, path } from '../dist/index.js'
import type { Config } from '../dist/server/config.js'
import { serve } from '../dist/server.js'
import type { FetchHandler } from '../dist/view/route-types.js'
import type { ViewClass } from '../dist/view/live-view.js'
import { WebSocketServer } from 'ws'

/** Where a bare WebSocket answers whatever it gets. */
export const echoPath = '/echo/'

/** Where the plain page is, if there is one. */
export const plainPath = '/plain/'

/** A server with one live page, and the echo beside it. */
export interface BenchServer {
  readonly url: string
  /** The bare WebSocket. */
  readonly echo: WebSocketServer
  close(): Promise<void>
}

export interface ServeViewOptions {
  /** What the bare WebSocket answers (default: what it got). */
  answer?(message: string): string
  /** Other live pages, by their paths. */
  readonly others?: Readonly<Record<string, ViewClass>>
  /** How long each request is on its way, there and back. */
  readonly delayMs?: number
  /** A page without djust. */
  readonly plain?: FetchHandler
  /** What `djust({ … })` is given besides the routes. */
  readonly settings?: Config
  /** How long closing waits for what is still to be done, such as storing sessions (default: not at all). */
  readonly closeGraceMs?: number
  /** Default: any that is free. */
  readonly port?: number
}

/**
 * Serves a view on a free port of this machine, as production does, with a bare `ws` server on the
 * same port. Pages are isolated from other origins, which gives their clock its full resolution.
 */
export async function serveView(
  View: ViewClass,
  {
    answer = (message) => message,
    others = {},
    delayMs = 0,
    plain,
    settings = {},
    closeGraceMs = 0,
    port = 0,
  }: ServeViewOptions = {},
): Promise<BenchServer> {
  process.env.DJUST_SECRET ??= randomBytes(32).toString('base64url')
  const views = Object.entries({ '': View, ...others })
  const urls = [
    ...views.map(([pattern, view]) => path(pattern, view)),
    ...(plain ? [path(plainPath.slice(1), plain)] : []),
  ]
  // What is measured is how fast events can be.
  const rateLimit = { rate: 1_000_000, burst: 1_000_000 }
  const app = djust({ rateLimit, ...settings, urls } as never)
  const echo = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  echo.on('connection', (webSocket) => {
    webSocket.on('message', (data) => webSocket.send(answer(String(data))))
  })
  const server = await serve(
    {
      async fetch(request, info) {
        if (delayMs > 0) await delay(delayMs)
        const response = await app.fetch(request, info)
        response.headers.set('Cross-Origin-Opener-Policy', 'same-origin')
        response.headers.set('Cross-Origin-Embedder-Policy', 'require-corp')
        return response
      },
      upgrade: (request, socket, head) =>
        upgradeEcho(echo, request, socket, head) || app.upgrade(request, socket, head),
      close: () => app.close(),
    },
    { port, hostname: '127.0.0.1', closeGraceMs },
  )
  return {
    url: `http://127.0.0.1:${server.port}/`,
    echo,
    close: () => server.close(),
  }
}

function upgradeEcho(
  echo: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): boolean {
  if (request.url !== echoPath) return false
  echo.handleUpgrade(request, socket, head, (webSocket) => {
    echo.emit('connection', webSocket, request)
  })
  return true
}
