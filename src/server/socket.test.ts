import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { inflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { transportContract } from '../../test/contracts/transport.ts'
import { hungUp } from '../../test/support/hung-up.ts'
import { type TestAppOptions, TestServer } from '../../test/support/server.ts'
import type { TestPage } from '../../test/support/test-page.ts'
import { usedBytes } from '../../test/support/used-bytes.ts'
import { publish } from '../session/bus.ts'
import { isDevelopment } from '../shared/mode.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { encodeClientBytes } from '../wire/client-bytes.ts'
import { decodeClientFrame } from '../wire/decode.ts'
import { closeCodes } from '../wire/frames.ts'

vi.mock('../shared/mode.ts', () => ({ isDevelopment: vi.fn(() => false) }))

class CounterView extends LiveView {
  static template = '<p>{{ count }}</p><p>{{ text }}</p>'
  count = 0
  text = ''

  @eventHandler
  increment() {
    this.count += 1
  }

  @eventHandler({ params: { text: 'str' } })
  write({ text }: { text: string }) {
    this.text = text
  }

  override mount() {
    this.subscribe('news')
  }

  override handleInfo() {
    this.count += 1
    this.text = text(this.count)
  }
}

function text(count: number): string {
  return String(count % 10).repeat(10_000)
}

function joinFrame({ token, csrf, documentName, uri }: TestPage): string {
  return JSON.stringify([0, 'join', 1, token, csrf, documentName, uri, 0, 1])
}

let server: TestServer | undefined
const logged: string[] = []
beforeEach(() => {
  logged.length = 0
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => logged.push(String(text)) > 0)
})
afterEach(async () => {
  await server?.close()
  server = undefined
  vi.restoreAllMocks()
})

async function start(options: Partial<TestAppOptions> = {}): Promise<TestServer> {
  server = await TestServer.start({ urls: [path('', CounterView)], ...options })
  return server
}

describe('by WebSocket', () => {
  transportContract(async (urls) => {
    const running = await TestServer.start({ urls })
    return {
      open: (uri, browser) => running.browser(browser).open(uri),
      publish,
      close: () => running.close(),
    }
  })
})

describe('by WebSocket, in MessagePack', () => {
  transportContract(async (urls) => {
    const running = await TestServer.start({ urls, wireFormat: 'messagepack' })
    return {
      open: async (uri, name) => {
        const browser = running.browser(name)
        // The first page brings the cookie.
        if (browser.cookie === '') await browser.fetch('/nothing/')
        return browser.open(uri, (events) => browser.connectInBytes()(events))
      },
      publish,
      close: () => running.close(),
    }
  })
})

describe('the format of frames', () => {
  /** What a server answers to a join that is written in one of them. */
  async function answerTo(isBinary: boolean, options: Partial<TestAppOptions>) {
    const browser = (await start(options)).browser()
    const page = await browser.open('/')
    const headers = { Origin: browser.origin, Cookie: browser.cookie }
    const socket = new WebSocket(`${browser.origin.replace('http', 'ws')}/ws/live/`, { headers })
    await once(socket, 'open')
    const frame = decodeClientFrame(joinFrame(page))!
    socket.send(isBinary ? encodeClientBytes(frame) : joinFrame(page))
    const message = once(socket, 'message').then(([, isBytes]) => (isBytes ? 'bytes' : 'text'))
    const answer = await Promise.race([message, once(socket, 'close').then(([code]) => code)])
    socket.terminate()
    return answer
  }

  it('is that of the first one, where the setting allows MessagePack', async () => {
    expect(await answerTo(true, { wireFormat: 'messagepack' })).toBe('bytes')
    await server!.close()
    expect(await answerTo(false, { wireFormat: 'messagepack' })).toBe('text')
  })

  it('is text where the setting does not', async () => {
    expect(await answerTo(true, {})).toBe(closeCodes.badFrame)
  })
})

describe('a socket is opened', () => {
  /** The status with which a socket is refused, or 101. */
  async function statusFor(headers: Readonly<Record<string, string>>): Promise<number> {
    const { origin } = server!
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/ws/live/`, { headers })
    const opened = once(socket, 'open').then(() => 101)
    const refused = once(socket, 'unexpected-response').then(
      ([, response]: IncomingMessage[]) => response?.statusCode ?? 0,
    )
    socket.on('error', () => {})
    const status = await Promise.race([opened, refused])
    socket.terminate()
    return status
  }

  const cookie = 'djust_sid=abcdefghijklmnopqrstuv'

  it('for pages of ours', async () => {
    const { origin } = await start()
    expect(await statusFor({ Origin: origin, Cookie: cookie })).toBe(101)
  })

  it('for pages of an origin that is allowed', async () => {
    await start({ allowedOrigins: ['https://*.example.com'] })
    expect(await statusFor({ Origin: 'https://app.example.com', Cookie: cookie })).toBe(101)
    expect(await statusFor({ Origin: 'https://evilexample.com', Cookie: cookie })).toBe(403)
  })

  it.each([
    ['of another site', 'http://evil.example'],
    ['of another port', 'http://127.0.0.1:1'],
    ['of a sandbox', 'null'],
    ['of no address', 'x'],
  ])('never for pages %s', async (_, Origin) => {
    await start()
    expect(await statusFor({ Origin, Cookie: cookie })).toBe(403)
  })

  it('never without an origin', async () => {
    await start()
    expect(await statusFor({ Cookie: cookie })).toBe(403)
  })

  it.each([
    ['no cookie', ''],
    ['a cookie that is none of ours', 'djust_sid=x'],
    ['other cookies', 'a=b; c=d'],
  ])('never with %s', async (_, Cookie) => {
    const { origin } = await start()
    expect(await statusFor({ Origin: origin, ...(Cookie && { Cookie }) })).toBe(403)
  })

  it('under a name that a stranger may control, never in development', async () => {
    const { origin } = await start()
    const port = new URL(origin).port
    const rebound = { Host: `evil.example:${port}`, Origin: `http://evil.example:${port}` }
    expect(await statusFor({ ...rebound, Cookie: cookie })).toBe(101)
    vi.mocked(isDevelopment).mockReturnValue(true)
    expect(await statusFor({ ...rebound, Cookie: cookie })).toBe(403)
    expect(await statusFor({ Origin: origin, Cookie: cookie })).toBe(101)
    vi.mocked(isDevelopment).mockReturnValue(false)
  })

  it('and a connection that is refused ends', async () => {
    const { origin } = await start()
    const headers = 'Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: null\r\n\r\n'
    const asked = `GET /ws/live/ HTTP/1.1\r\n${headers}`
    expect(await hungUp(Number(new URL(origin).port), asked)).toMatch(/^HTTP\/1\.1 403/)
  })

  it('is left to others when it asks for another path', async () => {
    const { app } = await start()
    const socket = { on: vi.fn(), end: vi.fn(), destroy: vi.fn() }
    for (const url of ['/', '/ws/live', '/ws/live/more/', '/other/?/ws/live/', '', '//']) {
      const request = { url, headers: {}, socket } as unknown as IncomingMessage
      expect(app.upgrade(request, socket as unknown as Duplex, Buffer.alloc(0))).toBe(false)
    }
    for (const touched of Object.values(socket)) expect(touched).not.toHaveBeenCalled()
  })
})

describe('a frame', () => {
  it('over maxMessageSize closes its socket, and nothing else', async () => {
    const running = await start({ maxMessageSize: 2_048 })
    const page = await running.browser().open('/')
    await page.join()
    page.event('write', { text: 'x'.repeat(1_900) })
    expect(await page.next()).toMatchObject({ upTo: 1, errors: [] })
    page.event('write', { text: 'x'.repeat(2_048) })
    expect(await page.closed).toBe(closeCodes.tooLarge)
    expect(logged).toEqual(['djust: A socket was closed: Max payload size exceeded\n'])
    page.sent = 1
    expect(await page.join()).toMatchObject({ how: 'resumed', upTo: 1 })
    expect(await page.call('increment')).toMatchObject({ patch: [0, '1'] })
  })

  it('of bytes, and no text, closes its socket', async () => {
    const running = await start()
    const browser = running.browser()
    await browser.open('/')
    const headers = { Origin: browser.origin, Cookie: browser.cookie }
    const url = `${browser.origin.replace('http', 'ws')}/ws/live/`
    for (const [bytes, isBinary, code] of [
      [Buffer.from('[0,1,"increment"]'), true, closeCodes.badFrame],
      [Buffer.from([0xff, 0xfe]), false, 1007],
    ] as const) {
      const socket = new WebSocket(url, { headers })
      await once(socket, 'open')
      socket.send(bytes, { binary: isBinary })
      expect((await once(socket, 'close'))[0]).toBe(code)
    }
    expect((await browser.fetch('/')).status).toBe(200)
  })
})

describe('a frame that is large', () => {
  /** What a browser gets: a small frame, and then one of 5,000 characters. */
  async function received(query: string, options: Partial<TestAppOptions> = {}) {
    const running = await start(options)
    const browser = running.browser()
    const page = await browser.open('/')
    const headers = { Origin: browser.origin, Cookie: browser.cookie }
    const url = `${browser.origin.replace('http', 'ws')}/ws/live/${query}`
    const socket = new WebSocket(url, { headers })
    const messages: [data: Buffer, isBinary: boolean][] = []
    socket.on('message', (data: Buffer, isBinary) => messages.push([data, isBinary]))
    await once(socket, 'open')
    socket.send(joinFrame(page))
    socket.send(JSON.stringify([0, 1, 'write', { text: 'x'.repeat(5_000) }]))
    await vi.waitFor(() => expect(messages).toHaveLength(2))
    const { extensions } = socket
    socket.terminate()
    return { extensions, messages }
  }

  const large = JSON.stringify([0, 1, 1, [1, 'x'.repeat(5_000)]])

  it('is compressed for a browser that can undo it, and small ones are not', async () => {
    const { messages } = await received('?deflate')
    const [[first, isBinary], [second]] = messages as [[Buffer, boolean], [Buffer, boolean]]
    expect([String(first), isBinary]).toEqual(['[0,"joined","claimed",0,0]', false])
    expect(second.length).toBeLessThan(100)
    expect(second[0]).toBe(1)
    expect(String(inflateRawSync(second.subarray(1)))).toBe(large)
  })

  it.each([
    ['for others', '', {}],
    ['where the setting says so', '?deflate', { websocketCompression: false }],
  ])('is not compressed %s', async (_, query, options) => {
    const { messages } = await received(query, options)
    expect(messages[1]).toEqual([Buffer.from(large), false])
  })

  it('costs small ones nothing: the socket itself compresses nothing', async () => {
    expect((await received('?deflate')).extensions).toBe('')
  })
})

describe('a browser', () => {
  it('that does not read what it is sent costs no memory, and sees the newest state when it does', async () => {
    const running = await start()
    const browser = running.browser()
    const page = await browser.open('/')
    const headers = { Origin: browser.origin, Cookie: browser.cookie }
    const socket = new WebSocket(`${browser.origin.replace('http', 'ws')}/ws/live/`, { headers })
    await once(socket, 'open')
    const frames: unknown[][] = []
    socket.on('message', (data) => {
      frames.push(JSON.parse(String(data)))
      socket.send(JSON.stringify([0, 'ack', frames.length - 1]))
    })
    socket.send(joinFrame(page))
    await vi.waitFor(() => expect(frames).toHaveLength(1))
    socket.pause()
    const push = async (times: number) => {
      for (let i = 0; i < times; i++) {
        publish('news', null)
        // It acknowledges what it does not read, so that only what waits to be sent can hold the server.
        if (i % 10 === 0) socket.send('[0,"ack",1000000]')
        await new Promise(setImmediate)
      }
    }
    await push(1_000)
    const before = usedBytes()
    await push(10_000)
    expect(usedBytes() - before).toBeLessThan(1_000_000)
    socket.resume()
    await vi.waitFor(() => expect(frames.at(-1)).toContainEqual([0, '11000', 1, text(11_000)]))
    expect(frames.length).toBeLessThan(1_000)
    socket.terminate()
  })

  it('is told to come back when the application ends', async () => {
    const running = await start()
    const page = await running.browser().open('/')
    await page.join()
    await running.app.close()
    expect(await page.closed).toBe(closeCodes.restart)
  })

  it('that does not say goodbye is not waited for', async () => {
    const running = await start()
    const browser = running.browser()
    await browser.open('/')
    const headers = { Origin: browser.origin, Cookie: browser.cookie }
    const socket = new WebSocket(`${browser.origin.replace('http', 'ws')}/ws/live/`, { headers })
    await once(socket, 'open')
    socket.pause()
    const startedAt = performance.now()
    await running.app.close()
    expect(performance.now() - startedAt).toBeLessThan(3_000)
    socket.terminate()
  })
})
