import { rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { getRequestListener, RequestError, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { ConfigError } from '../shared/errors.ts'
import { visible } from '../shared/visible.ts'
import type { App } from './app-interface.ts'
import { statusPage } from './error-page.ts'
import { limits } from './limits.ts'
import { logError } from './log.ts'
import { passedHeader } from './pass-on.ts'
import { writeResponse } from './write-response.ts'

export interface ServeOptions {
  /** Where to listen; 0 takes any port that is free. */
  readonly port: number
  /** The address to listen on: `127.0.0.1` is reached from this machine alone. */
  readonly hostname: string
  /** How long `close` waits for what is still running, in milliseconds (default: 4,000). */
  readonly closeGraceMs?: number
}

/** A server that listens. */
export interface RunningServer {
  readonly port: number
  /** The address to open in a browser. */
  readonly url: string
  /** Takes over a connection that another process has accepted. @param head what has come on it */
  accept(socket: Duplex, head: Buffer): void
  /**
   * Stops accepting, lets the application and running requests end, and cuts off what is left after
   * the grace.
   */
  close(): Promise<void>
}

/**
 * Serves an application on `node:http`.
 *
 * @throws {ConfigError} when the port is in use or may not be listened on
 */
export async function serve(app: App, options: ServeOptions): Promise<RunningServer> {
  const server = createServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      keepAliveTimeout: limits.keepAliveMs,
    },
    requestListener(app, ({ socket }) => socket.remoteAddress),
  )
  const upgraded = new Set<Duplex>()
  server.on('upgrade', (request, socket, head) => {
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
    upgrade(app, request, socket, head)
  })
  const { port } = await listen(server, options)
  server.on('error', (error) => logError('the server', error))

  let closing: Promise<void> | undefined
  return {
    port,
    url: `http://${shownHost(options.hostname)}:${port}`,
    accept(socket, head) {
      socket.unshift(head)
      server.emit('connection', socket)
    },
    close: () =>
      (closing ??= close(app, server, upgraded, options.closeGraceMs ?? limits.closeGraceMs)),
  }
}

/**
 * Answers requests that other workers pass on.
 *
 * @param path of the local socket to listen on, which nobody else can reach
 * @returns ends that
 */
export async function servePassed(app: App, path: string): Promise<() => void> {
  const server = createServer(
    requestListener(app, ({ headers }) => String(headers[passedHeader] ?? '')),
  )
  // Who was killed could not take it away.
  rmSync(path, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ path, exclusive: true }, resolve)
  })
  return () => {
    server.close()
    server.closeAllConnections()
  }
}

/** @param addressOf finds out where a request comes from */
function requestListener(app: App, addressOf: (incoming: IncomingMessage) => string | undefined) {
  const listener = getRequestListener(
    async (request, bindings) => {
      const { incoming, outgoing } = bindings as HttpBindings
      const response = await answer(app, request, incoming, addressOf(incoming))
      // What is not read of a request stands in the way of the next one.
      if (!incoming.complete) outgoing.shouldKeepAlive = false
      await writeResponse(response, outgoing)
      return RESPONSE_ALREADY_SENT
    },
    {
      overrideGlobalObjects: false,
      errorHandler: (error) => statusPage(error instanceof RequestError ? 400 : 500),
    },
  )
  return (incoming: IncomingMessage, outgoing: ServerResponse) => {
    listener(incoming, outgoing).catch((error: unknown) => {
      logError(`${incoming.method} ${shownUrl(incoming)}`, error)
      outgoing.destroy()
    })
  }
}

function shownUrl({ url }: IncomingMessage): string {
  return visible(url ?? '')
}

async function answer(
  app: App,
  request: Request,
  incoming: IncomingMessage,
  ip: string | undefined,
): Promise<Response> {
  try {
    return await app.fetch(request, ip === undefined ? {} : { ip })
  } catch (error) {
    logError(`${incoming.method} ${shownUrl(incoming)}`, error)
    return statusPage(500)
  }
}

function upgrade(app: App, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  // Without a listener, a connection that breaks off would end the process.
  socket.on('error', () => socket.destroy())
  try {
    if (app.upgrade(request, socket, head)) return
    // The client's half would stay open for as long as it likes.
    socket.once('finish', () => socket.destroy())
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  } catch (error) {
    logError(`upgrade of ${shownUrl(request)}`, error)
    socket.destroy()
  }
}

function listen(server: Server, { port, hostname }: ServeOptions): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(listenError(error, port, hostname))
    server.once('error', fail)
    server.listen(port, hostname, () => {
      server.off('error', fail)
      resolve(server.address() as AddressInfo)
    })
  })
}

function listenError(error: NodeJS.ErrnoException, port: number, hostname: string): unknown {
  const [code, message] = explain(error.code, port, hostname) ?? []
  return code && message ? new ConfigError(code, message, { cause: error }) : error
}

function explain(reason: string | undefined, port: number, hostname: string): string[] | null {
  const other = port < 65_535 ? port + 1 : 8_000
  switch (reason) {
    case 'EADDRINUSE':
      return [
        'port_in_use',
        `Port ${port} is in use. Stop the program that uses it, or take another port: PORT=${other}`,
      ]
    case 'EACCES':
      return [
        'port_refused',
        `This user may not listen on port ${port}. Take one above 1023: PORT=8000`,
      ]
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return [
        'host_unknown',
        `"${hostname}" is not an address of this machine. Use 127.0.0.1 or 0.0.0.0.`,
      ]
    default:
      return null
  }
}

async function close(
  app: App,
  server: Server,
  upgraded: ReadonlySet<Duplex>,
  graceMs: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const reapIdle = setInterval(() => server.closeIdleConnections(), 50)
  const appClosed = closeApp(app)
  const isOver = delay(graceMs, undefined, { ref: false })
  await Promise.race([Promise.all([closed, appClosed]), isOver])
  clearInterval(reapIdle)
  server.closeAllConnections()
  for (const socket of upgraded) socket.destroy()
  await closed
}

async function closeApp(app: App): Promise<void> {
  try {
    await app.close()
  } catch (error) {
    logError('closing the application', error)
  }
}

function shownHost(hostname: string): string {
  if (['127.0.0.1', '0.0.0.0', '::1', '::'].includes(hostname)) return 'localhost'
  return hostname.includes(':') ? `[${hostname}]` : hostname
}
