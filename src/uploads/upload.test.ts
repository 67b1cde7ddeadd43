import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { TestSite } from '../../test/support/site.ts'
import { moveTo, twoSites } from '../../test/support/two-sites.ts'
import { hashOf } from '../session/session-id.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { fileWriter } from './file-writer.ts'
import { isAccepted, typeOfContent } from './file-types.ts'
import { safeName } from './safe-name.ts'
import { upload } from './upload.ts'
import type { UploadOptions } from './upload-options.ts'

function folderOf(): string {
  const folder = mkdtempSync(join(tmpdir(), 'djust-test-uploads-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function viewWith(options: UploadOptions): ViewClass {
  return class FilesView extends LiveView {
    static template =
      '<input type="file" dj-upload="files"><p>{% for e in files.entries %}{{ e.clientName }}:{{ e.progress }}:{{ e.errorCode|default:"-" }} {% endfor %}</p>'
    files = upload(this, options)
  }
}

async function pageWith(
  options: UploadOptions,
  folder = folderOf(),
  maxBytesPerVisitor = 1_000_000,
) {
  const uploads = { writer: fileWriter(folder), maxBytesPerVisitor, kept: new Map() }
  const site = new TestSite({ urls: [path('', viewWith(options))], uploads })
  return { page: await site.join(), site, folder }
}

type Page = Awaited<ReturnType<typeof pageWith>>['page']

const text = (bytes: number) => Buffer.alloc(bytes, 'a')
const choose = (page: Page, ...files: (readonly [name: string, size: number, type?: string])[]) =>
  page.call('dj-upload', {
    upload: 'files',
    files: files.map(([name, size, type = 'text/plain'], i) => [`f${i}`, name, size, type]),
  })
const send = (page: Page, at: number, bytes: Buffer, ref = 'f0') =>
  page.send({ kind: 'chunk', session: 0, ref, at, data: bytes.toString('base64') })

/** What the next frame shows, and what it asks for. */
async function next(page: Page) {
  const frame = await page.next()
  return readUpdate(frame)
}

function readUpdate(frame: unknown) {
  const { patch, commands, errors } = frame as {
    patch: unknown
    commands: { kind: string; ref: string; at: number; bytes: number }[]
    errors: { code: string }[]
  }
  return {
    shown: JSON.stringify(patch),
    asked: commands.map(({ ref, at, bytes }) => `${ref} ${at} ${bytes}`),
    code: errors[0]?.code,
  }
}

describe('a file on its way', () => {
  it('is asked for piece by piece, two ahead, until it is whole', async () => {
    const { page, folder } = await pageWith({})
    const chosen = readUpdate(await choose(page, ['a.txt', 100_000]))
    expect(chosen.asked).toEqual(['f0 0 49002', 'f0 49002 49002'])
    send(page, 0, text(49_002))
    expect((await next(page)).asked).toEqual(['f0 98004 1996'])
    send(page, 49_002, text(49_002))
    expect((await next(page)).asked).toEqual([])
    send(page, 98_004, text(1_996))
    expect((await next(page)).shown).toContain('100')
    const [file = ''] = readdirSync(folder)
    expect(readFileSync(join(folder, file)).equals(text(100_000))).toBe(true)
    page.drop()
  })

  it('is copied to where the view says, into folders that need not be there', async () => {
    const { page, folder } = await pageWith({
      onComplete: (entry) => entry.saveTo(join(folder, 'media', 'of', entry.safeClientName)),
    })
    await choose(page, ['a.txt', 3])
    send(page, 0, text(3))
    expect((await next(page)).shown).toContain('100')
    expect(readFileSync(join(folder, 'media', 'of', 'a.txt')).equals(text(3))).toBe(true)
  })

  it('is taken once, whatever comes twice, and nothing of it that was not asked for', async () => {
    const { page, folder } = await pageWith({})
    await choose(page, ['a.txt', 60_000])
    send(page, 0, text(49_002))
    await next(page)
    send(page, 0, text(49_002))
    send(page, 55_000, text(5_000))
    send(page, 49_002, text(10_998), 'other')
    send(page, 49_002, text(10_998))
    expect((await next(page)).shown).toContain('100')
    const [file = ''] = readdirSync(folder)
    expect(readFileSync(join(folder, file)).equals(text(60_000))).toBe(true)
  })

  it('goes on where onComplete of another one has failed', async () => {
    const { page } = await pageWith({
      maxEntries: 3,
      onComplete: ({ clientName }) => {
        if (clientName === 'a') throw new Error('No room.')
      },
    })
    const { asked } = readUpdate(await choose(page, ['a', 5], ['b', 5], ['c', 5]))
    expect(asked).toEqual(['f0 0 5', 'f1 0 5'])
    send(page, 0, text(5))
    expect(await next(page)).toMatchObject({ asked: ['f2 0 5'], code: 'handler_failed' })
  })

  it.each([
    ['is longer than it said', 0, text(11), 'size_differs'],
    ['is shorter than it said', 0, text(9), 'size_differs'],
    ['is not text', 0, Buffer.from('a\0b\0c\0d\0e\0'), 'wrong_content'],
    ['cannot be read any more', 0, Buffer.alloc(0), 'lost'],
  ])('that %s is given up', async (_, at, bytes, code) => {
    const { page, folder } = await pageWith({})
    await choose(page, ['a.txt', 10])
    send(page, at, bytes)
    expect((await next(page)).shown).toContain(code)
    expect(readdirSync(folder)).toEqual([])
  })

  it('that cannot be written is given up, and what there is of it thrown away', async () => {
    let aborted = 0
    const { page } = await pageWith({
      writer: {
        open: async () => ({
          handle: 'x',
          received: 0,
          write: () => Promise.reject(new Error('The disk is full.')),
          complete: async () => null,
          abort: async () => void aborted++,
          read: () => new ReadableStream(),
        }),
      },
    })
    await choose(page, ['a.txt', 10])
    send(page, 0, text(10))
    expect((await next(page)).shown).toContain('failed')
    expect(aborted).toBe(1)
  })
})

describe('a choice', () => {
  it.each([
    [['a.txt', 0], 'empty'],
    [['a.txt', 8_000_001], 'too_large'],
    [['a.exe', 10], 'wrong_type'],
    [['a.txt', 5_000], 'too_much'],
  ] as const)('of %j is refused', async (file, code) => {
    const { page } = await pageWith({ accept: ['.txt'] }, folderOf(), 4_000)
    const { shown, asked } = readUpdate(await choose(page, file))
    expect(shown).toContain(code)
    expect(asked).toEqual([])
  })

  it.each([
    [null],
    ['files'],
    [[['r', 'a', 1]]],
    [[['../r', 'a', 1, '']]],
    [[['r', 'a', -1, '']]],
    [[['r', 'a', 1.5, '']]],
    [[['r', 'a', '1', '']]],
    [[{ ref: 'r' }]],
    [Array.from({ length: 1_001 }, (_, i) => [`r${i}`, 'a', 1, ''])],
  ])('that is none is refused: %j', async (files) => {
    const { page } = await pageWith({})
    const frame = await page.call('dj-upload', { upload: 'files', files })
    expect(readUpdate(frame).code).toBe('bad_upload')
  })

  it.each([['other'], ['constructor'], ['request'], [5]])('for "%s" is refused', async (name) => {
    const { page } = await pageWith({})
    const frame = await page.call('dj-upload', { upload: name, files: [['r', 'a', 1, '']] })
    expect(readUpdate(frame).code).toBe('bad_upload')
  })

  it('of more than there may be takes the first', async () => {
    const { page } = await pageWith({ maxEntries: 2 })
    const { shown } = readUpdate(await choose(page, ['a', 1], ['b', 1], ['c', 1]))
    expect(shown).toContain('["a","0","-"],["b","0","-"]')
    expect(shown).not.toContain('"c"')
  })

  it('counts what other pages of the visitor keep, until those end', async () => {
    const { page, site } = await pageWith({}, folderOf(), 10)
    await choose(page, ['a', 8])
    const other = await site.join()
    expect(readUpdate(await choose(other, ['b', 8])).shown).toContain('too_much')
    site.registry.forget(hashOf(`browser-1 ${page.documentName} 0`))
    await expect.poll(() => site.site.uploads.kept.size).toBe(1)
    expect(readUpdate(await choose(other, ['b', 8])).asked).toEqual(['f0 0 8'])
  })
})

describe('files of a page', () => {
  it('are gone when it ends', async () => {
    const { page, site, folder } = await pageWith({})
    await choose(page, ['a.txt', 10])
    send(page, 0, text(10))
    await next(page)
    expect(readdirSync(folder)).toHaveLength(1)
    site.registry.forget(hashOf(`browser-1 ${page.documentName} 0`))
    await expect.poll(() => readdirSync(folder)).toEqual([])
  })

  it('go on in another process that has the folder, and begin anew where it has not', async () => {
    const [shared, own] = [folderOf(), folderOf()]
    const uploadsIn = (folder: string) => ({
      writer: fileWriter(folder),
      maxBytesPerVisitor: 1_000_000,
      kept: new Map(),
    })
    const { first, second, site } = twoSites(viewWith({}))
    const third = site()
    for (const [each, folder] of [
      [first, shared],
      [second, shared],
      [third, own],
    ] as const)
      Object.assign(each.site.uploads, uploadsIn(folder))
    const page = await first.join()
    await choose(page, ['a.txt', 60_000])
    send(page, 0, text(49_002))
    await next(page)
    const moved = await moveTo(second, page)
    await moved.join()
    const asked = async (there: Page) => {
      for (;;) {
        const frame = await there.next()
        if ('commands' in frame && frame.commands.length > 0) return readUpdate(frame).asked.at(-1)
      }
    }
    expect(await asked(moved)).toBe('f0 49002 10998')
    const elsewhere = await moveTo(third, moved)
    await elsewhere.join()
    expect(await asked(elsewhere)).toBe('f0 49002 10998')
    send(elsewhere, 0, text(49_002))
    send(elsewhere, 49_002, text(10_998))
    await expect
      .poll(() => readdirSync(own).map((name) => readFileSync(join(own, name)).length))
      .toEqual([60_000])
  })

  it('that a process left there when it died go after a day', async () => {
    const folder = folderOf()
    const [old, young] = [crypto.randomUUID(), crypto.randomUUID()]
    for (const name of [old, young, 'mine.txt']) writeFileSync(join(folder, name), 'x')
    mkdirSync(join(folder, 'more'))
    for (const name of [old, 'mine.txt']) utimesSync(join(folder, name), 1, 1)
    const { page } = await pageWith({}, folder)
    await choose(page, ['a.txt', 10])
    send(page, 0, text(10))
    await next(page)
    const left = readdirSync(folder)
    expect(left).not.toContain(old)
    expect(left).toEqual(expect.arrayContaining([young, 'mine.txt', 'more']))
  })

  it('that no page goes on with go after a day, and those of open pages stay', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const folder = folderOf()
    const { page } = await pageWith({}, folder)
    await choose(page, ['a.txt', 10])
    send(page, 0, text(10))
    await next(page)
    const [kept = ''] = readdirSync(folder)
    const left = crypto.randomUUID()
    writeFileSync(join(folder, left), 'x')
    for (const name of [kept, left]) utimesSync(join(folder, name), 1, 1)
    vi.advanceTimersByTime(60 * 60 * 1_000)
    await expect.poll(() => readdirSync(folder)).toEqual([kept])
    expect(statSync(join(folder, kept)).mtimeMs).toBeGreaterThan(Date.now() - 60_000)
  })

  it('go with the login of their visitor', async () => {
    const folder = folderOf()
    const { page, site } = await pageWith({}, folder)
    await choose(page, ['a.txt', 10])
    send(page, 0, text(10))
    await next(page)
    expect(readdirSync(folder)).toHaveLength(1)
    site.registry.endBrowser('browser-1', null)
    await expect.poll(() => readdirSync(folder)).toEqual([])
  })
})

it.each([
  ['a.png', 'a.png'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\a b.PNG', 'a_b.PNG'],
  ['.htaccess', 'htaccess'],
  ['...', 'file'],
  ['', 'file'],
  ['a\0b\n.png', 'a_b_.png'],
  ['<img src=x>.svg', '_img_src_x_.svg'.replace(/^_/, '')],
  ['con.txt', '_con.txt'],
  ['Zoë 写真.jpg', 'Zoë_写真.jpg'],
  [`${'x'.repeat(300)}.tar`, `${'x'.repeat(96)}.tar`],
])('the name %j is safe as %j', (name, safe) => {
  expect(safeName(name)).toBe(safe)
})

describe('what a file is', () => {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0])
  it.each([
    ['image/jpeg', 'a.jpg', jpeg, 'image/jpeg'],
    ['image/png', 'a.png', jpeg, null],
    ['image/jpeg', 'a.png', jpeg, null],
    ['', 'a.jpg', jpeg, 'image/jpeg'],
    ['text/plain', 'a.txt', Buffer.from('MZ is a text'), 'text/plain'],
    ['text/plain', 'a.txt', Buffer.from('MZ\0\0'), null],
    ['application/x-own', 'a.own', Buffer.from('PK\x03\x04\0'), null],
    ['application/x-own', 'a.own', Buffer.from('OWN\0'), 'application/x-own'],
    ['', 'a', Buffer.from('words'), 'text/plain'],
    ['', 'a', Buffer.from([0]), 'application/octet-stream'],
    ['image/webp', 'a.webp', Buffer.from('RIFF\0\0\0\0WEBP'), 'image/webp'],
    ['image/avif', 'a.avif', Buffer.from('\0\0\0\x20ftypavif'), 'image/avif'],
    ['video/mp4', 'a.mp4', Buffer.from('\0\0\0\x20ftypisom'), 'video/mp4'],
    // What it is called would have it run, where it is served under its name.
    ['image/jpeg', 'a.jpg.html', jpeg, null],
    ['image/jpeg', 'a.php', jpeg, null],
    ['image/x-own', 'a.HTML', Buffer.from('<script>'), null],
    ['image/x-own', 'a.svg', Buffer.from('<svg>'), null],
    ['image/x-own', 'a.php', Buffer.from('<?php\0'), null],
    ['text/plain', 'a.htm', Buffer.from('<script>'), null],
    ['text/csv', 'a.mjs', Buffer.from('run()'), null],
    ['text/html', 'a.html', Buffer.from('<p>'), 'text/html'],
    ['image/svg+xml', 'a.svg', Buffer.from('<svg>'), 'image/svg+xml'],
    ['text/javascript', 'a.js', Buffer.from('run()'), 'text/javascript'],
    ['application/rss+xml', 'a.xml', Buffer.from('<rss>'), 'application/rss+xml'],
    ['text/x-php', 'a.php', Buffer.from('<?php'), 'text/x-php'],
    ['', 'a.html', Buffer.from('<p>'), 'text/plain'],
    ['application/zip', 'a.own', Buffer.from('PK\x03\x04\0'), 'application/zip'],
  ])('%s %s', (claimed, name, head, type) => {
    expect(typeOfContent(claimed, name, head)).toBe(type)
  })

  it.each([
    [['image/*'], 'a.png', 'image/png', true],
    [['image/*'], 'a.svg', 'image/svg+xml', false],
    [['image/svg+xml'], 'a.svg', 'image/svg+xml', true],
    [['.csv'], 'A.CSV', '', true],
    [['.csv'], 'csv', 'text/csv', false],
    [['application/pdf'], 'a.pdf', 'text/html', false],
    [[], 'anything', '', true],
  ])('%j takes %s of %s: %s', (accept, name, type, isTaken) => {
    expect(isAccepted(accept, name, type)).toBe(isTaken)
  })
})

it.each([
  [{ acept: [] }, 'Did you mean "accept"?'],
  [{ accept: 'image/*' }, 'a list of types'],
  [{ accept: ['png'] }, 'a list of types'],
  [{ maxFileSize: '5' }, 'maxFileSize has to be a whole number'],
  [{ maxEntries: 0 }, 'maxEntries has to be a whole number'],
  [{ onComplete: 'save' }, 'onComplete has to be a function'],
])('the option %j is refused', (options, message) => {
  expect(() => upload({}, options as never)).toThrow(message)
})
