import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { WebSocket } from 'ws'
import { encodeClientFrame } from '../dist/wire/encode.js'
import { acknowledgedSize, protocolVersion } from '../dist/wire/frames.js'
import type { Kind, Order } from './_many-browsers.ts'
import { echoPath } from './_serve.ts'

// Many browsers in a process of their own, so that what they take does not count as the server's.
// Each order is answered when it is done.

const atOnce = 10
const opened: Record<Kind, Browser[]> = { bare: [], session: [] }

process.on('message', (order: Order) => {
  follow(order).then(
    () => process.send!('done'),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})

async function follow(order: Order): Promise<void> {
  switch (order.what) {
    case 'open':
      return openAll(order.kind, order.url, order.count)
    case 'click':
      await Promise.all(opened[order.kind].map((browser) => browser.click(order.times)))
      return
    case 'get':
      return getAll(order.url, order.count)
    case 'listen':
      await Promise.all(opened[order.kind].map((browser) => browser.untilHeard(order.count)))
      return
    default:
      order satisfies never
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 })

async function getAll(url: string, count: number): Promise<void> {
  let left = count
  const worker = async (): Promise<void> => {
    while (left-- > 0) await getOnce(url)
  }
  await Promise.all(Array.from({ length: 32 }, worker))
}

function getOnce(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`))
      response.on('end', resolve).on('error', reject).resume()
    })
    request.on('error', reject)
  })
}

async function openAll(kind: Kind, url: string, count: number): Promise<void> {
  const open = kind === 'bare' ? openBare : openSession
  let left = count
  const worker = async (): Promise<void> => {
    while (left-- > 0) opened[kind].push(await open(url))
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/** One open page, or a bare connection that says what a page would. */
class Browser {
  readonly #socket: WebSocket
  #heard = 0
  #clicks = 0
  /** Size of the frames since the last acknowledgement. */
  #unacknowledged = 0
  #onHeard = (): void => {}

  /** @param isPage whether a page speaks, and not a bare connection */
  constructor(socket: WebSocket, isPage: boolean) {
    this.#socket = socket
    socket.on('message', (data) => {
      this.#heard += 1
      this.#unacknowledged += (data as Buffer).length
      if (isPage && this.#unacknowledged > acknowledgedSize) this.#acknowledge(String(data))
      if (this.#heard < 3 && String(data).includes('refused')) throw new Error(String(data))
      this.#onHeard()
    })
  }

  /** A server that hears nothing of what it sent would send no more. @param text of a frame with a number */
  #acknowledge(text: string): void {
    this.#unacknowledged = 0
    const [, second, third] = JSON.parse(text) as unknown[]
    this.#socket.send(JSON.stringify([0, 'ack', second === 'fill' ? third : second]))
  }

  /** Sends a text and waits until one more comes back. */
  async say(text: string): Promise<void> {
    const heard = this.untilHeard(this.#heard + 1)
    this.#socket.send(text)
    await heard
  }

  async untilHeard(count: number): Promise<void> {
    while (this.#heard < count) {
      await new Promise<void>((resolve) => {
        this.#onHeard = resolve
      })
    }
  }

  /** Clicks so many times, and waits for each answer. */
  async click(times: number): Promise<void> {
    for (let i = 0; i < times; i++) await this.say(this.#clickFrame())
  }

  #clickFrame(): string {
    this.#clicks += 1
    return encodeClientFrame({
      kind: 'event',
      session: 0,
      number: this.#clicks,
      handler: 'increment',
      params: {},
      data: {},
    })
  }
}

/** A connection over which one message went each way. */
async function openBare(url: string): Promise<Browser> {
  const socket = new WebSocket(url.replace('http', 'ws') + echoPath.slice(1))
  await once(socket, 'open')
  const browser = new Browser(socket, false)
  await browser.click(1)
  return browser
}

/** A page that is loaded and joined, and on which the button was pressed once. */
async function openSession(url: string): Promise<Browser> {
  const response = await fetch(url, { headers: { Connection: 'close' } })
  const html = await response.text()
  const token = /dj-view="([^"]+)"/.exec(html)![1]!
  const data = /id="djust-page" type="application\/json">([^<]+)</.exec(html)![1]!
  const page = JSON.parse(data) as { csrf: string; socket: string }
  const cookie = response.headers.getSetCookie()[0]!.split(';')[0]!
  const socket = new WebSocket(new URL(page.socket, url.replace('http', 'ws')), {
    headers: { Cookie: cookie, Origin: new URL(url).origin },
  })
  await once(socket, 'open')
  const browser = new Browser(socket, true)
  await browser.say(
    encodeClientFrame({
      kind: 'join',
      session: 0,
      version: protocolVersion,
      token,
      csrf: page.csrf,
      document: crypto.randomUUID(),
      uri: '/',
      seen: 0,
      next: 1,
      isHeir: false,
    }),
  )
  await browser.click(1)
  return browser
}
