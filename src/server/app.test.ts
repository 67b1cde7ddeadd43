import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServerType, getRequestListener, serve as serveHono } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { TestBrowser, type TestAppOptions, testApp, TestServer } from '../../test/support/server.ts'
import { writeTemplates } from '../../test/support/site.ts'
import { isDevelopment } from '../shared/mode.ts'
import { featureNames } from '../wire/features.ts'
import { eventHandler } from '../view/event-handler.ts'
import { liveView } from '../view/function-view.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { notFound, redirect } from '../view/responses.ts'
import { path } from '../view/routes.ts'
import type { App } from './app-interface.ts'

vi.mock('../shared/mode.ts', () => ({ isDevelopment: vi.fn(() => false) }))
vi.mock('./own-files.ts', async (original) => ({
  ...(await original<typeof import('./own-files.ts')>()),
  runtimeName: (file: string) => `djust/${file}.js`,
  ownFiles: () =>
    new Map(
      [
        'djust.js',
        ...featureNames.map((name) => `${name}.js`),
        'free-attributes.js',
        'dev.js',
        'error.css',
      ].map((n) => [`djust/${n}`, { text: n }]),
    ),
}))

class CounterView extends LiveView {
  static template = '<button dj-click="increment">{{ count }}</button>'
  count = 0

  @eventHandler
  increment() {
    this.count += 1
  }
}

class FailingView extends LiveView {
  static template = '<p>{{ x }}</p>'

  override mount() {
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

function start(options: Partial<TestAppOptions> = {}): App {
  const app = testApp({ urls: [path('', CounterView)], ...options })
  onTestFinished(() => app.close())
  return app
}

function get(app: App, url = '/', init: RequestInit = {}): Promise<Response> {
  return app.fetch(new Request(new URL(url, 'http://localhost'), init))
}

describe('a live page', () => {
  it('is a private page of one browser, which its cookie names', async () => {
    const response = await get(start())
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-cache, no-transform',
      'x-content-type-options': 'nosniff',
    })
    const [cookie, ...more] = response.headers.getSetCookie()
    expect(cookie).toMatch(/^djust_sid=[\w-]{22}; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(more).toEqual([])
    expect(await response.text()).toContain('<button dj-click="increment">0</button>')
  })

  it('gives no second cookie to a browser that has one, and a secure one over https', async () => {
    const app = start()
    const known = { headers: { Cookie: 'djust_sid=abcdefghijklmnopqrstuv' } }
    expect((await get(app, '/', known)).headers.getSetCookie()).toEqual([])
    const [cookie] = (await get(app, 'https://localhost/')).headers.getSetCookie()
    expect(cookie).toContain('; Secure')
  })

  it('is sent with the policy of the application', async () => {
    const policy = "default-src 'self'"
    const response = await get(start({ contentSecurityPolicy: policy }))
    expect(response.headers.get('Content-Security-Policy')).toBe(policy)
  })

  it('answers HEAD with the same headers and nothing else', async () => {
    const app = start()
    const [head, whole] = [await get(app, '/', { method: 'HEAD' }), await get(app)]
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect([...head.headers.keys()]).toEqual([...whole.headers.keys()])
  })

  it('tells which methods it answers', async () => {
    const app = start()
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const response = await get(app, '/', { method })
      expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, HEAD, POST'])
    }
  })

  it('knows who asks', async () => {
    class AboutView extends LiveView {
      static template = '<p>{{ user.username }}</p>'
    }
    const getUser = async (request: Request) => ({ username: request.headers.get('x-name') ?? '' })
    const app = start({ urls: [path('', AboutView)], auth: { getUser } })
    const response = await get(app, '/', { headers: { 'X-Name': 'ada' } })
    expect(await response.text()).toContain('ada')
  })

  it('may send the browser elsewhere', async () => {
    class MovingView extends LiveView {
      static template = ''
      override mount() {
        return this.liveRedirect('/next/', { params: { a: 'b c' } })
      }
    }
    const response = await get(start({ urls: [path('', MovingView)] }))
    expect([response.status, response.headers.get('Location')]).toEqual([302, '/next/?a=b+c'])
    expect(response.headers.getSetCookie()).toEqual([])
  })

  it('waits for a document and for nothing else', async () => {
    const server = await TestServer.start({ urls: [path('', CounterView)] })
    onTestFinished(() => server.close())
    const browser = server.browser()
    const joined = async (headers: Record<string, string>) => {
      const page = await browser.open('/')
      const response = await browser.fetch('/', { headers })
      Object.assign(page, { token: /dj-view="([^"]*)"/.exec(await response.text())?.[1] })
      return page.join()
    }
    expect(await joined({})).toMatchObject({ how: 'claimed' })
    expect(await joined({ 'Sec-Fetch-Dest': 'document' })).toMatchObject({ how: 'claimed' })
    expect(await joined({ 'Sec-Fetch-Dest': 'iframe' })).toMatchObject({ how: 'mounted' })
    expect(await joined({ 'Sec-Purpose': 'prefetch;prerender' })).toMatchObject({ how: 'mounted' })
  })
})

describe('the templates of an application', () => {
  class AboutView extends LiveView {
    static template =
      '<p>{{ site }} {{ request.path }} {{ perms.shop.add }} {{ day|date:"H:i" }} {{ request.LANGUAGE_CODE }}</p>'
    day = new Date(0)
  }
  const text = async (response: Response) => (await response.text()).replace(/<!--.*?-->/g, '')

  it('read what the settings give', async () => {
    const app = start({
      urls: [path('about/', AboutView)],
      contextProcessors: [(request) => ({ site: request.headers.get('x-site') })],
      auth: {
        getUser: async () => ({ username: 'ada' }),
        hasPerm: (user, permission) => user.username === 'ada' && permission === 'shop.add',
      },
      languages: ['en', 'de'],
      getLocale: (request) => request.headers.get('accept-language'),
      getTimeZone: () => 'Asia/Tokyo',
    })
    const headers = { 'X-Site': 'Books', 'Accept-Language': 'de-AT, en;q=0.5' }
    expect(await text(await get(app, '/about/', { headers }))).toContain(
      '<p>Books /about/ True 09:00 de</p>',
    )
  })

  it('follow the settings of templates', async () => {
    class SettingsView extends LiveView {
      static template =
        '{% load shop %}<p>{{ nothing }} {% get_static_prefix %} {% get_media_prefix %} {{ word|shout }} {{ count }}</p>'
      word = 'hello'
      count = 1234567
    }
    const shout = { run: (value: unknown) => `${value}!` }
    const app = start({
      urls: [path('', SettingsView)],
      stringIfInvalid: '?%s?',
      staticUrl: '/files/',
      mediaUrl: 'https://media.example.com/',
      useThousandSeparator: true,
      libraries: { shop: { tags: new Map(), filters: new Map([['shout', shout as never]]) } },
    })
    expect(await text(await get(app))).toContain(
      '<p>?nothing? /files/ https://media.example.com/ hello! 1,234,567</p>',
    )
  })

  it('are escaped as in Django where a setting says so', async () => {
    class StyledView extends LiveView {
      static template = '<p style="width: {{ width }}px"></p>'
      width = 5
    }
    const urls = [path('', StyledView)]
    expect(() => start({ urls })).toThrow('A value in style="…" cannot be made safe')
    for (const escaping of ['django', { styleAttributes: 'django' }] as const) {
      const answer = await get(start({ urls, escaping }))
      expect(await text(answer)).toContain('<p style="width: 5px"></p>')
    }
  })

  it('know the query of the page', async () => {
    class QueryView extends LiveView {
      static template = '<a href="{% querystring page=2 %}">next</a>'
    }
    const app = start({ urls: [path('', QueryView)] })
    expect(await text(await get(app, '/?tag=a&tag=b&page=1'))).toContain(
      '<a href="?tag=a&amp;tag=b&amp;page=2">next</a>',
    )
  })

  it('may do no more than the limits say', async () => {
    class LongView extends LiveView {
      static template =
        '<p>{% for i in "0123456789" %}{% for j in "0123456789" %}{{ j }}{% endfor %}{% endfor %}</p>'
    }
    const urls = [path('', LongView)]
    expect((await get(start({ urls }))).status).toBe(200)
    expect((await get(start({ urls, renderLimits: { loopRounds: 100 } }))).status).toBe(500)
    expect(logged.join('')).toContain('raise renderLimits.loopRounds')
    expect((await get(start({ urls, renderLimits: { outputLength: 50 } }))).status).toBe(500)
  })

  it('may extend their own name in a later folder', async () => {
    class FileView extends LiveView {
      static templateName = 'page.html'
    }
    const mine = '{% extends "page.html" %}{% block b %}mine, {{ block.super }}{% endblock %}'
    const folders = [mine, '<p>{% block b %}theirs{% endblock %}</p>']
    const templates = folders.map((page) => writeTemplates({ 'page.html': page }))
    const app = start({ urls: [path('', FileView)], templates })
    expect(await text(await get(app))).toContain('<p>mine, theirs</p>')
    const ring = { urls: [path('', FileView)], templates: [templates[0]!] }
    expect(() => testApp(ring)).toThrow(expect.objectContaining({ code: 'extends_ring' }))
  })

  it('include what the names of the page choose', async () => {
    class ChoosingView extends LiveView {
      static template = '{% include part %}'
    }
    const templates = writeTemplates({ 'a.html': '<p>{{ site }} at {{ request.path }}</p>' })
    const contextProcessors = [() => ({ part: 'a.html', site: 'Books' })]
    const app = start({ urls: [path('', ChoosingView)], templates, contextProcessors })
    expect(await text(await get(app))).toContain('<p>Books at /</p>')
  })

  it('are found in several folders, the first one first', async () => {
    class FileView extends LiveView {
      static templateName = 'page.html'
    }
    const first = writeTemplates({ 'page.html': '{% include "part.html" %}' })
    const second = writeTemplates({ 'page.html': 'other', 'part.html': '<p>part</p>' })
    const app = start({ urls: [path('', FileView)], templates: [first, second] })
    expect(await text(await get(app))).toContain('<p>part</p>')
  })
})

describe('an address', () => {
  const urls = [path('', CounterView), path('items/<int:id>/', CounterView)]

  it('that leads nowhere is not found', async () => {
    const response = await get(start({ urls }), '/nowhere/')
    expect(response.status).toBe(404)
    expect(response.headers.getSetCookie()).toEqual([])
  })

  it('that leads nowhere is answered in development with those that lead somewhere', async () => {
    vi.mocked(isDevelopment).mockReturnValue(true)
    const response = await get(start({ urls }), 'http://localhost/items/')
    expect(response.status).toBe(404)
    const page = await response.text()
    expect(page).toContain('No route leads to /items/. There are: /  /items/&lt;int:id&gt;/.')
    expect(page).not.toContain('Stack')
  })

  it('without its last slash leads to the one with it', async () => {
    const response = await get(start({ urls }), '/items/1?a=b')
    expect([response.status, response.headers.get('Location')]).toEqual([301, '/items/1/?a=b'])
  })

  it('never leads to another site for want of a slash', async () => {
    const app = start({ urls: [path('<path:rest>/', CounterView)] })
    for (const asked of ['//evil.example', '/\\evil.example', '/%2F/evil.example']) {
      const response = await get(app, `http://localhost${asked}`)
      const location = new URL(response.headers.get('Location') ?? '', 'http://localhost')
      expect([response.status, location.origin]).toEqual([301, 'http://localhost'])
    }
  })
})

describe('a route that is a function', () => {
  const urls = [
    path('hello/<str:name>/', (request, { name }) => new Response(`${request.method} ${name}`)),
    path('json/', () => Response.json({ a: 1 }, { status: 201 })),
    path('moved/', () => redirect('/hello/you/', 301)),
    path('gone/', () => notFound('No such thing')),
    path('nothing/', (() => undefined) as unknown as () => Response),
    path('broken/', () => {
      throw new Error('the password is 1234')
    }),
    path('user/', ({ user }) => Response.json(user)),
  ]

  it('gives its own answer, and no cookie', async () => {
    const app = start({ urls })
    const hello = await get(app, '/hello/a%20b/', { method: 'PUT' })
    expect([hello.status, await hello.text()]).toEqual([200, 'PUT a b'])
    expect(hello.headers.getSetCookie()).toEqual([])
    const json = await get(app, '/json/')
    expect([json.status, await json.json()]).toEqual([201, { a: 1 }])
  })

  it('may redirect, or say that nothing is there', async () => {
    const app = start({ urls })
    const moved = await get(app, '/moved/')
    expect([moved.status, moved.headers.get('Location')]).toEqual([301, '/hello/you/'])
    const gone = await get(app, '/gone/')
    expect([gone.status, await gone.text()]).toEqual([404, 'No such thing'])
  })

  it('is asked with the user', async () => {
    const app = start({ urls, auth: { getUser: () => ({ username: 'ada' }) } })
    expect(await (await get(app, '/user/')).json()).toEqual({ username: 'ada' })
    const request = new Request('http://localhost/user/')
    await app.fetch(request)
    expect((await app.fetch(request)).status).toBe(200)
  })

  it('that gives no answer, or throws, is an error', async () => {
    const app = start({ urls })
    expect((await get(app, '/nothing/')).status).toBe(500)
    expect(logged[0]).toContain("The route 'nothing/' gave no Response.")
    const broken = await get(app, '/broken/')
    expect([broken.status, await broken.text()]).toEqual([500, expect.not.stringContaining('1234')])
  })
})

it('serves static files, and those of no other folder', async () => {
  const staticDir = mkdtempSync(join(tmpdir(), 'djust-static-'))
  onTestFinished(() => rmSync(staticDir, { recursive: true }))
  writeFileSync(join(staticDir, 'a.css'), 'b {}')
  const app = start({ staticDir })
  const file = await get(app, '/static/a.css')
  expect([file.headers.get('Content-Type'), await file.text()]).toEqual([
    'text/css; charset=utf-8',
    'b {}',
  ])
  for (const asked of ['/static/..%2fpackage.json', '/static/%2e%2e/a', '/static//etc/passwd']) {
    expect((await get(app, asked)).status).toBe(404)
  }
})

describe('the layout of a page', () => {
  async function pageData(app: App) {
    const html = await (await get(app)).text()
    const json = /<script id="djust-page" type="application\/json">(.*?)<\/script>/.exec(html)?.[1]
    return JSON.parse(json ?? '') as { layout: string; wholeLayout: string }
  }

  it('is fetched once for each build', async () => {
    const app = start()
    const { layout, wholeLayout } = await pageData(app)
    for (const address of [layout, wholeLayout]) {
      const response = await get(app, address)
      expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
      expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
      expect(await response.json()).toHaveProperty('regions')
    }
  })

  it('is there for pages that were drawn and no others', async () => {
    const app = start()
    for (const name of ['constructor', '__proto__', 'x', '..%2fx', '', 'a.b']) {
      expect((await get(app, `/static/djust/layout/${name}.json`)).status).toBe(404)
    }
  })
})

describe('an error', () => {
  const urls = [path('', FailingView)]

  it('in production tells nobody but the log', async () => {
    const response = await get(start({ urls }))
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(text).not.toMatch(/password|FailingView|app\.test/)
    expect(logged.join('')).toMatch(
      /^djust: GET \/: Error: the password is 1234\n {6}at FailingView/,
    )
  })

  it('in development is shown with the lines around it', async () => {
    vi.mocked(isDevelopment).mockReturnValue(true)
    const text = await (await get(start({ urls }))).text()
    expect(text).toContain('the password is 1234')
    expect(text).toMatch(/app\.test\.ts:\d+/)
  })

  it('in a template is shown in development with its line', async () => {
    vi.mocked(isDevelopment).mockReturnValue(true)
    class TypoView extends CounterView {
      static override template = '<p>{{ count|lwer }}</p>'
    }
    const text = await (await get(start({ urls: [path('', TypoView)] }))).text()
    expect(text).toContain('lwer')
    expect(text).toContain('&gt; 1 | ')
  })

  it('cannot write into the log', async () => {
    const urls = [
      path('<path:rest>', (_, { rest }) => {
        throw new Error(rest)
      }),
    ]
    await get(start({ urls }), '/%0Adjust: all is well%1b[2J%E2%80%AE')
    expect(logged).toHaveLength(1)
    expect(logged[0]).not.toMatch(/\ndjust|\u001b|\u202e/)
  })
})

describe('development', () => {
  it('answers under names of this machine only', async () => {
    vi.mocked(isDevelopment).mockReturnValue(true)
    const app = start()
    expect((await get(app, 'http://localhost:8000/')).status).toBe(200)
    expect((await get(app, 'http://evil.example/')).status).toBe(421)
    const rebound = { headers: { Host: 'evil.example' } }
    expect((await get(app, 'http://localhost/', rebound)).status).toBe(421)
  })

  it('starts with a page that cannot be shown, and says so', async () => {
    vi.mocked(isDevelopment).mockReturnValue(true)
    const app = start({ urls: [path('', CounterView), path('bad/', viewWith('{% url "x" %}'))] })
    expect(logged.join('')).toContain('PageView cannot be shown')
    expect((await get(app)).status).toBe(200)
    expect((await get(app, '/bad/')).status).toBe(500)
  })
})

function viewWith(template: string): ViewClass {
  return class PageView extends LiveView {
    static template = template
  }
}

describe('a mistake stops the start', () => {
  class NoTemplateView extends LiveView {}
  class UnknownOptionView extends CounterView {
    static templateNam = 'x.html'
  }
  class LaterView extends CounterView {
    static apiName = 'early'
  }

  it.each<[string, ViewClass, string]>([
    ['a view without template', NoTemplateView, 'NoTemplateView has no template'],
    ['an unknown option', UnknownOptionView, 'Did you mean "templateName"?'],
    [
      'an option that does not act yet',
      LaterView,
      '"static apiName" of LaterView does not act yet',
    ],
    ['an unknown route', viewWith('{% url "nowhere" %}'), 'No route is named "nowhere"'],
    [
      'an unknown handler',
      viewWith('<b dj-click="jump"></b>'),
      'PageView has no handler of that name',
    ],
    ['an unknown filter', viewWith('{{ a|lwer }}'), 'Did you mean "lower"?'],
  ])('%s', (_, View, message) => {
    expect(() => start({ urls: [path('', View)] })).toThrow(message)
  })

  it('an unknown setting', () => {
    expect(() => start({ wsPaths: '/ws/' } as never)).toThrow('Did you mean "wsPath"?')
  })

  it('a template that is in no folder, with every place that was searched', () => {
    class FileView extends LiveView {
      static templateName = 'pages/home.html'
    }
    const templates = [writeTemplates({ 'pages/homes.html': '' }), writeTemplates({})]
    const starting = () => start({ urls: [path('', FileView)], templates })
    expect(starting).toThrow('Did you mean "pages/homes.html"?')
    for (const folder of templates) expect(starting).toThrow(join(folder, 'pages/home.html'))
  })

  it('no secret', () => {
    expect(() => testApp({ urls: [path('', CounterView)] }, '')).toThrow('DJUST_SECRET')
  })

  it('but not a base that a request will name', async () => {
    class ThemedView extends LiveView {
      static template = '{% extends theme %}{% block main %}text{% endblock %}'
      theme = 'plain.html'
    }
    const templates = writeTemplates({ 'plain.html': '<i>{% block main %}{% endblock %}</i>' })
    const app = start({ urls: [path('', ThemedView)], templates })
    expect(await (await get(app)).text()).toContain('<i>text</i>')
  })
})

describe('an application mounted in another server', () => {
  const urls = [
    path('', CounterView),
    path(
      'hook/',
      liveView({ template: '<p>{{ n }}</p>' }, () => ({ n: 1 })),
    ),
    path('native/', () => NativeResponse.json({ a: 1 })),
  ]

  /** What holds wherever the application is mounted: it is live, and beside others' routes. */
  async function expectLive(origin: string): Promise<void> {
    const browser = new TestBrowser(origin)
    const own = await browser.fetch('/own')
    expect([own.status, await own.text()]).toEqual([200, 'own'])
    expect((await browser.fetch('/nowhere/')).status).toBe(404)
    expect(await (await browser.fetch('/native/')).json()).toEqual({ a: 1 })
    const page = await browser.open('/')
    expect(await page.join()).toMatchObject({ how: 'claimed' })
    expect(await page.call('increment')).toMatchObject({ patch: [0, '1'] })
  }

  async function originOf(server: Server | ServerType): Promise<string> {
    if (!server.listening) await once(server, 'listening')
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  it('of node:http works', async () => {
    const app = start({ urls })
    const pages = getRequestListener(app.fetch, { overrideGlobalObjects: false })
    const server = createServer((request, response) =>
      request.url === '/own' ? response.end('own') : pages(request, response),
    )
    server.on('upgrade', app.upgrade)
    onTestFinished(() => void server.close())
    await expectLive(await originOf(server.listen(0, '127.0.0.1')))
    await app.close()
  })

  it('of Hono works', async () => {
    const app = start({ urls })
    const hono = new Hono()
    hono.get('/own', (context) => context.text('own'))
    hono.mount('/', app.fetch)
    const server = serveHono({ fetch: hono.fetch, port: 0, hostname: '127.0.0.1' })
    server.on('upgrade', app.upgrade)
    onTestFinished(() => void server.close())
    await expectLive(await originOf(server))
    await app.close()
  })
})

// Hosts replace the global one by their own.
const NativeResponse = Response
