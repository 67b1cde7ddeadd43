import { afterEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { gate, settled } from '../../test/support/gate.ts'
import { TestSite, type TestSiteOptions } from '../../test/support/site.ts'
import { eventHandler } from '../view/event-handler.ts'
import { handler, liveView } from '../view/function-view.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { closeCodes } from '../wire/frames.ts'
import { login } from './login.ts'

function siteOf(View: ViewClass, given: Partial<TestSiteOptions> = {}): TestSite {
  return new TestSite({ urls: [path('', View)], ...given })
}

/** Joins a page of a view. */
async function pageOf(View: ViewClass, given: Partial<TestSiteOptions> = {}) {
  const site = siteOf(View, given)
  return { site, page: await site.join() }
}

afterEach(() => vi.useRealTimers())

class CounterView extends LiveView {
  static handlers = handlers<CounterView>()({
    increment: {},
    add: { params: { by: 'int' } },
    nothing: {},
    fail: {},
  })
  static template = '<p>{{ count }}</p>'
  count = 0
  increment() {
    this.count += 1
  }
  add({ by }: { by: number }) {
    this.count += by
  }
  nothing() {}
  notMarked() {}
  fail() {
    this.count += 1
    throw new Error('out of order')
  }
}

describe('an event', () => {
  it('that changes nothing gets an answer and nothing else', async () => {
    const { page } = await pageOf(CounterView)
    const answer = { number: 1, upTo: 1, patch: null, commands: [], errors: [] }
    expect(await page.call('nothing')).toMatchObject(answer)
  })

  it('gets its parameters converted as the handler says', async () => {
    const { page } = await pageOf(CounterView)
    expect(await page.call('add', { by: '3' })).toMatchObject({ patch: [0, '3'] })
    expect(await page.call('add', {}, { by: '4', other: 'x' })).toMatchObject({ patch: [0, '7'] })
  })

  it('that was sent twice counts once', async () => {
    const { page } = await pageOf(CounterView)
    await page.call('increment')
    page.sent = 0
    page.event('increment')
    expect(page.event('increment')).toBe(2)
    expect(await page.next()).toMatchObject({ number: 2, upTo: 2, patch: [0, '2'] })
  })

  it('with another before it missing ends the connection', async () => {
    const { page } = await pageOf(CounterView)
    page.sent = 5
    page.event('increment')
    expect(await page.closed).toBe(closeCodes.badFrame)
  })

  it.each([
    ['unknown', 'nowhere', {}, 'not_callable'],
    ['a method that is not marked', 'notMarked', {}, 'not_callable'],
    ['a method of the framework', 'handleInfo', {}, 'not_callable'],
    ['a name that every object has', '__proto__', {}, 'not_callable'],
    ['without its parameter', 'add', {}, 'bad_params'],
    ['with one that does not fit', 'add', { by: 'three' }, 'bad_params'],
    ['with one too many', 'add', { by: 1, of: 2 }, 'bad_params'],
    [
      'with a prototype within a parameter',
      'add',
      { by: [JSON.parse('{"__proto__":1}')] },
      'bad_params',
    ],
  ])('is answered when it is %s', async (_, name, params, code) => {
    const { page, site } = await pageOf(CounterView)
    expect(await page.call(name, params)).toMatchObject({ errors: [{ event: 1, code }] })
    expect(await page.call('increment')).toMatchObject({ patch: [0, '1'], errors: [] })
    expect(site.logged).toHaveLength(1)
  })

  it('is validated by a schema, also one that takes its time', async () => {
    class MailView extends LiveView {
      static template = '<p>{{ to }}</p>'
      to = ''
      @eventHandler({ params: z.object({ to: z.email().refine(async () => true) }) })
      send({ to }: { to: string }) {
        this.to = to
      }
    }
    const { page } = await pageOf(MailView)
    expect(await page.call('send', { to: 'a@b.example' })).toMatchObject({
      patch: [0, 'a@b.example'],
    })
    expect(await page.call('send', { to: 'nobody' })).toMatchObject({
      errors: [{ code: 'bad_params' }],
    })
  })

  it('waits for those before it', async () => {
    const slow = gate()
    class SlowView extends LiveView {
      static template = '<p>{{ done }}</p>'
      done = ''
      @eventHandler async slow() {
        await slow.pass()
        this.done += 'slow '
      }
      @eventHandler quick() {
        this.done += 'quick'
      }
    }
    const { page } = await pageOf(SlowView)
    page.event('slow')
    page.event('quick')
    await slow.reached
    await settled()
    slow.open()
    expect(await page.next()).toMatchObject({ upTo: 1, patch: [0, 'slow '] })
    expect(await page.next()).toMatchObject({ upTo: 2, patch: [0, 'slow quick'] })
  })

  it('waits for a query that only begins when somebody waits for it', async () => {
    class QueryView extends LiveView {
      static template = '<p>{{ rows }}</p>'
      rows = 0
      @eventHandler load() {
        const query = {
          then: (resolve: () => void) => {
            this.rows = 3
            resolve()
          },
        }
        return query as unknown as Promise<void>
      }
    }
    const { page } = await pageOf(QueryView)
    expect(await page.call('load')).toMatchObject({ patch: [0, '3'] })
  })
})

describe('a handler that fails', () => {
  it('shows what it had changed', async () => {
    const { page, site } = await pageOf(CounterView)
    const errors = [{ event: 1, code: 'handler_failed' }]
    expect(await page.call('fail')).toMatchObject({ patch: [0, '1'], errors })
    expect(site.logged[0]).toContain('CounterView: event 1 ended with handler_failed')
    expect(site.logged[0]).toContain('out of order')
  })

  it('tells its message in development only', async () => {
    const { page } = await pageOf(CounterView, { isDevelopment: true })
    const answer = await page.call('fail')
    expect(answer.errors).toEqual([{ event: 1, code: 'handler_failed', message: 'out of order' }])
    const production = await pageOf(CounterView)
    expect(JSON.stringify(await production.page.call('fail'))).not.toContain('out of order')
  })

  it('may throw what is no error', async () => {
    class ThrowingView extends LiveView {
      static template = ''
      @eventHandler async nothing() {
        throw undefined
      }
      @eventHandler text() {
        throw 'text'
      }
      @eventHandler strange() {
        throw Object.create(null)
      }
    }
    const { page } = await pageOf(ThrowingView, { isDevelopment: true, log() {} })
    expect((await page.call('nothing')).errors).toMatchObject([{ message: 'undefined' }])
    expect((await page.call('text')).errors).toMatchObject([{ message: 'text' }])
    expect((await page.call('strange')).errors).toMatchObject([{ code: 'handler_failed' }])
  })

  it('that never ends is answered, and the next event runs', async () => {
    class StuckView extends LiveView {
      static template = '<p>{{ count }}</p>'
      count = 0
      @eventHandler async stuck() {
        this.count += 1
        await new Promise(() => {})
      }
      @eventHandler increment() {
        this.count += 1
      }
    }
    const { page } = await pageOf(StuckView, { handlerTimeoutMs: 20 })
    page.event('stuck')
    page.event('increment')
    const errors = [{ event: 1, code: 'handler_timeout' }]
    expect(await page.next()).toMatchObject({ upTo: 1, patch: [0, '1'], errors })
    expect(await page.next()).toMatchObject({ upTo: 2, patch: [0, '2'], errors: [] })
  })

  it('after its time is up is nobody’s business any more', async () => {
    const late = gate()
    class LateView extends LiveView {
      static template = ''
      @eventHandler late() {
        return late.pass()
      }
    }
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const { page } = await pageOf(LateView, { handlerTimeoutMs: 10 })
    expect(await page.call('late')).toMatchObject({ errors: [{ code: 'handler_timeout' }] })
    late.fail(new Error('too late'))
    await settled()
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('is known to a page that was away when it happened', async () => {
    const waiting = gate()
    class AwayView extends LiveView {
      static template = ''
      @eventHandler wait() {
        return waiting.pass()
      }
    }
    const { page } = await pageOf(AwayView)
    page.event('wait')
    await waiting.reached
    page.drop()
    waiting.fail(new Error('failed'))
    await settled()
    expect(await page.join()).toMatchObject({ how: 'resumed', upTo: 1 })
    const errors = [{ event: 1, code: 'handler_failed' }]
    expect(await page.next()).toMatchObject({ kind: 'update', upTo: 1, errors })
  })
})

describe('a page that comes back', () => {
  class GoingView extends CounterView {
    static override handlers = handlers<GoingView>()({ go: {} })
    go() {
      this.liveRedirect('/')
    }
  }

  it('learns of a failure after it has all values', async () => {
    const waiting = gate()
    class WaitingView extends CounterView {
      @eventHandler wait() {
        return waiting.pass()
      }
    }
    const { page } = await pageOf(WaitingView)
    await page.call('increment')
    page.event('wait')
    await waiting.reached
    page.seen = 0
    page.drop()
    waiting.fail(new Error('failed'))
    await settled()
    await page.join()
    expect(await page.next()).toMatchObject({ kind: 'fill', upTo: 1, values: ['1'] })
    const errors = [{ event: 2, code: 'handler_failed' }]
    expect(await page.next()).toMatchObject({ kind: 'update', upTo: 2, patch: null, errors })
  })

  it('is not sent away twice', async () => {
    const { page } = await pageOf(GoingView)
    expect((await page.call('go')).commands).toHaveLength(1)
    page.drop()
    await page.join()
    page.event('increment')
    expect(await page.next()).toMatchObject({ upTo: 2, commands: [] })
  })

  it('is not sent away again by what it has acknowledged', async () => {
    const { page } = await pageOf(GoingView)
    await page.call('go')
    await page.call('increment')
    page.send({ kind: 'ack', session: 0, seen: 1 })
    await settled()
    page.seen = 0
    page.drop()
    await page.join()
    expect(await page.next()).toMatchObject({ kind: 'fill', upTo: 2 })
    page.event('increment')
    expect(await page.next()).toMatchObject({ upTo: 3, commands: [] })
  })
})

describe('what is shown', () => {
  class ContextView extends LiveView {
    static template = '<p>{{ first }} {{ second }}</p>'
    first = 1
    second = 2
    @eventHandler grow() {
      this.first += 1
    }
  }

  it('is what getContextData gives', async () => {
    class OverridingView extends ContextView {
      static override template = '<p>{{ first }}|{{ sum }}|{{ second }}</p>'
      override getContextData() {
        return { first: this.first, sum: this.first + this.second }
      }
    }
    const { page } = await pageOf(OverridingView)
    expect(page.html).toContain('<p><!---->1|<!---->3|<!----></p>')
    expect(await page.call('grow')).toMatchObject({ patch: [0, '2', 1, '4'] })
  })

  it('is what getContextData gives after a while', async () => {
    class AsyncView extends ContextView {
      static override template = '<p>{{ sum }}</p>'
      override async getContextData() {
        await new Promise(setImmediate)
        return { ...super.getContextData(), sum: this.first + this.second }
      }
    }
    const { page } = await pageOf(AsyncView)
    expect(page.html).toContain('<p>3</p>')
    expect(await page.call('grow')).toMatchObject({ patch: [0, '4'] })
  })

  it('does not wait for getContextData for ever', async () => {
    class HangingView extends ContextView {
      _isStuck = false
      @eventHandler stick() {
        this._isStuck = true
      }
      override async getContextData() {
        if (this._isStuck) await new Promise(() => {})
        return super.getContextData()
      }
    }
    const { page } = await pageOf(HangingView, { handlerTimeoutMs: 20 })
    const errors = [{ event: 1, code: 'handler_timeout' }]
    expect(await page.call('stick')).toMatchObject({ upTo: 1, patch: null, errors })
  })

  it('is read from each getter once', async () => {
    let reads = 0
    class GetterView extends LiveView {
      static template =
        '{{ total }}<div dj-root>{{ total }} {{ total }}{% if total %}{{ total }}{% endif %}</div>'
      count = 0
      get total() {
        reads += 1
        return this.count
      }
      @eventHandler increment() {
        this.count += 1
      }
    }
    const { page } = await pageOf(GetterView, { isDevelopment: true })
    expect(reads).toBe(1)
    await page.call('increment')
    // The document that claims the page shows it already.
    expect(reads).toBe(2)
  })

  it('stays as it is when it cannot be drawn, and is right again with the next event', async () => {
    class FragileView extends LiveView {
      static template = '<p>{{ first }}</p><p>{{ second }}</p>'
      first = 0
      _isBroken = false
      get second() {
        if (this._isBroken) throw new Error('broken')
        return this.first * 2
      }
      @eventHandler breakIt() {
        this.first += 1
        this._isBroken = true
      }
      @eventHandler mend() {
        this.first += 1
        this._isBroken = false
      }
    }
    const { page } = await pageOf(FragileView)
    const errors = [{ event: 1, code: 'render_failed' }]
    expect(await page.call('breakIt')).toMatchObject({ upTo: 1, patch: null, errors })
    expect(await page.call('mend')).toMatchObject({ patch: [0, '2', 1, '4'], errors: [] })
    await page.call('breakIt')
    page.send({ kind: 'resync', session: 0 })
    expect(await page.next()).toMatchObject({ patch: null, errors: [{ code: 'render_failed' }] })
    page.event('mend')
    expect(await page.next()).toMatchObject({ kind: 'fill', values: ['4', '8'] })
  })

  it('is not thought to be there when the connection was lost on the way', async () => {
    const context = gate()
    class LosingView extends ContextView {
      _isSlow = false
      @eventHandler slow() {
        this._isSlow = true
        this.first = 9
      }
      override async getContextData() {
        if (this._isSlow) await context.pass()
        return super.getContextData()
      }
    }
    const { page } = await pageOf(LosingView)
    page.event('slow')
    await context.reached
    page.drop()
    context.open()
    await settled()
    await page.join()
    expect(await page.next()).toMatchObject({ patch: [0, '9'], upTo: 1 })
  })

  it('warns in development of a value that changes outside of the live part', async () => {
    class OutsideView extends LiveView {
      static template = '<h1>{{ count }}</h1><div dj-root><p>{{ count }}</p></div>'
      count = 0
      @eventHandler increment() {
        this.count += 1
      }
    }
    const { page, site } = await pageOf(OutsideView, { isDevelopment: true })
    await page.call('increment')
    await page.call('increment')
    expect(site.logged).toHaveLength(1)
    expect(site.logged[0]).toContain('outside the live part')
    expect(site.logged[0]).toContain('> 1 | <h1>{{ count }}</h1>')
  })

  it('does not warn of what changes as somebody logs in, and the page leaves', async () => {
    class WelcomeView extends LiveView {
      static template = '<h1>{{ user.id }}</h1><div dj-root></div>'
      @eventHandler async enter() {
        await login(this.request, { id: 7 })
      }
    }
    const { page, site } = await pageOf(WelcomeView, { isDevelopment: true })
    await page.call('enter')
    expect(site.logged).toEqual([])
  })

  it('does not warn of what only the framework knows', async () => {
    class PlainView extends CounterView {
      static override template =
        '<html><head></head><body dj-view="{{ dj_view_id }}"><p>{{ count }}</p></body></html>'
    }
    const { page, site } = await pageOf(PlainView, { isDevelopment: true })
    await page.call('increment')
    expect(site.logged).toEqual([])
  })

  it('knows the request, who looks, and the parameters of the address', async () => {
    class AboutView extends LiveView {
      static template = '<p>{{ user.username }} {{ params.id }} {{ request.url }}</p>'
    }
    const site = new TestSite({
      urls: [path('items/<int:id>/', AboutView)],
      getUser: () => ({ username: 'ada' }),
    })
    const page = await site.open('/items/7/')
    const text = page.html.replace(/<!--.*?-->/g, '')
    expect(text).toContain('<p>ada 7 http://localhost/items/7/</p>')
  })
})

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

describe('a turn', () => {
  class TurnView extends LiveView {
    static template = '<p>{{ count }}</p>'
    count = 0
    log: string[] = []

    override mount() {
      this.defer(() => this.log.push(`page ${this.count}`))
    }

    @eventHandler
    quietly() {
      this.count += 1
      this.skipRender()
    }

    @eventHandler
    later() {
      this.count += 1
      this.defer(() => {
        this.count += 10
      })
    }
  }

  it('that skips its render is answered, and shown by the next one', async () => {
    const page = await new TestSite({ urls: [path('', TurnView)] }).join()
    expect(await page.call('quietly')).toMatchObject({ upTo: 1, patch: null })
    expect(await page.call('later')).toMatchObject({ upTo: 2, patch: [0, '2'] })
  })

  it('puts off what comes behind it', async () => {
    const page = await new TestSite({ urls: [path('', TurnView)] }).join()
    expect(await page.call('later')).toMatchObject({ patch: [0, '1'] })
    expect(await page.next()).toMatchObject({ upTo: 1, patch: [0, '11'] })
  })

  it('of mount puts it off until the page is there', async () => {
    const views: TurnView[] = []
    class Noting extends TurnView {
      override mount() {
        views.push(this)
        super.mount()
      }
    }
    const page = await new TestSite({ urls: [path('', Noting)] }).open()
    await settled()
    expect(views[0]!.log).toEqual([])
    await page.join()
    await settled()
    expect(views[0]!.log).toEqual(['page 0'])
  })
})

describe('what has changed', () => {
  class NoteView extends LiveView {
    static template = '<p>{{ changed }}</p>'
    title = 'Note'
    tags = ['a']
    date = new Date(0)
    _draft = 1

    override handleParams({ title = 'Note' }: Record<string, string>) {
      this.title = title
    }

    get changed() {
      return `${this.isDirty} ${this.changedFields.join()}`
    }

    @eventHandler
    edit() {
      this.tags.push('b')
      this.date = new Date(0)
      this._draft += 1
    }

    @eventHandler
    undo() {
      this.tags.pop()
    }

    @eventHandler
    save() {
      this.markClean()
    }
  }
  const urls = [path('', NoteView)]

  it('is told of public fields, against the page as it was opened or saved', async () => {
    const page = await new TestSite({ urls }).join('/?title=Own')
    expect(page.html).toContain('<p>false </p>')
    expect(await page.call('edit')).toMatchObject({ patch: [0, 'true tags'] })
    expect(await page.call('undo')).toMatchObject({ patch: [0, 'false '] })
    await page.call('edit')
    expect(await page.call('save')).toMatchObject({ patch: [0, 'false '] })
    expect(await page.call('undo')).toMatchObject({ patch: [0, 'true tags'] })
  })

  it('is still known after a restart', async () => {
    const site = new TestSite({ urls })
    const page = await site.join()
    await page.call('edit')
    await site.registry.close(1_000)
    const after = new TestSite({ urls, vault: site.site.vault })
    const moved = await after.open('/')
    const { documentName: document, token, csrf, seen } = page
    await moved.join({ document, token, csrf, seen, next: 2 })
    expect(await moved.next()).toMatchObject({ kind: 'fill', values: ['true tags'] })
  })

  it('is not known where the class did not speak of it', async () => {
    class PlainView extends LiveView {
      static template = '<p>{{ count }}</p>'
      count = 0
      override mount() {
        views.push(this)
      }
    }
    const views: PlainView[] = []
    await pageOf(PlainView)
    expect(() => views[0]?.isDirty).toThrow('Call this.markClean()')
  })
})

describe('the head of a page', () => {
  it('has a place for a title that a function view gives', async () => {
    const { page } = await pageOf(
      liveView({ template: '<p></p>' }, () => ({
        pageTitle: 'First',
        rename() {
          this.pageTitle = 'Second'
        },
      })),
    )
    expect(page.html).toContain('<title>First</title>')
    expect(await page.call('rename')).toMatchObject({ patch: [0, 'Second'] })
  })

  it('has none where the class does not speak of it, and says so', async () => {
    const name = (view: LiveView) => Object.assign(view, { [`page${'Title'}`]: 'Elsewhere' })
    class QuietView extends LiveView {
      static template = '<p></p>'
      override mount() {
        name(this)
      }
    }
    await expect(pageOf(QuietView)).rejects.toThrow('declare the field pageTitle in QuietView')
  })
})

describe('addresses', () => {
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
    path('other/', CounterView),
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

describe('a function view', () => {
  it('shows what it returned, and takes its handlers', async () => {
    const View = liveView({ template: '<p>{{ count }} {{ double }}</p>' }, async () => ({
      count: 1,
      get double() {
        return this.count * 2
      },
      increment() {
        this.count += 1
      },
      add: handler({ by: 'int' }, function (this: any, { by }) {
        this.count += by
      }),
    }))
    const { page } = await pageOf(View)
    expect(page.html.replace(/<!--.*?-->/g, '')).toContain('<p>1 2</p>')
    expect(await page.call('increment')).toMatchObject({ patch: [0, '2', 1, '4'] })
    expect(await page.call('add', { by: '3' })).toMatchObject({ patch: [0, '5', 1, '10'] })
    expect(await page.call('double')).toMatchObject({ errors: [{ code: 'not_callable' }] })
  })

  it('with a handler in its template that it did not return cannot be shown', async () => {
    const View = liveView({ template: '<button dj-click="incremnt">+</button>' }, () => ({
      increment() {},
    }))
    await expect(siteOf(View).open()).rejects.toThrow('Did you mean "increment"?')
  })
})

describe('a page that does not keep up', () => {
  it('is cut off when it lets events pile up', async () => {
    class StuckView extends LiveView {
      static template = ''
      @eventHandler wait() {
        return new Promise<void>(() => {})
      }
    }
    const { page } = await pageOf(StuckView)
    for (let i = 0; i < 1_100; i++) {
      page.event('wait')
      if (i % 100 === 0) await new Promise(setImmediate)
    }
    expect(await page.closed).toBe(closeCodes.overrun)
  })
})

it('writes each frame to the log when asked, and nothing otherwise', async () => {
  const { page, site } = await pageOf(CounterView, { logsPatches: true })
  await page.call('increment')
  expect(site.logged).toEqual([
    'CounterView ← [0,"joined","claimed",0,0]',
    'CounterView ← [0,1,1,[0,"1"]]',
  ])
})
