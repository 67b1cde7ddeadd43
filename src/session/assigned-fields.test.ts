import { describe, expect, it } from 'vitest'
import { settled } from '../../test/support/gate.ts'
import { TestSite } from '../../test/support/site.ts'
import { durableMemory, moveTo, twoSites } from '../../test/support/two-sites.ts'
import { liveView } from '../view/function-view.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { path } from '../view/routes.ts'

let log: LogView
class LogView extends LiveView {
  static handlers = handlers<LogView>()({ add: {}, push: {}, turn: {}, fail: {} })
  static template =
    '<ul id="log" dj-update="append">{% for line in lines %}<li id="l{{ line }}">{{ line }}</li>{% endfor %}</ul>' +
    '<p>{{ note }}</p><b>{{ count }}</b>{% if broken %}{{ broken|date }}{{ broken.x }}{% endif %}'
  static temporaryAssigns = { lines: [] as number[], note: '' }

  lines = [1, 2]
  note = 'hello'
  count = 2
  get broken() {
    if (this.count > 90) throw new Error('broken')
    return null
  }

  mount() {
    log = this
  }

  add() {
    this.lines = [++this.count]
    this.note = `line ${this.count}`
  }

  push() {
    this.lines.push(++this.count)
  }

  turn() {
    this.count = -this.count
  }

  fail() {
    this.add()
    this.count = 99
  }
}

describe('temporaryAssigns', () => {
  it('lets go of a field once it is drawn; the browser keeps what it shows', async () => {
    const site = new TestSite({ urls: [path('', LogView)] })
    const page = await site.open('/')
    expect(page.html).toContain('<li id="l2">2</li>')
    expect(page.html).toContain('hello')
    expect([log.lines, log.note]).toEqual([[], ''])
    await page.join()
    expect((await page.call('turn')).patch).toEqual([2, '-2'])
    expect((await page.call('turn')).patch).toEqual([2, '2'])
    expect((await page.call('add')).patch).toEqual([0, [[-1, 0, ['l3', '3']]], 1, 'line 3', 2, '3'])
    expect((await page.call('push')).patch).toEqual([0, [[-1, 0, ['l4', '4']]], 2, '4'])
    expect([log.lines, log.note]).toEqual([[], ''])
    expect(log.lines).not.toBe(LogView.temporaryAssigns.lines)
  })

  it('repeats nothing when the page asks for all values', async () => {
    const site = new TestSite({ urls: [path('', LogView)] })
    const page = await site.join()
    await page.call('add')
    page.send({ kind: 'resync', session: 0 })
    expect(await page.next()).toMatchObject({
      kind: 'fill',
      values: [[null, []], [null, ''], '3', [1]],
    })
    expect((await page.call('push')).patch).toEqual([0, [[-1, 0, ['l4', '4']]], 2, '4'])
  })

  it('keeps what could not be drawn for the next render', async () => {
    const site = new TestSite({ urls: [path('', LogView)] })
    const page = await site.join()
    expect((await page.call('fail')).errors).toMatchObject([{ code: 'render_failed' }])
    expect(log.lines).toEqual([3])
    expect((await page.call('turn')).patch).toEqual([
      0,
      [[-1, 0, ['l3', '3']]],
      1,
      'line 3',
      2,
      '-99',
    ])
  })

  it('is stored as what fields go back to, and as it is while nobody has seen it', async () => {
    const store = durableMemory()
    const { first, second } = twoSites(LogView, 'beforeReply', store)
    const page = await first.join()
    await page.call('add')
    page.drop()
    log.lines = [7]
    await first.registry.close(1_000)
    const moved = await moveTo(second, page)
    await moved.join()
    expect(await moved.next()).toMatchObject({
      values: [[[-1, 0, ['l7', '7']]], [null, ''], '3', [1]],
    })
    expect([log.lines, log.note]).toEqual([[], ''])
  })
})

let shop: ShopView
class ShopView extends LiveView {
  static handlers = handlers<ShopView>()({ choose: {}, change: {}, grow: {} })
  static template =
    '{% for item in items %}<i {% if item == chosen %}class="on"{% endif %}>{{ item }}</i>{% endfor %}'
  static staticAssigns = ['items']

  items = ['a', 'b']
  chosen = ''

  mount() {
    shop = this
  }

  choose() {
    this.chosen = 'b'
  }

  change() {
    this.items = ['c']
  }

  grow() {
    this.items.push('d')
  }
}

describe('staticAssigns', () => {
  it('shows a field as it was, whatever becomes of it', async () => {
    const site = new TestSite({ urls: [path('', ShopView)] })
    const page = await site.join()
    expect((await page.call('change')).patch).toBeNull()
    expect((await page.call('choose')).patch).toEqual([0, [0, 1, [0, 'on']]])
    page.send({ kind: 'resync', session: 0 })
    expect(await page.next()).toMatchObject({
      values: [
        [
          [false, 'a'],
          ['on', 'b'],
        ],
      ],
    })
    expect(site.logged).toEqual([])
    expect(shop.items).toEqual(['c'])
  })

  it.each(['change', 'grow'])('tells the author of one that changes (%s)', async (how) => {
    const site = new TestSite({ urls: [path('', ShopView)], isDevelopment: true })
    const page = await site.join()
    expect((await page.call('choose')).errors).toEqual([])
    const { errors, patch } = await page.call(how)
    if (how === 'change') expect(patch).toBeNull()
    expect(errors).toMatchObject([{ event: 0, code: 'static_changed' }])
    expect((await page.call('choose')).errors).toEqual([])
    expect(site.logged).toHaveLength(1)
    expect(site.logged[0]).toContain('ShopView.items is in staticAssigns and has changed')
  })

  it('goes on in another process, as it was stored', async () => {
    const { first, second } = twoSites(ShopView)
    const page = await first.join()
    await page.call('choose')
    page.drop()
    const moved = await moveTo(second, page)
    await moved.join()
    expect(await moved.next()).toMatchObject({
      values: [
        [
          [false, 'a'],
          ['on', 'b'],
        ],
      ],
    })
    await settled()
  })
})

describe('what they name', () => {
  const refused = async (View: ViewClass) => {
    const site = new TestSite({ urls: [path('', View)] })
    return await site
      .open('/')
      .catch((error: Error & { code: string }) => `${error.code}: ${error.message}`)
  }

  it('has to be a field, which is known once the view is mounted', async () => {
    class Misspelt extends LogView {
      static override temporaryAssigns = { lines: [], nots: '' } as never
    }
    expect(await refused(Misspelt)).toBe(
      'unknown_field: static temporaryAssigns of Misspelt names "nots", which is no field of it. Did you mean "note"? Its fields: lines, note, count.',
    )
    class Other extends LogView {
      static staticAssigns = ['shop']
    }
    expect(await refused(Other)).toContain('static staticAssigns of Other names "shop"')
  })

  it('may be what a function view returns', async () => {
    const View = liveView(
      { template: '<p>{{ text }}</p>', temporaryAssigns: { text: '' } },
      () => ({
        text: 'a',
        say() {
          this.text = 'b'
        },
      }),
    )
    const site = new TestSite({ urls: [path('', View)] })
    const page = await site.join()
    expect((await page.call('say')).patch).toEqual([0, 'b'])
    expect((await page.call('say')).patch).toEqual([0, 'b'])
  })
})
