import { inflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { transportContract } from '../../test/contracts/transport.ts'
import { gate } from '../../test/support/gate.ts'
import { HttpLine } from '../../test/support/http-line.ts'
import { type TestAppOptions, TestBrowser, TestServer } from '../../test/support/server.ts'
import type { TestPage } from '../../test/support/test-page.ts'
import { usedBytes } from '../../test/support/used-bytes.ts'
import { publish } from '../session/bus.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { closeCodes } from '../wire/frames.ts'

describe.each([
  ['by a stream and requests', true],
  ['by requests alone', false],
])('%s', (_, wantsStream) => {
  transportContract(async (urls) => {
    const running = await TestServer.start({ urls })
    return {
      open: (uri, name) => {
        const browser = running.browser(name)
        return browser.open(uri, browser.connectByHttp(wantsStream))
      },
      publish,
      close: () => running.close(),
    }
  })
})

class CounterView extends LiveView {
  static template = '<p>{{ count }}</p><p>{{ text }}</p>'
  count = 0
  text = ''

  override mount() {
    this.subscribe('news')
  }

  override handleInfo(text: string) {
    this.text = text
  }

  @eventHandler
  increment() {
    this.count += 1
  }

  @eventHandler({ params: { text: 'str' } })
  write({ text }: { text: string }) {
    this.text = text
  }

  @eventHandler
  async work() {
    await work.pass()
    this.count += 1
  }
}

const work = gate()

let server: TestServer | undefined
beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
})
afterEach(async () => {
  vi.useRealTimers()
  await server?.close()
  server = undefined
  vi.restoreAllMocks()
})

async function start(options: Partial<TestAppOptions> = {}): Promise<TestBrowser> {
  server = await TestServer.start({ urls: [path('', CounterView)], ...options })
  return server.browser()
}

/** A request to the live address, as a page of ours sends it unless something else is said. */
async function post(
  browser: TestBrowser,
  headers: Readonly<Record<string, string>> = {},
  init: RequestInit = {},
): Promise<Response> {
  const own = { Origin: browser.origin, 'X-CSRFToken': browser.csrf }
  return browser.fetch('/ws/live/', { method: 'POST', headers: { ...own, ...headers }, ...init })
}

function joinFrame(page: TestPage): string {
  const { token, csrf, documentName, uri } = page
  return JSON.stringify([0, 'join', 1, token, csrf, documentName, uri, 0, 1])
}

/** Begins a connection, and gives its name. */
async function opened(browser: TestBrowser, page: TestPage): Promise<string> {
  const reply = await (await post(browser, {}, { body: joinFrame(page) })).text()
  expect(reply).toContain('"joined","claimed"')
  return /event: open\ndata: (.*)\n/.exec(reply)![1]!
}

describe('a request', () => {
  it('is taken from pages of ours, with their cookie and their token', async () => {
    const browser = await start({ allowedOrigins: ['https://*.example.com'] })
    const page = await browser.open('/')
    const statusWith = async (headers: Record<string, string>) =>
      (await post(browser, headers, { body: joinFrame(page) })).status
    expect(await statusWith({ Origin: 'https://app.example.com' })).toBe(200)
    for (const Origin of ['http://evil.example', 'null', 'http://127.0.0.1:1', 'x', '']) {
      expect(await statusWith({ Origin })).toBe(403)
    }
    expect(await statusWith({ 'X-CSRFToken': '' })).toBe(403)
    const stranger = new TestBrowser(browser.origin)
    await stranger.open('/')
    expect(await statusWith({ 'X-CSRFToken': stranger.csrf })).toBe(403)
    browser.cookie = ''
    expect(await statusWith({})).toBe(403)
  })

  it('cannot speak for the connection of another browser', async () => {
    const browser = await start()
    const page = await browser.open('/')
    const name = await opened(browser, page)
    const stranger = new TestBrowser(browser.origin)
    await stranger.open('/')
    const headers = { 'Djust-Connection': name }
    expect((await post(stranger, headers, { body: '[0,1,"increment"]' })).status).toBe(410)
    await post(stranger, headers, { method: 'DELETE' })
    const reply = await post(browser, headers, { body: '[0,1,"increment"]' })
    expect(await reply.text()).toBe('data: [0,1,1,[0,"1"]]\n\n')
  })

  it('of another kind is told what is possible', async () => {
    const browser = await start()
    await browser.open('/')
    expect((await browser.fetch('/ws/live/')).status).toBe(426)
    const put = await post(browser, {}, { method: 'PUT', body: 'x' })
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'POST, DELETE'])
  })

  it('is answered by what its events changed, once they are done', async () => {
    const browser = await start()
    const name = await opened(browser, await browser.open('/'))
    const headers = { 'Djust-Connection': name }
    const reply = post(browser, headers, { body: '[0,1,"work"]\n[0,2,"increment"]' })
    await work.reached
    work.open()
    const text = await (await reply).text()
    expect(text).toBe('data: [0,1,1,[0,"1"]]\n\ndata: [0,2,2,[0,"2"]]\n\n')
  })

  it('takes along what the server began by itself', async () => {
    const browser = await start()
    const name = await opened(browser, await browser.open('/'))
    publish('news', 'hello')
    await new Promise((resolve) => setTimeout(resolve, 10))
    const reply = await post(browser, { 'Djust-Connection': name })
    expect(await reply.text()).toBe('data: [0,1,0,[1,"hello"]]\n\n')
    expect(await (await post(browser, { 'Djust-Connection': name })).text()).toBe('')
  })

  it('has a reply that is compressed as one where it is large', async () => {
    const browser = await start()
    const name = await opened(browser, await browser.open('/'))
    const large = JSON.stringify([0, 1, 'write', { text: 'x'.repeat(5_000) }])
    const reply = await post(browser, { 'Djust-Connection': name }, { body: large })
    expect(reply.headers.get('content-encoding')).toBe('gzip')
    expect(await reply.text()).toContain('x'.repeat(5_000))
    const other = { 'Djust-Connection': name, 'Accept-Encoding': 'gzip;q=0, br' }
    const plain = await post(browser, other, { body: large.replace('[0,1', '[0,2') })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(await plain.text()).toBe('data: [0,2,2]\n\n')
  })

  it('with a frame over maxMessageSize ends its connection, and nothing else', async () => {
    const browser = await start({ maxMessageSize: 2_048 })
    const page = await browser.open('/', browser.connectByHttp(false))
    await page.join()
    page.event('write', { text: 'x'.repeat(1_900) })
    expect(await page.next()).toMatchObject({ upTo: 1, errors: [] })
    page.event('write', { text: 'x'.repeat(2_048) })
    expect(await page.closed).toBe(closeCodes.tooLarge)
    page.sent = 1
    expect(await page.join()).toMatchObject({ how: 'resumed', upTo: 1 })
    page.event('write', { text: 'x'.repeat(50_000) })
    expect(await page.closed).toBe(closeCodes.tooLarge)
  })

  it('of bytes that are no text ends its connection', async () => {
    const browser = await start()
    await browser.open('/')
    const reply = await post(browser, {}, { body: new Uint8Array([0xff, 0xfe]) })
    expect(await reply.text()).toContain('event: close\ndata: 4400\n\n')
  })
})

describe('a reply that stays open', () => {
  it('is given to two pages of a browser; others ask, and get one when it is free', async () => {
    const browser = await start()
    const joined: { page: TestPage; line: HttpLine }[] = []
    for (let i = 0; i < 3; i++) {
      let line: HttpLine | undefined
      const page = await browser.open('/', (events) => {
        line = new HttpLine(browser, true, events)
        return line
      })
      await page.join()
      joined.push({ page, line: line! })
    }
    expect(joined.filter(({ line }) => line.isStreaming)).toHaveLength(2)
    const waiting = joined.find(({ line }) => !line.isStreaming)!
    expect(await waiting.page.call('increment')).toMatchObject({ patch: [0, '1'] })
    joined.find(({ line }) => line.isStreaming)!.page.drop()
    await vi.waitFor(() => expect(waiting.line.isStreaming).toBe(true))
    expect(await waiting.page.call('increment')).toMatchObject({ patch: [0, '2'] })
    const other = new TestBrowser(browser.origin)
    const page = await other.open('/')
    const reply = await post(other, { Accept: 'text/event-stream' }, { body: joinFrame(page) })
    expect(reply.headers.get('content-type')).toContain('text/event-stream')
    await reply.body?.cancel()
  })

  it('is not held back by proxies that know how to', async () => {
    const browser = await start()
    const page = await browser.open('/')
    const reply = await post(browser, { Accept: 'text/event-stream' }, { body: joinFrame(page) })
    expect(reply.headers.get('x-accel-buffering')).toBe('no')
    expect(reply.headers.get('cache-control')).toBe('no-store, no-transform')
    await reply.body?.cancel()
  })

  it('has large frames compressed for a document that can undo it', async () => {
    const browser = await start()
    const page = await browser.open('/')
    const write = JSON.stringify([0, 1, 'write', { text: 'x'.repeat(5_000) }])
    const accept = { Accept: 'text/event-stream;deflate' }
    const reply = await post(browser, accept, { body: `${joinFrame(page)}\n${write}` })
    let text = ''
    for await (const bytes of reply.body!.pipeThrough(new TextDecoderStream())) {
      text += bytes
      if (text.includes('deflate')) break
    }
    const [, data] = /event: deflate\ndata: (.*)\n/.exec(text)!
    const frame = String(inflateRawSync(Buffer.from(data!, 'base64')))
    expect(frame).toBe(JSON.stringify([0, 1, 1, [1, 'x'.repeat(5_000)]]))
  })

  it('costs no memory while nobody reads it, and then has the newest state', async () => {
    const browser = await start()
    const page = await browser.open('/')
    const reply = await post(browser, { Accept: 'text/event-stream' }, { body: joinFrame(page) })
    const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = (await reader.read()).value!
    const name = /event: open\ndata: (.*)\n/.exec(text)![1]!
    const push = async (times: number) => {
      for (let i = 1; i <= times; i++) {
        publish('news', `${i} `.repeat(3_000))
        await new Promise(setImmediate)
        // It acknowledges what it does not read, so that only the stream can hold the server.
        if (i % 50 === 0)
          await post(browser, { 'Djust-Connection': name }, { body: '[0,"ack",1000000]' })
      }
    }
    await push(1_000)
    const before = usedBytes()
    await push(4_000)
    expect(usedBytes() - before).toBeLessThan(2_000_000)
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      text = text.slice(-100) + next.value
      if (text.includes('4000 4000')) break
    }
    expect(text).toContain('4000 4000')
    await reader.cancel()
  }, 30_000)

  it('ends when no session goes with it', async () => {
    const browser = await start()
    await browser.open('/')
    const reply = await post(browser, { Accept: 'text/event-stream' }, { body: '[0,"resync"]' })
    expect(await reply.text()).toMatch(/"not_joined".*\n\nevent: close\ndata: 1012\n\n$/)
  })

  it('ends with the connection that its document leaves behind', async () => {
    const browser = await start()
    const page = await browser.open('/')
    const accept = { Accept: 'text/event-stream' }
    const first = await post(browser, accept, { body: joinFrame(page) })
    const second = await post(browser, accept, { body: joinFrame(page) })
    expect(await first.text()).toMatch(/event: close\ndata: 1012\n\n$/)
    await second.body?.cancel()
  })
})

describe('a document', () => {
  it('is told to come back when the application ends', async () => {
    const browser = await start()
    const streaming = await browser.open('/', browser.connectByHttp(true))
    await streaming.join()
    await server!.app.close()
    expect(await streaming.closed).toBe(closeCodes.restart)
  })

  it('may say that it leaves', async () => {
    const browser = await start()
    const name = await opened(browser, await browser.open('/'))
    const headers = { 'Djust-Connection': name }
    expect((await post(browser, headers, { method: 'DELETE' })).status).toBe(204)
    expect((await post(browser, headers)).status).toBe(410)
  })

  it('that is silent for long is gone', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'performance'] })
    const browser = await start()
    const name = await opened(browser, await browser.open('/'))
    vi.advanceTimersByTime(60_000)
    expect((await post(browser, { 'Djust-Connection': name })).status).toBe(200)
    vi.advanceTimersByTime(120_000)
    expect((await post(browser, { 'Djust-Connection': name })).status).toBe(410)
  })
})
