import { connect } from 'node:net'
import { parseFragment } from 'parse5'
import { beforeAll, afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { uriOf } from '../src/session/addresses.ts'
import { login, logout, sessionUser } from '../src/session/login.ts'
import { markSafe, TemplateEngine } from '../src/template.ts'
import { upload } from '../src/uploads/upload.ts'
import { eventHandler } from '../src/view/event-handler.ts'
import { LiveView } from '../src/view/live-view.ts'
import { redirect } from '../src/view/responses.ts'
import { path } from '../src/view/routes.ts'
import { safeUrl } from '../src/shared/own-address.ts'
import { closeCodes } from '../src/wire/frames.ts'
import { decodeClientBytes } from '../src/wire/server-bytes.ts'
import { testApp, TestServer } from './support/server.ts'

/*
 * What has gone wrong in systems that do the same job, tried here. Each test says what an attacker does, and the advisory
 * that told of it.
 */

const received: unknown[] = []
let finishSlowly: (() => void) | null = null

class ShopView extends LiveView {
  static template = '<a href="{{ link }}">{{ text }}</a><p>{{ list }}</p>'
  link = '/'
  text = ''
  list: unknown = []

  override handleParams({ link = '/', text = '', list = '' }: Record<string, string>) {
    this.link = link
    this.text = text
    this.list = list === '' ? [] : [list]
  }

  @eventHandler({ params: { value: 'json' } })
  take({ value }: { value: unknown }) {
    received.push(value)
  }

  @eventHandler({ params: { to: 'str' } })
  go({ to }: { to: string }) {
    this.liveRedirect(to)
  }
}

class PictureView extends LiveView {
  static template = `<form dj-submit="save"><input type="file" dj-upload="picture"></form>
    <p>{% for entry in picture.entries %}{{ entry.safeClientName }} {{ entry.errorCode }}{% endfor %}</p>`
  picture = upload(this, { accept: ['image/*'] })

  @eventHandler
  save() {}
}

class AdminView extends LiveView {
  static template = '<h1>Admin</h1>'
}

const user = { id: 1, username: 'ada' }

const urls = [
  path('', ShopView),
  path('admin/', AdminView),
  path('picture/', PictureView),
  path('any/<path:rest>/', ShopView),
  path('who/', ({ user }) => Response.json(user)),
  path('log-in/', async (request) => {
    await login(request, user)
    return redirect('/')
  }),
  path('log-out/', async (request) => {
    await logout(request)
    return redirect('/')
  }),
  path('slow/', async (request) => {
    request.session.seen = true
    await new Promise<void>((resolve) => {
      finishSlowly = resolve
    })
    request.session.seen = 'later'
    return new Response('late')
  }),
]

let server: TestServer
beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  server = await TestServer.start({
    urls,
    auth: { getUser: sessionUser((id) => (id === user.id ? user : null)) },
    allowedOrigins: ['https://*.example.com'],
  })
})
afterAll(() => server.close())

/** A page that has joined. */
async function joined() {
  const page = await server.browser().open('/')
  await page.join()
  return page
}

/** The server still does what it is there for. */
async function isWell(): Promise<void> {
  const page = await joined()
  expect(await page.call('go', { to: '/' })).toMatchObject({ errors: [] })
}

/** Sends bytes of any kind, and waits for an answer or an end. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1', () =>
      socket.write(text),
    )
    let answer = ''
    socket.on('data', (data) => {
      answer += data
      socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(answer))
    setTimeout(() => socket.destroy(), 2_000)
  })
}

function upgradeWith(headers: string): string {
  return (
    `GET /ws/live/ HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
    `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${headers}\r\n`
  )
}

describe('an attacker who sends people elsewhere', () => {
  it('hides the host behind white space that parsers drop (CVE-2026-64941)', async () => {
    const page = await joined()
    for (const to of [
      '/\t/evil.example',
      '/\n/evil.example',
      '\\\\evil.example',
      '//evil.example',
    ]) {
      const { commands } = await page.call('go', { to })
      expect(commands).toEqual([{ kind: 'redirect', to: '/', replace: false }])
      expect(safeUrl(to, 'https://shop.example/')).toBe('/')
    }
  })

  it('hides a scheme behind a control character (CVE-2026-58228)', async () => {
    for (const link of [
      '\u0001javascript:alert(1)',
      ' java\nscript:alert(1)',
      'JaVaScRiPt:alert(1)',
    ]) {
      const response = await server.browser().fetch(`/?link=${encodeURIComponent(link)}`)
      expect(await response.text()).toContain('href="about:blank#blocked"')
    }
  })
})

describe('an attacker who has a link of ours lead away', () => {
  it('has the name of another site behind two slashes', async () => {
    for (const address of ['//evil.example/any/x', '/any//evil.example', '//any/evil.example']) {
      const text = await sendRaw(`GET ${address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      expect(text).not.toMatch(/location: *[/\\]{2}/i)
    }
    expect(uriOf('http://host//evil.example/?a=1')).toBe('/%2Fevil.example/?a=1')
    expect(new URL(uriOf('http://host//evil.example/'), 'http://host').host).toBe('host')
  })

  it('has a form that a visitor posts there lead on', async () => {
    const everywhere = await TestServer.start({ urls: [path('<path:rest>/', ShopView)] })
    onTestFinished(() => everywhere.close())
    const browser = everywhere.browser()
    const page = await browser.open('/x/')
    const address = `${everywhere.origin}//evil.example/?_event=take`
    const form = new URLSearchParams({ csrfmiddlewaretoken: page.csrf, value: '1' })
    const headers = { Origin: everywhere.origin, Cookie: browser.cookie }
    const posted = await fetch(address, { method: 'POST', body: form, headers, redirect: 'manual' })
    expect([posted.status, posted.headers.get('Location')]).toEqual([303, '/%2Fevil.example/'])
  })
})

describe('an attacker who sends files', () => {
  const html = Buffer.from('<script>alert(1)</script>')
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), html])

  it.each([
    ['evil.php', 'image/png', png],
    ['evil.html', 'image/png', png],
    ['evil.html', 'image/x-own', html],
    ['evil.svg', 'image/x-own', html],
    ['evil.png', 'image/png', html],
  ])('gives %s out for %s (CVE-2024-47823)', async (name, type, bytes) => {
    const page = await server.browser().open('/picture/')
    await page.join()
    const files = [['f', name, bytes.length, type]]
    page.event('dj-upload', { upload: 'picture', files })
    expect(await page.next()).toMatchObject({ commands: [{ kind: 'ask', ref: 'f', at: 0 }] })
    page.send({ kind: 'chunk', session: 0, ref: 'f', at: 0, data: bytes.toString('base64') })
    expect(JSON.stringify(await page.next())).toContain('wrong_content')
  })

  it('chooses files in a page that takes none (CVE-2026-48500)', async () => {
    const page = await joined()
    for (const name of ['picture', 'text', 'constructor', '__proto__'])
      expect(
        (await page.call('dj-upload', { upload: name, files: [['f', 'a.png', 9, 'image/png']] }))
          .errors,
      ).toMatchObject([{ code: 'bad_upload' }])
    const taking = await server.browser().open('/picture/')
    await taking.join()
    const files = [['f', 'a.png', 9, 'image/png']]
    expect((await taking.call('dj-upload', { upload: 'save', files })).errors).toMatchObject([
      { code: 'bad_upload' },
    ])
  })
})

describe('an attacker from another site', () => {
  it('has a host that ends like one that is allowed (CVE-2022-42975)', async () => {
    const browser = server.browser()
    await browser.fetch('/')
    for (const Origin of [
      'https://evilexample.com',
      'https://example.com.evil.example',
      'null',
      '',
    ]) {
      await expect(browser.connect({ Origin })({ received() {}, closed() {} })).rejects.toThrow(
        '403',
      )
    }
    const allowed = browser.connect({ Origin: 'https://shop.example.com' })
    ;(await allowed({ received() {}, closed() {} })).drop()
  })

  it('posts a form in the name of a visitor', async () => {
    const browser = server.browser()
    const page = await browser.open('/')
    const post = (headers: Record<string, string>, csrfmiddlewaretoken: string) =>
      browser.fetch('/?_event=go', {
        method: 'POST',
        headers,
        body: new URLSearchParams({ csrfmiddlewaretoken, to: '/x/' }),
      })
    const own = { Origin: server.origin }
    expect((await post(own, page.csrf)).status).toBe(303)
    expect((await post({ Origin: 'https://evil.example' }, page.csrf)).status).toBe(403)
    expect((await post(own, 'A'.repeat(86))).status).toBe(403)
    const other = await server.browser('other').open('/')
    expect((await post(own, other.csrf)).status).toBe(403)
  })
})

describe('an attacker who chooses what the server makes', () => {
  it('names a type in a value (CVE-2025-54068, CVE-2026-23737)', async () => {
    const page = await joined()
    received.length = 0
    const values: object[] = [
      { $: 'Map', v: [] },
      { __class: 'os.system', then: 'x' },
      { constructor: { prototype: { polluted: 1 } } },
      // What stands for bytes elsewhere (CVE-2022-2421).
      { _placeholder: true, num: 0 },
    ]
    for (const value of values) await page.call('take', { value })
    expect(received).toEqual(values)
    expect(received.every((value) => Object.getPrototypeOf(value) === Object.prototype)).toBe(true)
    expect(({} as { polluted?: number }).polluted).toBe(undefined)
  })

  it('names code that is no handler (CVE-2025-55182)', async () => {
    const page = await joined()
    for (const name of [
      'constructor',
      '__proto__',
      'toString',
      'mount',
      'liveRedirect',
      '_x',
      'then',
      'request',
    ])
      expect((await page.call(name)).errors).toMatchObject([{ code: 'not_callable' }])
  })

  it('gives parameters a prototype', async () => {
    const page = await joined()
    page.sendText('[0,1,"take",{"__proto__":{"value":1}}]')
    expect(await page.closed).toBe(closeCodes.badFrame)
  })

  it('mounts a view of their choice (djust for Python, 2026-02)', async () => {
    const [shop, admin] = [await server.browser().open('/'), await server.browser().open('/admin/')]
    const forged = Buffer.from(JSON.stringify({ route: 'admin/', view: 'os.system' })).toString(
      'base64url',
    )
    expect(await shop.join({ token: `${forged}.${shop.token.split('.')[1]}` })).toMatchObject({
      kind: 'refused',
      code: 'bad_token',
    })
    const anew = await server.browser().open('/')
    await anew.join()
    anew.drop()
    const copy = anew.duplicate()
    expect(await copy.join({ uri: '/admin/' })).toMatchObject({ code: 'not_found' })
    // The page of one route does not become that of another.
    const stale = await server.browser().open('/')
    await stale.join()
    const led = [{ kind: 'navigate', to: '/admin/', replace: true }]
    expect(await stale.visit('/admin/')).toMatchObject({ patch: null, commands: led })
    expect((await stale.visit('http://evil.example/')).errors).toMatchObject([
      { code: 'bad_address' },
    ])
    expect(
      await (await server.browser('thief').open('/')).join({ token: admin.token }),
    ).toMatchObject({
      code: 'bad_token',
    })
  })
})

describe('an attacker who wants the process to end or to hang', () => {
  it('nests a frame without end (CVE-2026-45591)', async () => {
    for (const text of [
      '['.repeat(60_000),
      `[0,1,"take",${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}]`,
    ]) {
      const page = await joined()
      page.sendText(text)
      expect(await page.closed).toBe(closeCodes.badFrame)
    }
    await isWell()
  })

  it('sends frames of nothing but separators (CVE-2026-32689)', async () => {
    const page = await joined()
    page.sendText(`[0${',0'.repeat(30_000)}]`)
    expect(await page.closed).toBe(closeCodes.badFrame)
    const browser = server.browser()
    const { csrf } = await browser.open('/')
    const response = await browser.fetch('/ws/live/', {
      method: 'POST',
      headers: { Origin: server.origin, 'X-CSRFToken': csrf },
      body: '\n'.repeat(8_000_000),
    })
    await response.arrayBuffer()
    await isWell()
  })

  it('promises more than it sends (CVE-2026-22803, CVE-2026-33151)', () => {
    const startedMs = performance.now()
    const usedBefore = process.memoryUsage().rss
    // An array, an object and a text of four billion each.
    for (const kind of [0xdd, 0xdf, 0xdb])
      expect(decodeClientBytes(new Uint8Array([kind, 0xff, 0xff, 0xff, 0xff, 1]))).toBe(null)
    expect(performance.now() - startedMs).toBeLessThan(500)
    expect(process.memoryUsage().rss - usedBefore).toBeLessThan(50_000_000)
  })

  it('sends more headers than are read (CVE-2024-37890)', async () => {
    const many = Array.from({ length: 3_000 }, (_, i) => `x-${i}: 1\r\n`).join('')
    await sendRaw(upgradeWith(many))
    await isWell()
  })

  it('sends headers that are slow to take apart (CVE-2021-32640)', async () => {
    const before = performance.now()
    await sendRaw(upgradeWith(`Sec-WebSocket-Protocol: b${' '.repeat(14_000)}x\r\n`))
    await sendRaw(
      upgradeWith(`Sec-WebSocket-Extensions: permessage-deflate${';a'.repeat(5_000)}\r\n`),
    )
    await sendRaw(upgradeWith(`Cookie: ${'a=b;'.repeat(3_500)}\r\n`))
    expect(performance.now() - before).toBeLessThan(9_000)
    await isWell()
  })

  it('sends requests that are none (CVE-2022-21676, CVE-2024-38355, CVE-2023-32695)', async () => {
    const page = await joined()
    for (const text of [
      '',
      '0',
      '{}',
      '[]',
      '[0]',
      '[0,"join"]',
      '[-1,1,"x"]',
      '[0,1e99,"x"]',
      '\u0000',
    ])
      page.sendText(text)
    expect(await page.closed).toBe(closeCodes.badFrame)
    for (const text of [
      'GET // HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET /%ff%00/ HTTP/1.1\r\nHost: [\r\n\r\n',
      'GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n',
      upgradeWith('').replace('/ws/live/', '//[/ws/live/'),
      upgradeWith('').replace(
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Key: \u0001',
      ),
      'POST /?_event=go HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=\r\nContent-Length: 5\r\n\r\n--\r\n-',
    ])
      await sendRaw(text)
    await isWell()
  })

  it('lets templates go round and round (CVE-2026-44645)', () => {
    const rounds = { templates: {}, limits: { loopRounds: 1_000, outputLength: 10_000 } }
    const engine = new TemplateEngine(rounds as never)
    const items = Array.from({ length: 100 }, (_, i) => i)
    const nested =
      '{% for a in items %}{% for b in items %}{% for c in items %}{% endfor %}{% endfor %}{% endfor %}'
    expect(() => engine.renderText(nested, { items })).toThrow(/rounds/)
    const circle = new TemplateEngine({
      templates: {
        'a.html': '{% include "b.html" %}',
        'b.html': '{% include "a.html" %}',
        'c.html': '{% extends "d.html" %}',
        'd.html': '{% extends "c.html" %}',
      },
    })
    expect(() => circle.renderText('{% include "a.html" %}', {})).toThrow()
    expect(() => circle.renderText('{% extends "c.html" %}', {})).toThrow()
  })
})

describe('an attacker who writes into the page', () => {
  const engine = new TemplateEngine({ templates: {} })

  it('sends a list where a text is expected (CVE-2016-10547)', async () => {
    const response = await server
      .browser()
      .fetch(`/?list=${encodeURIComponent('<script>alert(1)</script>')}`)
    expect(await response.text()).not.toContain('<script>alert')
    expect(engine.renderText('{{ x }}', { x: ['<b>'] })).not.toContain('<b>')
  })

  it('breaks out of an attribute by the address of a page (CVE-2024-21504)', async () => {
    const hostile = `"'><script>alert(1)</script>`
    for (const address of [`/?link=${hostile}`, `/any/${hostile}/`, `/?${hostile}=1`]) {
      const answer = await sendRaw(
        `GET ${address.replaceAll(' ', '%20')} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      )
      expect(answer).toMatch(/^HTTP\/1.1 (?:200|400)/)
      expect(answer).not.toContain('<script>alert')
    }
  })

  it('breaks out of a script (CVE-2023-2142)', () => {
    for (const template of [
      '<script>f("{{ x }}")</script>',
      '<b onclick="f({{ x }})"></b>',
      '<style>{{ x }}</style>',
    ])
      expect(() => testApp({ urls: [path('', viewOf(template))] })).toThrow(/value/i)
  })

  it('breaks out of an address that urlize finds (nunjucks issue 1525)', () => {
    const hostile = [
      'http://x.example/"onmouseover="alert(1)',
      'www.x.example/"><img/src/onerror=alert(1)>',
      `http://x.example/'onclick='alert(1)`,
      'javascript:alert(1) http://a"b',
    ]
    for (const text of hostile) {
      for (const filter of ['urlize', 'urlizetrunc:9', 'unordered_list', 'linebreaks']) {
        const value = filter === 'unordered_list' ? [text] : text
        const html = engine.renderText(`{{ x|${filter} }}`, { x: value })
        expect(attributesIn(html).filter((name) => !['href', 'rel'].includes(name))).toEqual([])
      }
    }
  })

  it('gets a text taken for a template (CVE-2026-8467)', async () => {
    const response = await server
      .browser()
      .fetch(`/?text=${encodeURIComponent('{{ request.url }}{% now "Y" %}')}`)
    expect(await response.text()).toContain('{{ request.url }}{% now &quot;Y&quot; %}')
    expect(engine.renderText('{{ x }}', { x: markSafe('{{ y }}'), y: 'secret' })).toBe('{{ y }}')
  })

  it('looks filters, tags and files up where they are not (CVE-2026-45357, CVE-2026-45617)', () => {
    for (const template of [
      '{{ x|constructor }}',
      '{{ x|__proto__ }}',
      '{{ x|toString }}',
      '{% constructor %}',
      '{% __proto__ %}',
    ])
      expect(() => engine.renderText(template, {})).toThrow(/unknown|no filter|no tag|not/i)
    for (const name of ['../package.json', '/etc/passwd', '..\\package.json', 'constructor'])
      expect(() => engine.renderText(`{% include "${name}" %}`, {})).toThrow()
    expect(() => engine.renderText('{{ x.__proto__ }}', { x: {} })).toThrow(/private/)
    expect(engine.renderText('{{ x.constructor }}{{ x.toString }}', { x: {} })).toBe('')
  })
})

describe('an attacker who wants what is somebody else’s', () => {
  it('keeps a slow request open until its visitor has logged out (CVE-2025-66803)', async () => {
    const browser = server.browser('slow')
    await browser.fetch('/log-in/')
    const cookie = browser.cookie
    const slow = browser.fetch('/slow/')
    await expect.poll(() => finishSlowly).not.toBe(null)
    await browser.fetch('/log-out/')
    finishSlowly!()
    expect((await slow).headers.getSetCookie()).toEqual([])
    const thief = server.browser('late')
    thief.cookie = cookie
    expect(await (await thief.fetch('/who/')).json()).toBe(null)
  })

  it('plants a cookie before its visitor logs in', async () => {
    const [visitor, thief] = [server.browser('planted'), server.browser('planter')]
    await thief.fetch('/')
    visitor.cookie = thief.cookie
    await visitor.fetch('/log-in/')
    expect(await (await visitor.fetch('/who/')).json()).toMatchObject(user)
    expect(await (await thief.fetch('/who/')).json()).toBe(null)
  })

  it('asks for files that are not served (CVE-2026-41311)', async () => {
    for (const file of [
      '/static/../package.json',
      '/static/..%2f..%2fpackage.json',
      '/static/%2e%2e/package.json',
      '/static/.env',
      '/static/djust/layout/../../package.json',
    ])
      expect(
        (await sendRaw(`GET ${file} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).split(
          ' ',
        )[1],
      ).toBe('404')
  })
})

function viewOf(template: string): new () => LiveView {
  return class extends LiveView {
    static template = template
    x = ''
  }
}

function attributesIn(html: string): string[] {
  const names: string[] = []
  const walk = (node: { attrs?: { name: string }[]; childNodes?: never[] }): void => {
    names.push(...(node.attrs ?? []).map(({ name }) => name))
    for (const child of node.childNodes ?? []) walk(child)
  }
  walk(parseFragment(html) as never)
  return names
}
