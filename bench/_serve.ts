import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { djust, path } from '../dist/index.js'
import type { ViewClass } from '../dist/view/live-view.js'
import { serve } from '../dist/server.js'
import { WebSocketServer } from 'ws'

/** Where a bare WebSocket sends back whatever it gets. */
export const echoPath = '/echo/'

/** A server with one live page, and the echo beside it. */
export interface BenchServer {
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves a view on a free port of this machine, as production does, with a bare `ws` echo on the
 * same port. Pages are isolated from other origins, which gives their clock its full resolution.
 */
export async function serveView(View: ViewClass): Promise<BenchServer> {
  process.env.DJUST_SECRET ??= randomBytes(32).toString('base64url')
  const app = djust({ urls: [path('', View)] } as never)
  const echo = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const server = await serve(
    {
      async fetch(request, info) {
        const response = await app.fetch(request, info)
        response.headers.set('Cross-Origin-Opener-Policy', 'same-origin')
        response.headers.set('Cross-Origin-Embedder-Policy', 'require-corp')
        return response
      },
      upgrade: (request, socket, head) =>
        upgradeEcho(echo, request, socket, head) || app.upgrade(request, socket, head),
      close: () => app.close(),
    },
    { port: 0, hostname: '127.0.0.1', closeGraceMs: 0 },
  )
  return {
    url: `http://127.0.0.1:${server.port}/`,
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
    webSocket.on('message', (data) => webSocket.send(String(data)))
  })
  return true
}
