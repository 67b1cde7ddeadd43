import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OwnFile } from './own-files.ts'
import { StaticFiles } from './static-files.ts'

let root: string
let folder: string
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'static-')))
  folder = join(root, 'static')
  mkdirSync(join(folder, 'css'), { recursive: true })
  mkdirSync(join(root, 'static-secret'))
  writeFileSync(join(root, 'secret.txt'), 'secret')
  writeFileSync(join(root, 'static-secret/secret.txt'), 'secret')
  writeFileSync(join(folder, 'css/app.css'), 'body { color: red }')
  writeFileSync(join(folder, '.env'), 'secret')
  writeFileSync(join(folder, 'a file ü.txt'), 'text')
  writeFileSync(join(folder, 'empty.txt'), '')
  writeFileSync(join(folder, 'large.bin'), Buffer.alloc(5_000_000, 7))
  symlinkSync(join(root, 'secret.txt'), join(folder, 'link.txt'))
  symlinkSync(root, join(folder, 'up'))
  symlinkSync(join(folder, 'css'), join(folder, 'styles'))
})
afterAll(() => rmSync(root, { recursive: true }))

const own = new Map<string, OwnFile>([['djust/djust.js', { text: 'run()' }]])
const production = () => new StaticFiles({ folder, url: '/static/', isDevelopment: false, own })
const development = () => new StaticFiles({ folder, url: '/static/', isDevelopment: true, own })

async function ask(address: string, init: RequestInit = {}, files = production()) {
  const response = await files.respond(new Request(`http://localhost${address}`, init))
  if (response === null) throw new Error(`${address} was not taken for a file`)
  return response
}

describe('a file', () => {
  it('is served with its type, length and tag', async () => {
    const response = await ask('/static/css/app.css')
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('body { color: red }')
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'no-cache',
      'content-length': '19',
      'content-type': 'text/css; charset=utf-8',
      etag: expect.stringMatching(/^"[\w-]{16}"$/),
      'x-content-type-options': 'nosniff',
    })
  })

  it('of djust itself comes before the folder', async () => {
    const response = await ask('/static/djust/djust.js')
    expect(await response.text()).toBe('run()')
    expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
  })

  it('may be empty, large, or have any name', async () => {
    expect(await (await ask('/static/empty.txt')).text()).toBe('')
    expect(await (await ask('/static/a%20file%20%C3%BC.txt')).text()).toBe('text')
    const large = Buffer.from(await (await ask('/static/large.bin')).arrayBuffer())
    expect(large.equals(Buffer.alloc(5_000_000, 7))).toBe(true)
  })

  it('may be reached by a link that stays in the folder', async () => {
    expect((await ask('/static/styles/app.css')).status).toBe(200)
  })

  it('is answered to HEAD without its body, and to nothing but GET and HEAD', async () => {
    const head = await ask('/static/css/app.css', { method: 'HEAD' })
    expect(head.body).toBeNull()
    expect(head.headers.get('Content-Length')).toBe('19')
    const post = await ask('/static/css/app.css', { method: 'POST' })
    expect(post.status).toBe(405)
    expect(post.headers.get('Allow')).toBe('GET, HEAD')
  })

  it('elsewhere is left to the application', async () => {
    for (const path of ['/', '/static', '/statics/x', '/x/static/css/app.css']) {
      const request = new Request(`http://localhost${path}`)
      expect(await production().respond(request)).toBeNull()
    }
  })
})

describe('what is not in the folder', () => {
  it.each([
    'missing.css',
    '',
    'css',
    'css/',
    'css//app.css',
    '.env',
    'link.txt',
    'up/secret.txt',
    'up/static/css/app.css/../../../secret.txt',
    '../secret.txt',
    '..%2fsecret.txt',
    '%2e%2e%2fsecret.txt',
    '..%5csecret.txt',
    '..\\secret.txt',
    '%2e%2e/secret.txt',
    'css%2fapp.css',
    '../static-secret/secret.txt',
    'app.css%00.txt',
    '%00',
    '%ff',
    '%',
    'css/app.css/',
  ])('is not found as %j', async (name) => {
    const files = production()
    const response = await files.respond(new Request(`http://localhost/static/${name}`))
    if (response) expect([response.status, await response.text()]).toEqual([404, 'Not found\n'])
  })

  it('is not found under any other name either', async () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2f',
      '%2e',
      '%5c',
      'secret.txt',
      'up',
      '%00',
    )
    const names = fc.array(fc.oneof(part, fc.string({ maxLength: 3 })), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(names, async (parts) => {
        const request = new Request(`http://localhost/static/${parts.join('')}`)
        const response = await production().respond(request)
        if (response) expect(await response.text()).not.toBe('secret')
      }),
      { numRuns: 500 },
    )
  })
})

describe('a browser that has the file', () => {
  it('is told so', async () => {
    const etag = (await ask('/static/css/app.css')).headers.get('ETag') ?? ''
    for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const response = await ask('/static/css/app.css', { headers: { 'If-None-Match': header } })
      expect([response.status, await response.text()]).toEqual([304, ''])
      expect(response.headers.get('ETag')).toBe(etag)
    }
    const other = await ask('/static/css/app.css', { headers: { 'If-None-Match': '"other"' } })
    expect(other.status).toBe(200)
  })

  it('may keep it for good under the address with its hash, and under no other', async () => {
    const address = production().path('css/app.css')
    expect((await ask(address)).headers.get('Cache-Control')).toBe(
      'public, max-age=31536000, immutable',
    )
    const wrong = await ask('/static/css/app.css?v=wrong')
    expect(wrong.headers.get('Cache-Control')).toBe('no-cache')
  })
})

describe('the address of a file', () => {
  it('carries the hash of its content', () => {
    const hash = createHash('sha256').update('body { color: red }').digest('base64url')
    expect(production().path('css/app.css')).toBe(`/static/css/app.css?v=${hash.slice(0, 16)}`)
  })

  it('can be written into a page whatever the name is', () => {
    expect(production().path('a file ü.txt')).toMatch(/^\/static\/a%20file%20%C3%BC\.txt\?v=/)
    expect(production().path('"><script>')).toBe('/static/%22%3E%3Cscript%3E')
    expect(production().path('\ud800')).toBe('/static/%EF%BF%BD')
  })

  it('follows a change in development; production reads a file once', () => {
    const file = join(folder, 'changing.js')
    writeFileSync(file, 'one')
    const [dev, live] = [development(), production()]
    const before = [dev.path('changing.js'), live.path('changing.js')]
    writeFileSync(file, 'second')
    expect(dev.path('changing.js')).not.toBe(before[0])
    expect(live.path('changing.js')).toBe(before[1])
  })

  it('of a missing file is an error in development that names the folder', () => {
    expect(() => development().path('missing.css')).toThrow(
      `There is no static file "missing.css" in ${folder}`,
    )
    expect(() => development().path('../secret.txt')).toThrow('There is no static file')
    expect(production().path('missing.css')).toBe('/static/missing.css')
  })

  it('is its name alone where that says which state of it is meant', async () => {
    const own = new Map([['djust/1/djust.js', { text: 'core', isImmutable: true }]])
    const files = new StaticFiles({ folder, url: '/s/', isDevelopment: false, own })
    expect(files.path('djust/1/djust.js')).toBe('/s/djust/1/djust.js')
    const response = await files.respond(new Request('http://x/s/djust/1/djust.js'))
    expect(response!.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect((await files.respond(new Request('http://x/s/djust/2/djust.js')))!.status).toBe(404)
  })

  it('of a runtime that is not built is an error that says how to build it', () => {
    const notBuilt = new Map([['djust/djust.js', { path: join(root, 'nowhere.js') }]])
    const files = new StaticFiles({ folder, url: '/s/', isDevelopment: true, own: notBuilt })
    expect(() => files.path('djust/djust.js')).toThrow('Run npm run build')
  })
})
