import { describe, expect, it } from 'vitest'
import { gate, settled } from '../../test/support/gate.ts'
import { pageOf, siteOf, TestSite } from '../../test/support/site.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'

describe('messages for the user', () => {
  class FlashView extends LiveView {
    static template =
      '{% for m in messages %}<p class="{{ m.level }}">{{ m.message }}</p>{% endfor %}'
    @eventHandler save() {
      this.putFlash('success', 'Saved')
    }
    @eventHandler warn() {
      this.putFlash('warning', 'Careful')
    }
    @eventHandler clearWarnings() {
      this.clearFlash('warning')
    }
    @eventHandler saveAndGo() {
      this.putFlash('success', 'Saved')
      this.livePatch({ params: { saved: 1 } })
    }
  }

  async function shown(page: Awaited<ReturnType<TestSite['join']>>) {
    page.send({ kind: 'resync', session: 0 })
    for (;;) {
      const frame = await page.next()
      if (frame.kind === 'fill') return frame.values
    }
  }

  it('are shown, and taken away by level', async () => {
    const { page } = await pageOf(FlashView)
    await page.call('save')
    await page.call('warn')
    expect(await shown(page)).toEqual([
      [
        ['success', 'Saved'],
        ['warning', 'Careful'],
      ],
    ])
    await page.call('clearWarnings')
    expect(await shown(page)).toEqual([[['success', 'Saved']]])
  })

  it('go when the user goes to another address, and stay when the view does', async () => {
    const { page } = await pageOf(FlashView)
    await page.call('saveAndGo')
    expect(await shown(page)).toEqual([[['success', 'Saved']]])
    await page.visit('/?page=2')
    expect(await shown(page)).toEqual([[0]])
  })
})

describe('a message of a topic', () => {
  class ListeningView extends LiveView {
    static template = '<p>{{ heard }}</p>'
    heard = ''
    override mount() {
      this.subscribe('news')
      this.subscribe('news')
      this.heard = 'mounted'
    }
    override handleInfo(text: string) {
      if (text === 'bad') throw new Error('bad news')
      this.heard += ` ${text}`
    }
    @eventHandler stop() {
      this.unsubscribe('news')
    }
  }

  it('waits until the view is mounted', async () => {
    const mounting = gate()
    class SlowView extends ListeningView {
      override async mount() {
        super.mount()
        await mounting.pass()
        this.heard = 'mounted'
      }
    }
    const site = siteOf(SlowView)
    const opening = site.open()
    await mounting.reached
    site.bus.publish('news', 'early')
    await settled()
    mounting.open()
    expect((await opening).html).toContain('<p>mounted early</p>')
  })

  it('reaches a page that has not joined yet, one that has, and one that was away', async () => {
    const site = siteOf(ListeningView)
    const page = await site.open()
    site.bus.publish('news', 'one')
    await page.join()
    expect(await page.next()).toMatchObject({ patch: [0, 'mounted one'] })
    site.bus.publish('news', 'two')
    expect(await page.next()).toMatchObject({ upTo: 0, patch: [0, 'mounted one two'] })
    page.drop()
    site.bus.publish('news', 'three')
    await page.join()
    expect(await page.next()).toMatchObject({ patch: [0, 'mounted one two three'] })
  })

  it('that cannot be taken is told without an event', async () => {
    const { page, site } = await pageOf(ListeningView)
    site.bus.publish('news', 'bad')
    const errors = [{ event: 0, code: 'handler_failed' }]
    expect(await page.next()).toMatchObject({ upTo: 0, patch: null, errors })
  })

  it('comes no more once the view has unsubscribed', async () => {
    const { page, site } = await pageOf(ListeningView)
    await page.call('stop')
    expect(site.bus.subscribers).toBe(0)
  })

  it('comes no more once the session has ended, whatever still runs in it', async () => {
    const later = gate()
    class LateView extends ListeningView {
      @eventHandler async subscribeLater() {
        await later.pass()
        this.subscribe('more news')
      }
    }
    const { page, site } = await pageOf(LateView)
    page.event('subscribeLater')
    await later.reached
    const closed = site.registry.close(1_000)
    later.open()
    await closed
    await settled()
    expect(site.bus.subscribers).toBe(0)
  })
})

describe('addresses', () => {
  class OtherView extends LiveView {
    static template = ''
  }
  class ListView extends LiveView {
    static template = '<p>{{ seen }}</p>'
    seen = ''
    override handleParams(params: Record<string, string>, uri: string) {
      this.seen = `${uri} ${JSON.stringify(params)} ${JSON.stringify(this.params)}`
    }
    @eventHandler({ params: { to: 'json' } })
    patch({ to }: { to: any }) {
      this.livePatch(to)
    }
    @eventHandler({ params: { to: 'str', external: 'bool?' } })
    go({ to, external = false }: { to: string; external?: boolean }) {
      this.liveRedirect(to, { params: { from: 'list' }, replace: true, external })
    }
  }
  const urls = [
    path('list/', ListView),
    path('list/<int:id>/', ListView),
    path('other/', OtherView),
  ]
  const join = (uri = '/list/?a=1') => new TestSite({ urls }).join(uri)

  it.each([
    [{ params: { b: 2 } }, '/list/?b=2'],
    [{ params: { b: null, c: undefined, d: false } }, '/list/?d=false'],
    [{ params: {} }, '/list/'],
    [{ path: '/list/', params: { a: 2 } }, '/list/?a=2'],
    [{ path: '/list/?x=ä&x=2' }, '/list/?x=%C3%A4&x=2'],
    [{ path: 'http://localhost/list/', params: { q: 'a&b' } }, '/list/?q=a%26b'],
  ])('of the view can be changed by it: %j', async (to, uri) => {
    const page = await join()
    expect(await page.call('patch', { to })).toMatchObject({
      commands: [{ kind: 'url', to: uri, replace: false }],
    })
    const frame = await page.next()
    expect(JSON.stringify(frame)).toContain(JSON.stringify(`${uri} `).slice(1, -1))
  })

  it('keep their query when only the path is given', async () => {
    const page = await join()
    const answer = await page.call('patch', { to: { path: '/list/', replace: true } })
    expect(answer.commands).toEqual([{ kind: 'url', to: '/list/?a=1', replace: true }])
  })

  it.each([
    'http://evil.example/list/',
    '//evil.example/list/',
    '/\\evil.example/list/',
    '/\t/evil.example/list/',
    'javascript:alert(1)',
    'http://[',
  ])('of other sites cannot: %j', async (to) => {
    const page = await join()
    const answer = await page.call('patch', { to: { path: to } })
    expect(answer).toMatchObject({ commands: [], errors: [{ code: 'patch_leaves_view' }] })
    const errors = [{ event: 2, code: 'bad_address' }]
    expect(await page.visit(to)).toMatchObject({ patch: null, commands: [], errors })
  })

  it.each([
    ['/other/?a=2', 'navigate'],
    ['/list/5/', 'navigate'],
    ['/nowhere/', 'redirect'],
  ])(
    'of other views cannot either, but a browser that shows one is led there: %s',
    async (to, kind) => {
      const page = await join()
      const answer = await page.call('patch', { to: { path: to } })
      expect(answer).toMatchObject({ commands: [], errors: [{ code: 'patch_leaves_view' }] })
      const commands = [{ kind, to, replace: true }]
      expect(await page.visit(to)).toMatchObject({ patch: null, commands, errors: [] })
    },
  )

  it('of the same view bring their own parameters', async () => {
    const page = await join('/list/1/')
    const shown = '/list/2/?a=1&a=2 {"a":"2"} {"id":2}'
    expect(await page.visit('/list/2/?a=1&a=2')).toMatchObject({ patch: [0, shown] })
  })

  it('that the browser is sent to are ours', async () => {
    const page = await join()
    const command = (kind: string, to: string) => [{ kind, to, replace: true }]
    expect(await page.call('go', { to: '/other/#end' })).toMatchObject({
      commands: command('navigate', '/other/?from=list#end'),
    })
    expect(await page.call('go', { to: '/static/' })).toMatchObject({
      commands: command('redirect', '/static/?from=list'),
    })
    const foreign = [
      'http://evil.example/',
      '//evil.example',
      '/\\evil',
      '/.//evil',
      'javascript:x',
    ]
    for (const to of foreign) {
      expect(await page.call('go', { to })).toMatchObject({ commands: command('redirect', '/') })
    }
  })

  it('of another site are gone to where the handler means it', async () => {
    const page = await join()
    const { commands } = await page.call('go', { to: 'https://pay.example/?a=1', external: true })
    expect(commands).toEqual([
      { kind: 'redirect', to: 'https://pay.example/?a=1&from=list', replace: true },
    ])
    for (const to of ['javascript:x', 'data:text/html,x', 'ftp://a/'])
      expect((await page.call('go', { to, external: true })).commands).toEqual([
        { kind: 'redirect', to: '/', replace: true },
      ])
  })

  it('that are refused cannot write into the log', async () => {
    const site = new TestSite({ urls })
    const page = await site.join('/list/')
    await page.call('go', { to: 'http://evil.example/\nfake entry\u001b[2J' })
    expect(site.logged).toHaveLength(1)
    expect(site.logged[0]).not.toMatch(/[\n\u001b]/)
  })
})
