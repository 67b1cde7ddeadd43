import { describe, expect, it } from 'vitest'
import { TestSite, type TestSiteOptions } from '../../test/support/site.ts'
import { twoSites } from '../../test/support/two-sites.ts'
import { userName } from './user-name.ts'
import { LiveComponent } from '../view/component.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { path } from '../view/routes.ts'

function siteOf(View: ViewClass, given: Partial<TestSiteOptions> = {}): TestSite {
  return new TestSite({ urls: [path('', View), path('other/', View)], ...given })
}

abstract class EmptyView extends LiveView {
  static template = '<p>{{ text }}</p>'
  text = ''
}

describe('a view that sends the browser elsewhere', () => {
  it.each([
    ['/login/', '/login/'],
    ['next/?a=1#part', '/next/?a=1#part'],
    ['http://localhost/own/', '/own/'],
    ['http://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\t/evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/a\r\nSet-Cookie: a=b', '/aSet-Cookie:%20a=b'],
  ])('from mount redirects the request: %j', async (to, location) => {
    class MovingView extends EmptyView {
      override mount() {
        this.subscribe('topic')
        return this.liveRedirect(to)
      }
      override handleParams() {
        throw new Error('it has gone')
      }
    }
    const site = siteOf(MovingView)
    expect(await site.get('/')).toEqual({ redirect: location })
    expect(site.bus.subscribers).toBe(0)
  })

  it('with parameters adds them', async () => {
    class MovingView extends EmptyView {
      override mount() {
        this.liveRedirect('/login/?a=1', { params: { next: '/?b=2', a: 3 } })
      }
    }
    const redirect = '/login/?a=3&next=%2F%3Fb%3D2'
    expect(await siteOf(MovingView).get('/')).toEqual({ redirect })
  })

  it('to its own address, as it should be, redirects once', async () => {
    class PagedView extends EmptyView {
      override handleParams({ page = '' }: Record<string, string>) {
        this.livePatch({ params: { page: Math.max(1, Number(page)) } })
        this.text = page
      }
    }
    const site = siteOf(PagedView)
    expect(await site.get('/?page=0')).toEqual({ redirect: '/?page=1' })
    expect((await site.open('/?page=1')).html).toContain('<p>1</p>')
  })
})

describe('a view', () => {
  it('is mounted with the request and the parameters of its address, then gets the query', async () => {
    const calls: unknown[] = []
    class NotingView extends EmptyView {
      override async mount(request: Request, params: unknown) {
        await new Promise(setImmediate)
        calls.push(['mount', request.url, params])
      }
      override handleParams(params: unknown, uri: string) {
        calls.push(['handleParams', params, uri])
      }
    }
    const site = new TestSite({ urls: [path('items/<int:id>/', NotingView)] })
    await site.open('/items/3/?q=a%20b&q=c')
    expect(calls).toEqual([
      ['mount', 'http://localhost/items/3/?q=a%20b&q=c', { id: 3 }],
      ['handleParams', { q: 'c' }, '/items/3/?q=a%20b&q=c'],
    ])
  })

  it('that cannot be mounted is not kept', async () => {
    class FailingView extends EmptyView {
      override mount() {
        this.subscribe('topic')
        throw new Error('no database')
      }
    }
    const site = siteOf(FailingView)
    await expect(site.open()).rejects.toThrow('no database')
    expect(site.bus.subscribers).toBe(0)
  })

  it('that is not mounted in time is not kept', async () => {
    class HangingView extends EmptyView {
      override async mount() {
        this.subscribe('topic')
        await new Promise(() => {})
      }
    }
    const site = siteOf(HangingView, { handlerTimeoutMs: 10 })
    await expect(site.open()).rejects.toMatchObject({ code: 'handler_timeout' })
    expect(site.bus.subscribers).toBe(0)
  })
})

describe('a form posted without JavaScript', () => {
  class FormView extends EmptyView {
    override mount() {
      this.text = 'mounted'
    }
    @eventHandler({ params: { text: 'str', isSure: 'bool' } })
    async save({ text, isSure }: { text: string; isSure: boolean }) {
      await new Promise(setImmediate)
      this.text = `saved ${text} ${isSure}`
    }
    @eventHandler
    leave() {
      this.liveRedirect('/thanks/')
    }
    @eventHandler
    load() {
      const query = {
        then: (resolve: () => void) => {
          this.text = 'loaded'
          resolve()
        },
      }
      return query as unknown as Promise<void>
    }
  }
  const post = (handler: string, params = {}) => ({ post: { handler, params } })

  it('runs its handler, in which boxes that are not sent are not checked', async () => {
    const page = await siteOf(FormView).open('/', post('save', { text: 'x' }))
    expect(page.html).toContain('<p>saved x false</p>')
  })

  it('may go elsewhere', async () => {
    expect(await siteOf(FormView).get('/', post('leave'))).toEqual({ redirect: '/thanks/' })
  })

  it('waits for a query that only begins when somebody waits for it', async () => {
    expect((await siteOf(FormView).open('/', post('load'))).html).toContain('<p>loaded</p>')
  })

  it.each([
    ['mount', {}, 'not_callable'],
    ['__proto__', {}, 'not_callable'],
    ['save', {}, 'bad_params'],
    ['save', { text: 'x', more: '1' }, 'bad_params'],
  ])('cannot call %s with %j', async (name, params, code) => {
    const site = siteOf(FormView)
    await expect(site.get('/', post(name, params))).rejects.toMatchObject({ code })
  })

  it('leads to a page that goes on with its view', async () => {
    const page = await siteOf(FormView).open('/', post('save', { text: 'x' }))
    expect(await page.join()).toMatchObject({ how: 'claimed' })
    expect(await page.call('save', { text: 'y', isSure: true })).toMatchObject({
      patch: [0, 'saved y true'],
    })
  })
})

describe('a page on which a form has acted', () => {
  class TotalPart extends LiveComponent {
    static template = '<form dj-submit="double"></form><i>{{ amount }} {{ since }}</i>'
    amount = 1
    since = 'made'

    @eventHandler
    double() {
      this.amount *= 2
    }
    override restored() {
      this.since = 'restored'
    }
  }
  class CartView extends LiveView {
    static template =
      '<form dj-submit="add"><input name="what"></form><p>{{ items|join:" " }}</p>{{ total }}'
    items: string[] = []
    note: unknown = ''
    total = new TotalPart()

    @eventHandler({ params: { what: 'str' } })
    add({ what }: { what: string }) {
      this.items.push(what)
      this.subscribe('cart')
    }
    override handleInfo() {
      this.items.push('told')
    }
    @eventHandler
    keep() {
      this.items.push('kept')
      this.note = Promise.resolve()
    }
  }
  const post = (handler: string, params = {}) => ({ post: { handler, params } })
  const paragraph = ({ html }: { html: string }) =>
    /<p>(.*?)<\/p>/.exec(html.replace(/<!--.*?-->/g, ''))![1]!.trim()

  /** Two processes with one store. */
  function two(View: ViewClass): TestSite[] {
    const { site } = twoSites(View)
    return [site({ isAlone: false }), site({ isAlone: false })]
  }

  it('may be got from another process, and lives on there', async () => {
    const [first, second] = two(CartView)
    const opened = await first!.get('/?a=1', post('add', { what: 'tea' }))
    expect(opened).toMatchObject({ redirect: '/?a=1', posted: expect.any(String) })
    const { posted } = opened as { posted: string }
    const nobody = await second!.open('/?a=1', { posted, id: 'browser-2' })
    expect(paragraph(nobody)).toBe('')
    const page = await second!.open('/?a=1', { posted })
    expect(paragraph(page)).toBe('tea')
    await page.join()
    second!.bus.publish('cart', null)
    expect(await page.next()).toMatchObject({ patch: [1, 'tea told'] })
    expect(paragraph(await second!.open('/?a=1', { posted }))).toBe('')
    expect(first!.bus.subscribers).toBe(0)
  })

  it('has its components as they were', async () => {
    const [first, second] = two(CartView)
    const form = post('double', { componentId: 'total' })
    const { posted } = (await first!.get('/', form)) as { posted: string }
    const { html } = await second!.open('/', { posted })
    expect(html.replace(/<!--.*?-->/g, '')).toContain('2 restored</i>')
  })

  it('is shown at once where another process could not show all of it', async () => {
    class FeedView extends CartView {
      static override template =
        `${CartView.template}<ul id="feed">{% for row in streams.feed %}<li id="{{ row.id }}"></li>{% endfor %}</ul>`

      override mount() {
        this.stream('feed', [])
      }
    }
    for (const [View, handler] of [
      [CartView, 'keep'],
      [FeedView, 'add'],
    ] as const) {
      const [site] = two(View)
      const page = await site!.get('/', post(handler, handler === 'add' ? { what: 'kept' } : {}))
      expect(page).toHaveProperty('html', expect.stringContaining('kept'))
    }
  })

  it('is shown at once where too many pages wait', async () => {
    const site = new TestSite({ urls: [path('', CartView)], limits: { maxPendingSessions: 0 } })
    expect(await site.get('/', post('add', { what: 'tea' }))).toHaveProperty('html')
  })

  it('is gone with the login of its visitor', async () => {
    const user = { id: 1 }
    const { site, store } = twoSites(CartView)
    const alone = new TestSite({ urls: [path('', CartView)], getUser: () => user })
    const shared = site({ isAlone: false, getUser: () => user })
    const ends: [TestSite, () => unknown][] = [
      [alone, () => alone.registry.endUser(userName(user))],
      [alone, () => alone.registry.endBrowser('browser-1', null)],
      [shared, () => store.removeUser(userName(user))],
    ]
    for (const [site, end] of ends) {
      const { posted } = (await site.get('/', post('add', { what: 'tea' }))) as { posted: string }
      await end()
      expect(paragraph(await site.open('/', { posted }))).toBe('')
    }
  })

  it('is for nobody else who has logged in meanwhile', async () => {
    let user = { id: 1 }
    const site = new TestSite({ urls: [path('', CartView)], getUser: () => user })
    const { posted } = (await site.get('/', post('add', { what: 'tea' }))) as { posted: string }
    user = { id: 2 }
    expect(paragraph(await site.open('/', { posted }))).toBe('')
  })

  it('is for nobody who has no access to it by then', async () => {
    let isOpen = true
    class GuardedView extends CartView {
      override checkPermissions() {
        return isOpen
      }
    }
    const site = new TestSite({ urls: [path('', GuardedView)] })
    const { posted } = (await site.get('/', post('add', { what: 'tea' }))) as { posted: string }
    isOpen = false
    expect(await site.get('/', { posted })).toEqual({ status: 403 })
    isOpen = true
    expect(paragraph(await site.open('/', { posted }))).toBe('')
    expect(site.bus.subscribers).toBe(0)
  })
})
