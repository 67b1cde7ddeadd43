import { describe, expect, it } from 'vitest'
import { TestSite, type TestSiteOptions } from '../../test/support/site.ts'
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
