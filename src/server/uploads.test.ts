import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type TestAppOptions, TestBrowser, TestServer } from '../../test/support/server.ts'
import type { TestPage } from '../../test/support/test-page.ts'
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
    uploads: { folder, maxPostBytes: 200_000 },
    ...options,
  })
  onTestFinished(() => server.close())
  return { browser: new TestBrowser(server.origin), folder }
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
    const response = await browser.fetch(`${to}?_event=save`, {
      method: 'POST',
      body,
      headers: { Origin: browser.origin },
    })
    return `${response.status} ${/<b>(.*?)<\/b>/.exec(await response.text())?.[1] ?? ''}`
  }

  it('may be larger than a message where a view takes files, up to its own limit', async () => {
    const { browser, folder } = await serve()
    expect(await post(browser, '/', 100_000)).toBe('200 a_b.txt:100000')
    expect(await post(browser, '/', 250_000)).toBe('413 ')
    expect(await post(browser, '/plain/', 100_000)).toBe('413 ')
    expect(await post(browser, '/plain/', 10)).toBe('200 ../a b.txt')
    expect(readdirSync(folder).length).toBeLessThanOrEqual(1)
  })
})

it('pieces that nobody asked for count as events, and flood', async () => {
  const { browser, folder } = await serve()
  const page = await browser.open('/')
  await page.join()
  for (let i = 0; i < 500; i++)
    page.send({ kind: 'chunk', session: 0, ref: 'f', at: i, data: 'AAAA' })
  expect(await page.closed).toBe(closeCodes.flooded)
  expect(readdirSync(folder)).toEqual([])
})
