import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type TestAppOptions, TestBrowser, TestServer } from '../../test/support/server.ts'
import type { TestPage } from '../../test/support/test-page.ts'
import { usedBytes } from '../../test/support/used-bytes.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { upload } from '../uploads/upload.ts'
import { closeCodes } from '../wire/frames.ts'

class FilesView extends LiveView {
  static template = `<form dj-submit="save"><input type="file" dj-upload="files"></form>
    <p>{% for e in files.entries %}{{ e.clientName }}:{{ e.progress }}:{{ e.errorCode|default:"-" }};{% endfor %}</p><b>{{ saved }}</b>`
  files = upload(this, { maxEntries: 2, maxFileSize: 1_000_000 })
  saved = ''

  @eventHandler
  save() {
    this.saved = this.files.done
      .map(({ safeClientName, size }) => `${safeClientName}:${size}`)
      .join()
  }
}

class PlainView extends LiveView {
  static template = '<form dj-submit="save"><input name="a"></form><b>{{ saved }}</b>'
  saved = ''

  @eventHandler({ params: { a: 'str' } })
  save({ a }: { a: string }) {
    this.saved = a
  }
}

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
})
afterEach(() => {
  vi.restoreAllMocks()
})

async function serve(options: Partial<TestAppOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'djust-test-uploads-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const server = await TestServer.start({
    urls: [path('', FilesView), path('plain/', PlainView)],
    ...options,
    uploads: { folder, maxPostBytes: 200_000, ...options.uploads },
  })
  onTestFinished(() => server.close())
  return { app: server.app, browser: new TestBrowser(server.origin), folder }
}

/** Sends a file as a page would. @returns what it said when it was over */
async function sendFile(page: TestPage, bytes: Buffer): Promise<void> {
  page.event('dj-upload', { upload: 'files', files: [['f', 'a.txt', bytes.length, 'text/plain']] })
  for (let sent = 0; sent < bytes.length; ) {
    const frame = await page.next()
    const commands = 'commands' in frame ? frame.commands : []
    for (const command of commands) {
      if (command.kind !== 'ask') continue
      const piece = bytes.subarray(command.at, command.at + command.bytes)
      page.send({
        kind: 'chunk',
        session: 0,
        ref: 'f',
        at: command.at,
        data: piece.toString('base64'),
      })
      sent += piece.length
    }
    if (commands.length > 0) page.acknowledge()
  }
}

describe('a file comes', () => {
  const bytes = Buffer.alloc(300_000, 'abc')
  it.each([
    ['over a WebSocket', {}, (browser: TestBrowser) => browser.connect()],
    [
      'as MessagePack',
      { wireFormat: 'messagepack' },
      (browser: TestBrowser) => browser.connectInBytes(),
    ],
    [
      'over requests with a reply that stays open',
      {},
      (browser: TestBrowser) => browser.connectByHttp(true),
    ],
    ['over requests alone', {}, (browser: TestBrowser) => browser.connectByHttp(false)],
  ] as const)('%s', async (_, options, connect) => {
    const { browser, folder } = await serve(options as never)
    // The cookie is there before the connection is.
    await browser.fetch('/')
    const page = await browser.open('/', connect(browser))
    await page.join()
    await sendFile(page, bytes)
    await expect
      .poll(() => readdirSync(folder).map((name) => readFileSync(join(folder, name)).length))
      .toEqual([bytes.length])
  })
})

describe('a form with files', () => {
  async function post(browser: TestBrowser, to: string, size: number) {
    const page = await browser.open(to)
    const body = new FormData()
    body.set('csrfmiddlewaretoken', page.csrf)
    body.set(
      to === '/' ? 'dj-upload:files' : 'a',
      new File(['x'.repeat(size)], '../a b.txt', { type: 'text/plain' }),
    )
    const response = await browser.post(`${to}?_event=save`, body)
    return `${response.status} ${/<b>(.*?)<\/b>/.exec(await response.text())?.[1] ?? ''}`
  }

  it('comes without being held in memory, and leaves nothing behind but what its view keeps', async () => {
    const { app, browser, folder } = await serve({ uploads: { maxPostBytes: 60_000_000 } })
    const page = await browser.open('/')
    const usedBefore = usedBytes()
    let usedThen = 0
    const chunk = Buffer.alloc(100_000, 'x')
    const body = formOf(page.csrf, function* () {
      yield part('dj-upload:files', 'a.txt')
      for (let i = 0; i < 500; i++) yield chunk
      usedThen = usedBytes()
      yield part('dj-upload:files', 'b.txt')
      yield 'small'
    })
    // Not by a connection, whose other end would hold what it sends in the same memory.
    const headers = { Cookie: browser.cookie, Origin: browser.origin, ...multipart }
    const form = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    const answer = await app.fetch(new Request(`${browser.origin}/?_event=save`, form))
    browser.cookie += `; ${answer.headers.getSetCookie()[0]!.split(';')[0]}`
    const shown = (await (await browser.fetch('/')).text()).replace(/<!--.*?-->/g, '')
    expect(shown).toContain('a.txt:0:too_large;b.txt:100:-;')
    // It has 50 MB.
    expect(usedThen - usedBefore).toBeLessThan(25_000_000)
    expect(sizesIn(folder)).toEqual([5])
  })

  it.each([
    ['without a token', '', (text: string) => text, 403],
    ['without an end', null, (text: string) => text.replace('--b--', ''), 400],
    [
      'with more text than a message may have',
      null,
      (text: string) => text.replace('more', 'x'.repeat(70_000)),
      413,
    ],
    [
      'with parts without end',
      null,
      (text: string) => text.replace('more', `\r\n${part('x')}`.repeat(1_001)),
      400,
    ],
    [
      'with more bytes than a form may have',
      null,
      (text: string) => text.replace('content', 'x'.repeat(200_000)),
      413,
    ],
  ])('%s leaves nothing behind', async (_, csrf, changed, status) => {
    const { browser, folder } = await serve()
    const page = await browser.open('/')
    const body = await new Response(
      formOf(csrf ?? page.csrf, function* () {
        yield part('dj-upload:files', 'a.txt')
        yield 'content'
        yield part('y')
        yield 'more'
      }),
    ).text()
    const posted = await browser.post('/?_event=save', changed(body), multipart)
    expect(posted.status).toBe(status)
    expect(readdirSync(folder)).toEqual([])
  })

  it('whose sender breaks off leaves nothing behind', async () => {
    const { browser, folder } = await serve()
    const page = await browser.open('/')
    const leaving = new AbortController()
    const posted = browser.fetch('/?_event=save', {
      method: 'POST',
      headers: { Origin: browser.origin, ...multipart },
      body: formOf(page.csrf, async function* () {
        yield part('dj-upload:files', 'a.txt')
        yield Buffer.alloc(50_000, 'x')
        await vi.waitFor(() => expect(sizesIn(folder)[0]).toBeGreaterThan(40_000))
        leaving.abort()
        await new Promise(() => {})
      }),
      signal: leaving.signal,
      duplex: 'half',
    } as RequestInit)
    await expect(posted).rejects.toThrow('abort')
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]))
    expect(process.stderr.write).not.toHaveBeenCalled()
  })

  it('may be larger than a message where a view takes files, up to its own limit', async () => {
    const { browser, folder } = await serve()
    expect(await post(browser, '/', 100_000)).toBe('200 a_b.txt:100000')
    expect(await post(browser, '/', 250_000)).toBe('413 ')
    expect(await post(browser, '/plain/', 100_000)).toBe('413 ')
    expect(await post(browser, '/plain/', 10)).toBe('200 ../a b.txt')
    expect(readdirSync(folder).length).toBeLessThanOrEqual(1)
  })
})

function sizesIn(folder: string): number[] {
  return readdirSync(folder).map((name) => statSync(join(folder, name)).size)
}

const multipart = { 'Content-Type': 'multipart/form-data; boundary=b' }

/** How a part of a form begins. */
function part(name: string, fileName?: string): string {
  const file = fileName === undefined ? '' : `; filename="${fileName}"\r\nContent-Type: text/plain`
  return `--b\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`
}

/** A form with a token and what its parts are, each of which begins with `part` and is followed by what is in it. */
function formOf(
  csrf: string,
  parts: () => Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): ReadableStream<Uint8Array> {
  async function* bytes() {
    yield Buffer.from(`${part('csrfmiddlewaretoken')}${csrf}`)
    for await (const piece of parts()) {
      const isHead = typeof piece === 'string' && piece.startsWith('--b')
      yield Buffer.from(isHead ? `\r\n${piece}` : piece)
    }
    yield Buffer.from('\r\n--b--\r\n')
  }
  return Readable.toWeb(Readable.from(bytes(), { objectMode: false })) as ReadableStream<Uint8Array>
}

it('pieces that nobody asked for count as events, and flood', async () => {
  const { browser, folder } = await serve()
  const page = await browser.open('/')
  await page.join()
  for (let i = 0; i < 500; i++)
    page.send({ kind: 'chunk', session: 0, ref: 'f', at: i, data: 'AAAA' })
  expect(await page.closed).toBe(closeCodes.flooded)
  expect(readdirSync(folder)).toEqual([])
})
