import { describe, expect, it } from 'vitest'
import { gate, settled } from '../../test/support/gate.ts'
import { pageOf, siteOf, TestSite } from '../../test/support/site.ts'
import { eventHandler } from '../view/event-handler.ts'
import { handler, liveView } from '../view/function-view.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { login } from './login.ts'

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

  it.each([
    ['once', false, 2],
    ['once, and once more for a second look in development', true, 3],
  ])('is read from each getter %s', async (_, isDevelopment, readsAfterTurn) => {
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
    const { page } = await pageOf(GetterView, { isDevelopment })
    expect(reads).toBe(1)
    await page.call('increment')
    // The document that claims the page shows it already.
    expect(reads).toBe(readsAfterTurn)
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
    class PlainView extends LiveView {
      static template =
        '<html><head></head><body dj-view="{{ dj_view_id }}"><p>{{ count }}</p></body></html>'
      count = 0
      @eventHandler increment() {
        this.count += 1
      }
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
