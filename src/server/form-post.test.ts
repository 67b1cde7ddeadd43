import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type TestAppOptions, TestServer, testApp } from '../../test/support/server.ts'
import { isDevelopment } from '../shared/mode.ts'
import { featureNames } from '../wire/features.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import type { App } from './app-interface.ts'

vi.mock('../shared/mode.ts', () => ({ isDevelopment: vi.fn(() => false) }))
vi.mock('./own-files.ts', async (original) => ({
  ...(await original<typeof import('./own-files.ts')>()),
  runtimeName: (file: string) => `djust/${file}.js`,
  ownFiles: () =>
    new Map(
      ['djust.js', ...featureNames.map((name) => `${name}.js`), 'dev.js', 'error.css'].map((n) => [
        `djust/${n}`,
        { text: n },
      ]),
    ),
}))

class GuestBookView extends LiveView {
  static template = `
    <form dj-submit="sign" dj-value-item-id="{{ id }}">
      <input name="name"><button>Sign</button>
    </form>
    <p>{{ signed }}</p><p>{{ request.url }}</p>`
  id = 'a&b'
  signed = ''

  @eventHandler({ params: { name: 'str', itemId: 'str', tags: 'list', isPublic: 'bool' } })
  sign({
    name,
    itemId,
    tags,
    isPublic,
  }: {
    name: string
    itemId: string
    tags: string[]
    isPublic: boolean
  }) {
    this.signed = JSON.stringify({ name, itemId, tags, isPublic })
  }

  @eventHandler
  leave() {
    this.liveRedirect('/thanks/')
  }

  @eventHandler
  fail() {
    throw new Error('the password is 1234')
  }
}

const logged: string[] = []
beforeEach(() => {
  logged.length = 0
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => logged.push(String(text)) > 0)
})
afterEach(() => {
  vi.mocked(isDevelopment).mockReturnValue(false)
  vi.restoreAllMocks()
})

/** A page without JavaScript: what it says, and how it posts. */
class PlainPage {
  readonly app: App
  html = ''
  cookie = ''
  csrf = ''
  action = ''
  /** Where the last form has led. */
  location = ''

  constructor(app: App) {
    this.app = app
  }

  static async open(options: Partial<TestAppOptions> = {}): Promise<PlainPage> {
    const app = testApp({ urls: [path('', GuestBookView)], ...options })
    onTestFinished(() => app.close())
    const page = new PlainPage(app)
    const response = await app.fetch(new Request('http://localhost/'))
    page.cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    page.html = await response.text()
    page.csrf = /name="csrfmiddlewaretoken" value="([^"]*)"/.exec(page.html)?.[1] ?? ''
    page.action = /action="([^"]*)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    return page
  }

  /** Posts fields with the page's own token. */
  post(fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) {
    return this.send(new URLSearchParams({ csrfmiddlewaretoken: this.csrf, ...fields }), headers)
  }

  /** Sends a form, and asks for the page that it has acted on. */
  async send(body: BodyInit, headers: Record<string, string> = {}, action = this.action) {
    const url = new URL(action, 'http://localhost/')
    const response = await this.ask(url, { method: 'POST', body }, headers)
    const [posted] = response.headers.getSetCookie()
    if (!posted?.startsWith('djust_posted=')) return response
    this.location = response.headers.get('Location')!
    return this.ask(
      new URL(this.location, url),
      {},
      { Cookie: `${this.cookie}; ${posted.split(';')[0]}` },
    )
  }

  ask(url: URL, init: RequestInit, headers: Record<string, string>): Promise<Response> {
    const all = new Headers({ Cookie: this.cookie, Origin: 'http://localhost' })
    for (const [name, value] of Object.entries(headers)) {
      if (value === '') all.delete(name)
      else all.set(name, value)
    }
    return this.app.fetch(new Request(url, { ...init, headers: all }))
  }
}

describe('a form without JavaScript', () => {
  it('calls its handler with its values and fields, and shows what that changed', async () => {
    const page = await PlainPage.open()
    expect(page.action).toBe('?_event=sign&item-id=a%26b')
    const response = await page.post({ name: 'Ada' })
    expect(response.status).toBe(200)
    const signed = { name: 'Ada', itemId: 'a&b', tags: [], isPublic: false }
    expect(unescaped(await response.text())).toContain(JSON.stringify(signed))
  })

  it('gives a list where a name comes more than once, and of files their names', async () => {
    const page = await PlainPage.open()
    const form = new FormData()
    form.append('csrfmiddlewaretoken', page.csrf)
    form.append('tags', 'one')
    form.append('tags', new File(['content'], 'two.txt'))
    form.append('name', 'Ada')
    form.append('isPublic', 'on')
    const text = unescaped(await (await page.send(form)).text())
    expect(text).toContain('"tags":["one","two.txt"],"isPublic":true')
  })

  it('draws the page at the address from which it was posted', async () => {
    const page = await PlainPage.open()
    const fromList = await page.post({ name: 'x' }, { Referer: 'http://localhost/?page=2' })
    expect(await fromList.text()).toContain('http://localhost/?page=2')
    expect(page.location).toBe('/?page=2')
    const fromElsewhere = await page.post({ name: 'x' }, { Referer: 'http://evil.example/?page=3' })
    expect(await fromElsewhere.text()).not.toContain('page=3')
  })

  it('is answered by the address of its page, which shows once what it did', async () => {
    const page = await PlainPage.open()
    const url = new URL(page.action, 'http://localhost/')
    const body = new URLSearchParams({ csrfmiddlewaretoken: page.csrf, name: 'Ada' })
    const Referer = 'http://localhost/?page=2'
    const posted = await page.ask(url, { method: 'POST', body }, { Referer })
    expect([posted.status, posted.headers.get('Location')]).toEqual([303, '/?page=2'])
    const [setCookie = ''] = posted.headers.getSetCookie()
    expect(setCookie).toMatch(
      /^djust_posted=[\w-]{22}; Path=\/; Max-Age=15; HttpOnly; SameSite=Lax$/,
    )
    const [name] = setCookie.split(';')
    const shows = async (path: string, cookie: string, init: RequestInit = {}, headers = {}) => {
      const asked = { Cookie: cookie, ...headers }
      const response = await page.ask(new URL(path, 'http://localhost/'), init, asked)
      return { response, isDone: unescaped(await response.text()).includes('"name":"Ada"') }
    }
    const both = `${page.cookie}; ${name}`
    // Nobody else gets it, no other page, and nothing that is not shown to its visitor.
    for (const [path, cookie, init, headers] of [
      ['/?page=2', page.cookie],
      ['/?page=2', `djust_sid=abcdefghijklmnopqrstuv; ${name}`],
      ['/?page=3', both],
      ['/?page=2', both, { method: 'HEAD' }],
      ['/?page=2', both, {}, { 'Sec-Purpose': 'prefetch' }],
      ['/?page=2', both, {}, { 'Sec-Fetch-Dest': 'iframe' }],
      ['/?page=2', `${page.cookie}; djust_posted=${'x'.repeat(22)}`],
    ] as [string, string, RequestInit?, Record<string, string>?][])
      expect((await shows(path, cookie, init, headers)).isDone).toBe(false)
    const shown = await shows('/?page=2', both)
    expect(shown.isDone).toBe(true)
    expect(shown.response.headers.getSetCookie()).toEqual([
      'djust_posted=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    ])
    expect((await shows('/?page=2', both)).isDone).toBe(false)
  })

  it('that a script sends is answered by the page itself', async () => {
    const page = await PlainPage.open()
    const response = await page.post({ name: 'Ada' }, { 'Sec-Fetch-Dest': 'empty' })
    expect(page.location).toBe('')
    expect(unescaped(await response.text())).toContain('"name":"Ada"')
  })

  it('may lead elsewhere', async () => {
    const page = await PlainPage.open()
    page.action = '?_event=leave'
    const response = await page.post({})
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/thanks/'])
  })

  it('works over a real connection', async () => {
    const server = await TestServer.start({ urls: [path('', GuestBookView)] })
    onTestFinished(() => server.close())
    const browser = server.browser()
    const html = await (await browser.fetch('/')).text()
    const csrf = /name="csrfmiddlewaretoken" value="([^"]*)"/.exec(html)?.[1] ?? ''
    const post = (fields: Record<string, string>) =>
      browser.post(
        '/?_event=sign&item-id=1',
        new URLSearchParams({ csrfmiddlewaretoken: csrf, ...fields }),
      )
    expect(unescaped(await (await post({ name: 'Ada' })).text())).toContain('"name":"Ada"')
    expect((await post({ name: 'x'.repeat(300_000) })).status).toBe(413)
    expect((await post({ name: 'Ada' })).status).toBe(200)
  })
})

describe('a post is refused', () => {
  it.each([
    ['from another site', { Origin: 'http://evil.example' }],
    ['from a sandbox', { Origin: 'null' }],
    ['from nowhere', { Origin: '' }],
    ['from a browser without cookie', { Cookie: '' }],
    ['from another browser', { Cookie: 'djust_sid=abcdefghijklmnopqrstuv' }],
  ])('%s', async (_, headers) => {
    const page = await PlainPage.open()
    expect((await page.post({ name: 'Ada' }, headers)).status).toBe(403)
  })

  it('without token, or with one that is not its own', async () => {
    const page = await PlainPage.open()
    const other = await PlainPage.open()
    for (const csrfmiddlewaretoken of ['', 'x', other.csrf, page.csrf.slice(1)]) {
      expect((await page.post({ name: 'Ada', csrfmiddlewaretoken })).status).toBe(403)
    }
    expect((await page.send(new URLSearchParams({ name: 'Ada' }))).status).toBe(403)
    expect((await page.post({ name: 'Ada' })).status).toBe(200)
  })

  it('but not from an origin that is allowed', async () => {
    const page = await PlainPage.open({ allowedOrigins: ['https://example.com'] })
    const response = await page.post({ name: 'Ada' }, { Origin: 'https://example.com' })
    expect(response.status).toBe(200)
  })

  it('when it is larger than maxMessageSize', async () => {
    const page = await PlainPage.open({ maxMessageSize: 2_048 })
    expect((await page.post({ name: 'x'.repeat(1_500) })).status).toBe(200)
    expect((await page.post({ name: 'x'.repeat(2_048) })).status).toBe(413)
  })

  it('when it is no form', async () => {
    const page = await PlainPage.open()
    const json = { 'Content-Type': 'application/json' }
    expect((await page.send('{}', json)).status).toBe(415)
    const multipart = { 'Content-Type': 'multipart/form-data; boundary=x' }
    expect((await page.send('--y', multipart)).status).toBe(400)
  })

  it('when it has fields without end', async () => {
    const page = await PlainPage.open()
    const startedAt = performance.now()
    for (const separator of ['&', 'a&']) {
      const response = await page.send(separator.repeat(30_000), form)
      expect([400, 403]).toContain(response.status)
    }
    const fields = Array.from({ length: 9_000 }, (_, i) => `a${i}`).join('&')
    expect((await page.send(fields, form)).status).toBe(400)
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })

  it('when it would give its fields a prototype', async () => {
    const page = await PlainPage.open()
    expect((await page.post({ __proto__x: '1', name: 'Ada' })).status).toBe(400)
    const body = `csrfmiddlewaretoken=${page.csrf}&name=Ada&__proto__=1`
    expect((await page.send(body, form)).status).toBe(400)
  })

  it('when it names no handler', async () => {
    const page = await PlainPage.open()
    const response = await page.send(new URLSearchParams({ name: 'Ada' }), {}, '/')
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, HEAD, POST'])
  })

  it.each([
    ['one that is not there', 'sing', 'Did you mean "sign"?'],
    ['what is no handler', 'mount', 'GuestBookView has no handler "mount".'],
    ['fields it does not take', 'sign&more=1', '"more" (string) is not one of them.'],
  ])(
    'when it names %s: a clear error in development, one line in the log',
    async (_, event, text) => {
      vi.mocked(isDevelopment).mockReturnValue(true)
      const page = await PlainPage.open()
      page.action = `?_event=${event}`
      const response = await page.post({ name: 'Ada' })
      expect(response.status).toBe(400)
      expect(unescaped(await response.text())).toContain(text)
      expect(logged).toHaveLength(1)
      expect(logged[0]?.match(/\n/g)).toHaveLength(1)

      vi.mocked(isDevelopment).mockReturnValue(false)
      const production = await PlainPage.open()
      production.action = page.action
      expect(unescaped(await (await production.post({ name: 'Ada' })).text())).not.toContain(text)
    },
  )

  it('with a name that would write into the log', async () => {
    const page = await PlainPage.open()
    page.action = `?_event=${encodeURIComponent('x"\ndjust: all is well\u001b[2J')}`
    expect((await page.post({})).status).toBe(400)
    expect(logged).toHaveLength(1)
    expect(logged[0]).not.toMatch(/\u001b|\n./)
  })

  it('when its handler fails, with the status alone', async () => {
    const page = await PlainPage.open()
    page.action = '?_event=fail'
    const response = await page.post({})
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('1234')
  })
})

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

function unescaped(html: string): string {
  return html
    .replace(/<!--.*?-->/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}
