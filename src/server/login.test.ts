import { describe, expect, it, onTestFinished } from 'vitest'
import { type TestAppOptions, type TestBrowser, TestServer } from '../../test/support/server.ts'
import { disconnectUser } from '../session/disconnect-user.ts'
import { login, logout, sessionUser } from '../session/login.ts'
import { memory } from '../store/memory-store.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView } from '../view/live-view.ts'
import type { ViewRequest } from '../view/register.ts'
import { redirect } from '../view/responses.ts'
import { path } from '../view/routes.ts'
import type { GoCommand } from '../wire/frames.ts'

const users = [
  { id: 1, username: 'ada' },
  { id: 2, username: 'grace' },
]

class HomeView extends LiveView {
  static template = '<p>{{ user.username }} {{ color }} {{ visits }}</p>'
  visits = 0

  get color() {
    return this.session.color
  }

  @eventHandler({ params: { name: 'str' } })
  async logIn({ name }: { name: string }) {
    this.session.tried = true
    await login(this.request, users.find(({ username }) => username === name)!)
    this.visits += 1
  }

  @eventHandler
  async logInAndGo() {
    await login(this.request, users[0]!)
    this.liveRedirect('/plain/')
  }

  @eventHandler
  async logOut() {
    await logout(this.request)
  }

  @eventHandler({ params: { color: 'str' } })
  paint({ color }: { color: string }) {
    this.session.color = color
  }

  @eventHandler
  visit() {
    this.visits += 1
  }
}

class MagicView extends LiveView {
  static template = '<p>never drawn</p>'

  override async mount(request: ViewRequest) {
    await login(request, users[1]!)
  }
}

const urls = [
  path('', HomeView),
  path('magic/', MagicView),
  path('plain/', (request) => Response.json([request.user, request.session])),
  path('log-in/', async (request) => {
    await login(request, users[0]!)
    return redirect('/plain/')
  }),
  path('log-out/', async (request) => {
    await logout(request)
    return redirect('/plain/')
  }),
  path('paint/<color>/', (request, { color }) => {
    request.session.color = color
    return new Response('painted', { headers: { 'Cache-Control': 'public, max-age=60' } })
  }),
]

async function start(options: Partial<TestAppOptions> = {}): Promise<TestServer> {
  const getUser = sessionUser((id) => users.find((user) => user.id === id) ?? null)
  const server = await TestServer.start({ urls, auth: { getUser }, ...options })
  onTestFinished(() => server.close())
  return server
}

async function whoIs(browser: TestBrowser): Promise<string | null> {
  const [user] = await (await browser.fetch('/plain/')).json()
  return user?.username ?? null
}

/** What the page is told to leave for, and where that leads. */
async function leave(
  browser: TestBrowser,
  page: { call(name: string, params?: object): any },
  ...call: [string, object?]
) {
  const { commands } = await page.call(...call)
  const [{ kind, to }] = commands
  expect(kind).toBe('redirect')
  const response = await browser.fetch(to)
  return { to, response, location: response.headers.get('Location') }
}

describe('logging in', () => {
  it('in a route gives the browser another cookie, and is known from then on', async () => {
    const browser = (await start()).browser()
    await browser.fetch('/')
    const before = browser.cookie
    const response = await browser.fetch('/log-in/')
    expect(response.headers.get('Location')).toBe('/plain/')
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^djust_sid=[\w-]{22}; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Lax$/,
      ),
    ])
    expect(browser.cookie).not.toBe(before)
    expect(await whoIs(browser)).toBe('ada')
  })

  it('leaves nothing to whoever knew the cookie before', async () => {
    const server = await start()
    const browser = server.browser()
    await browser.fetch('/')
    const thief = server.browser('thief')
    thief.cookie = browser.cookie
    await browser.fetch('/log-in/')
    expect(await whoIs(thief)).toBe(null)
  })

  it('over the socket sends the page on its way through the cookie', async () => {
    const browser = (await start()).browser()
    const page = await browser.open('/?a=1')
    await page.join()
    const before = browser.cookie
    const { to, location } = await leave(browser, page, 'logIn', { name: 'grace' })
    expect(to).toMatch(/^\/static\/djust\/cookie\?ticket=[\w-]+$/)
    expect(location).toBe('/?a=1')
    expect(browser.cookie).not.toBe(before)
    expect(await whoIs(browser)).toBe('grace')
    expect(await (await browser.fetch('/')).text()).toContain('grace')
  })

  it('over the socket ends where the handler leads', async () => {
    const browser = (await start()).browser()
    const page = await browser.open('/')
    await page.join()
    expect((await leave(browser, page, 'logInAndGo')).location).toBe('/plain/')
  })

  it('leaves the page without further effects', async () => {
    const browser = (await start()).browser()
    const page = await browser.open('/')
    await page.join()
    await page.call('logIn', { name: 'ada' })
    const { commands, errors, patch } = await page.call('visit')
    expect([commands, errors, patch]).toEqual([[], [], null])
  })

  it('gives its cookie to nobody else, and not later', async () => {
    const server = await start()
    const browser = server.browser()
    const page = await browser.open('/')
    await page.join()
    const { commands } = await page.call('logIn', { name: 'ada' })
    const thief = server.browser('thief')
    await thief.fetch('/')
    for (const to of [
      (commands[0] as GoCommand).to,
      '/static/djust/cookie?ticket=AAAA',
      '/static/djust/cookie',
    ]) {
      const response = await thief.fetch(to)
      expect([response.headers.get('Location'), response.headers.getSetCookie()]).toEqual(['/', []])
    }
  })

  it('without JavaScript answers the form with the cookie', async () => {
    const server = await start()
    const browser = server.browser()
    const page = await browser.open('/')
    const response = await browser.fetch('/?_event=logIn', {
      method: 'POST',
      headers: { Origin: server.origin },
      body: new URLSearchParams({ csrfmiddlewaretoken: page.csrf, name: 'ada' }),
    })
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/'])
    expect(await whoIs(browser)).toBe('ada')
  })

  it('in mount, by a link, draws no page for whoever came', async () => {
    const browser = (await start()).browser()
    const response = await browser.fetch('/magic/')
    expect([response.status, response.headers.get('Location')]).toEqual([302, '/magic/'])
    expect(await whoIs(browser)).toBe('grace')
  })

  it('keeps what was kept for nobody, and not what was kept for another', async () => {
    const browser = (await start()).browser()
    await browser.fetch('/')
    await browser.fetch('/paint/red/')
    await browser.fetch('/log-in/')
    expect(await (await browser.fetch('/plain/')).json()).toEqual([users[0], { color: 'red' }])
    await browser.fetch('/magic/')
    expect(await (await browser.fetch('/plain/')).json()).toEqual([users[1], {}])
  })
})

describe('logging out', () => {
  it('ends the other pages of the browser, and no others', async () => {
    const server = await start()
    const [browser, other] = [server.browser(), server.browser('other')]
    await browser.fetch('/log-in/')
    await other.fetch('/log-in/')
    const pages = [await browser.open('/'), await browser.open('/'), await other.open('/')]
    for (const page of pages) await page.join()
    const waiting = await browser.open('/')
    const [here, there, elsewhere] = pages
    const { to } = await leave(browser, here!, 'logOut')
    expect(to).toBe('/')
    expect(await there!.next()).toMatchObject({ kind: 'refused', code: 'other_user', reload: true })
    expect(await waiting.join()).toMatchObject({ kind: 'refused', code: 'other_user' })
    expect(await elsewhere!.call('visit')).toMatchObject({ errors: [] })
    expect([await whoIs(browser), await whoIs(other)]).toEqual([null, 'ada'])
  })

  it('forgets what was kept', async () => {
    const browser = (await start()).browser()
    await browser.fetch('/')
    await browser.fetch('/paint/red/')
    await browser.fetch('/log-out/')
    expect(await (await browser.fetch('/plain/')).json()).toEqual([null, {}])
  })

  it('holds for other processes with the same store', async () => {
    const sessionStore = memory()
    const [first, second] = [await start({ sessionStore }), await start({ sessionStore })]
    const browser = first.browser()
    await browser.fetch('/log-in/')
    const abroad = second.browser()
    abroad.cookie = browser.cookie
    expect(await whoIs(abroad)).toBe('ada')
    await browser.fetch('/log-out/')
    expect(await whoIs(abroad)).toBe(null)
  })

  it('is what disconnectUser does everywhere', async () => {
    const server = await start()
    const [one, two, other] = ['one', 'two', 'other'].map((name) => server.browser(name))
    await one!.fetch('/log-in/')
    await two!.fetch('/log-in/')
    await other!.fetch('/magic/')
    const pages = [await one!.open('/'), await two!.open('/'), await other!.open('/')]
    for (const page of pages) await page.join()
    await disconnectUser({ id: 1 })
    expect(await pages[0]!.next()).toMatchObject({ code: 'other_user' })
    expect(await pages[1]!.next()).toMatchObject({ code: 'other_user' })
    expect(await pages[2]!.call('visit')).toMatchObject({ errors: [] })
    expect([await whoIs(one!), await whoIs(two!), await whoIs(other!)]).toEqual([
      null,
      null,
      'grace',
    ])
  })
})

describe('what a session keeps', () => {
  it('is stored when a turn is over, and read by every page and route of the browser', async () => {
    const server = await start()
    const browser = server.browser()
    const [here, there] = [await browser.open('/'), await browser.open('/')]
    await here.join()
    await there.join()
    await here.call('paint', { color: 'blue' })
    expect(await there.call('visit')).toMatchObject({ patch: expect.arrayContaining(['blue']) })
    expect(await (await browser.fetch('/plain/')).json()).toEqual([null, { color: 'blue' }])
    expect(await (await server.browser('other').fetch('/plain/')).json()).toEqual([null, {}])
  })

  it('takes a cookie from a route only where something is kept', async () => {
    const browser = (await start()).browser()
    expect((await browser.fetch('/plain/')).headers.getSetCookie()).toEqual([])
    const { headers } = await browser.fetch('/paint/red/')
    expect(headers.getSetCookie()).toHaveLength(1)
    // The route says that anybody may keep it, which holds only where no cookie comes with it.
    expect(headers.get('Cache-Control')).toBe('private, no-cache')
    expect((await browser.fetch('/paint/red/')).headers.get('Cache-Control')).toBe(
      'public, max-age=60',
    )
    expect(await (await browser.fetch('/plain/')).json()).toEqual([null, { color: 'red' }])
  })

  it('outlives the process in a store of its own', async () => {
    const sessionStore = { ...bound(memory()), close: async () => {} }
    const first = await start({ sessionStore })
    const browser = first.browser()
    await browser.fetch('/log-in/')
    await first.close()
    const later = (await start({ sessionStore })).browser()
    later.cookie = browser.cookie
    expect(await whoIs(later)).toBe('ada')
  })
})

/** A store whose methods can be taken apart from it. */
function bound(store: ReturnType<typeof memory>) {
  return {
    isDurable: store.isDurable,
    take: store.take.bind(store),
    write: store.write.bind(store),
    remove: store.remove.bind(store),
    removeUser: store.removeUser.bind(store),
  }
}

it('login takes a request of ours, and a user who can be found again', async () => {
  await expect(login(new Request('http://localhost/'), users[0]!)).rejects.toMatchObject({
    code: 'not_our_request',
  })
  class NamelessView extends LiveView {
    static template = ''
    override async mount(request: ViewRequest) {
      await expect(login(request, {})).rejects.toMatchObject({ code: 'user_without_id' })
    }
  }
  const server = await start({ urls: [path('', NamelessView)] })
  expect((await server.browser().fetch('/')).status).toBe(200)
})
