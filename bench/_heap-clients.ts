import { once } from 'node:events'
import { WebSocket } from 'ws'
import { encodeClientFrame } from '../dist/wire/encode.js'
import { protocolVersion } from '../dist/wire/frames.js'
import { echoPath } from './_serve.ts'

/** What session-heap.ts asks of the process that plays the browsers. */
export interface HeapOrder {
  readonly url: string
  readonly count: number
  readonly kind: 'bare' | 'session'
}

// Browsers in a process of their own: an order opens as many connections as it says, which stay
// open, and is answered when all are settled.

const atOnce = 10
const opened: WebSocket[] = []

process.on('message', (order: HeapOrder) => {
  openAll(order).then(
    () => process.send!('done'),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})

async function openAll({ url, count, kind }: HeapOrder): Promise<void> {
  const open = kind === 'bare' ? openBare : openSession
  let left = count
  const worker = async (): Promise<void> => {
    while (left-- > 0) opened.push(await open(url))
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/** A connection over which one message went each way. */
async function openBare(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('http', 'ws') + echoPath.slice(1))
  await once(socket, 'open')
  return exchange(socket, ['hello'])
}

/** A page that is loaded and joined, and on which the button was pressed once. */
async function openSession(url: string): Promise<WebSocket> {
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
  const join = encodeClientFrame({
    kind: 'join',
    session: 0,
    version: protocolVersion,
    token,
    csrf: page.csrf,
    document: crypto.randomUUID(),
    uri: '/',
    seen: 0,
    next: 1,
  })
  const click = encodeClientFrame({
    kind: 'event',
    session: 0,
    number: 1,
    handler: 'increment',
    params: {},
    data: {},
  })
  return exchange(socket, [join, click])
}

/** Sends messages, waiting for the answer to each. */
async function exchange(socket: WebSocket, messages: readonly string[]): Promise<WebSocket> {
  for (const message of messages) {
    socket.send(message)
    const [answer] = (await once(socket, 'message')) as [Buffer]
    if (String(answer).includes('refused')) throw new Error(String(answer))
  }
  return socket
}
