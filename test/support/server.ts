import { inflateRawSync } from 'node:zlib'
import { WebSocket } from 'ws'
import { decodeServerBytes, encodeClientBytes } from '../../src/wire/client-bytes.ts'
import { decodeClientFrame } from '../../src/wire/decode.ts'
import { encodeServerFrame } from '../../src/wire/encode.ts'
import { djust } from '../../src/server/app.ts'
import type { App } from '../../src/server/app-interface.ts'
import type { AppOptions } from '../../src/server/config.ts'
import { type RunningServer, serve } from '../../src/server/node.ts'
import type { UrlList } from '../../src/view/route-types.ts'
import { HttpLine } from './http-line.ts'
import { type Connect, TestPage } from './test-page.ts'

export type TestAppOptions = AppOptions<UrlList>

/** Makes an application. */
export function testApp(
  options: TestAppOptions,
  secret = 'a secret for tests that is long enough',
): App {
  process.env.DJUST_SECRET = secret
  return djust(options as never)
}

/** A browser as far as a server can tell: it keeps its cookies and says where it comes from. */
export class TestBrowser {
  readonly origin: string
  cookie = ''
  /** Sent with every request, as a proxy would add them. */
  headers: Readonly<Record<string, string>> = {}
  /** The CSRF token of the last page. */
  csrf = ''

  constructor(origin: string) {
    this.origin = origin
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({
      ...this.headers,
      ...Object.fromEntries(new Headers(init.headers)),
    })
    if (this.cookie !== '') headers.set('Cookie', this.cookie)
    const url = new URL(path, this.origin)
    const response = await fetch(url, { redirect: 'manual', ...init, headers })
    this.#keep(response)
    return response
  }

  /** Posts a form, and goes where the answer leads. */
  async post(path: string, body: BodyInit, headers: HeadersInit = {}): Promise<Response> {
    const own = { Origin: this.origin, Referer: new URL(path, this.origin).href }
    const init = {
      method: 'POST',
      body,
      headers: { ...own, ...Object.fromEntries(new Headers(headers)) },
    }
    const response = await this.fetch(path, init)
    return response.status === 303 ? this.fetch(response.headers.get('Location')!) : response
  }

  #keep(response: Response): void {
    const cookies = new Map(
      this.cookie.split('; ').flatMap((pair) => (pair ? [[pair.split('=')[0]!, pair]] : [])),
    )
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const name = pair.split('=')[0]!
      if (/max-age=0\b/i.test(line)) cookies.delete(name)
      else cookies.set(name, pair)
    }
    this.cookie = [...cookies.values()].join('; ')
  }

  async open(path: string, connect?: Connect): Promise<TestPage> {
    const html = await (await this.fetch(path)).text()
    const page = new TestPage(html, path, connect ?? this.connect())
    this.csrf = page.csrf
    return page
  }

  /** Connects by WebSocket, and speaks MessagePack; what is not JSON is sent as it is. */
  connectInBytes(): Connect {
    const url = `${this.origin.replace('http', 'ws')}/ws/live/?deflate`
    const headers = { Origin: this.origin, Cookie: this.cookie }
    return ({ received, closed }) =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(url, { headers })
        socket.on('message', (data: Buffer, isBinary) => {
          if (!isBinary) throw new Error(`A text came: ${data}`)
          const bytes = data[0] === 1 ? inflateRawSync(data.subarray(1)) : data
          received(encodeServerFrame(decodeServerBytes(bytes)!))
        })
        socket.on('close', (code) => closed(code))
        socket.on('error', reject)
        const send = (text: string) => {
          const frame = decodeClientFrame(text)
          socket.send(frame ? encodeClientBytes(frame) : text)
        }
        socket.on('open', () => resolve({ send, drop: () => socket.terminate() }))
      })
  }

  /** Connects by requests. @param wantsStream whether a reply may stay open */
  connectByHttp(wantsStream: boolean): Connect {
    return (events) => new HttpLine(this, wantsStream, events)
  }

  /** @param headers sent instead of the browser's own */
  connect(headers: Readonly<Record<string, string>> = {}): Connect {
    const url = `${this.origin.replace('http', 'ws')}/ws/live/`
    const all = { Origin: this.origin, Cookie: this.cookie, ...this.headers, ...headers }
    return ({ received, closed }) =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(url, { headers: all })
        socket.on('message', (data) => received(String(data)))
        socket.on('close', (code) => closed(code))
        socket.on('error', reject)
        socket.on('open', () => {
          resolve({ send: (text) => socket.send(text), drop: () => socket.terminate() })
        })
      })
  }
}

/** A server on a port that is free. */
export class TestServer {
  readonly app: App
  readonly origin: string
  readonly #running: RunningServer
  readonly #browsers = new Map<string, TestBrowser>()

  private constructor(app: App, running: RunningServer) {
    this.app = app
    this.origin = `http://127.0.0.1:${running.port}`
    this.#running = running
  }

  static async start(options: TestAppOptions): Promise<TestServer> {
    const app = testApp(options)
    const running = await serve(app, { port: 0, hostname: '127.0.0.1', closeGraceMs: 500 })
    return new TestServer(app, running)
  }

  browser(name = 'a browser'): TestBrowser {
    const browser = this.#browsers.get(name) ?? new TestBrowser(this.origin)
    this.#browsers.set(name, browser)
    return browser
  }

  close(): Promise<void> {
    return this.#running.close()
  }
}
