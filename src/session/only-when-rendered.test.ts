import { describe, expect, it } from 'vitest'
import { durableMemory, moveTo, twoSites } from '../../test/support/two-sites.ts'
import { TestSite } from '../../test/support/site.ts'
import type { TestPage } from '../../test/support/test-page.ts'
import { JS } from '../shared/js.ts'
import { Component, LiveComponent } from '../view/component.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { path } from '../view/routes.ts'

const askingToo = { onlyWhenRendered: true } as const

/** Calls a handler. @returns the code with which it was refused, or null */
async function refusal(page: TestPage, handler: string, componentId?: string) {
  const { errors } = await page.call(handler, {}, componentId ? { componentId } : {})
  return errors[0]?.code ?? null
}

const siteOf = (View: ViewClass, more = {}): TestSite =>
  new TestSite({ urls: [path('', View)], ...more })

class OrderView extends LiveView {
  static template = `
    <p>{{ ordered }}</p>
    {% if items %}<button dj-click="order">Order</button>{% endif %}
    <ul>{% for item in items %}<li>{% if item.may %}<b dj-click="remove({ id: 1 })">x</b>{% endif %}</li>
      {% empty %}<li dj-click="refill">none</li>{% endfor %}</ul>
    <i {% if ordered > 1 %}dj-click="undo"{% endif %}></i>
    <u dj-click="{{ choice }}" dj-keydown.enter="type"></u>`
  static handlers = handlers<OrderView>()({
    order: askingToo,
    remove: askingToo,
    refill: askingToo,
    undo: askingToo,
    type: askingToo,
    later: askingToo,
    set: { params: { name: 'str', value: 'json' } },
    look: {},
  })
  items: { may: boolean }[] = []
  choice = 'look'
  ordered = 0

  order() {
    this.ordered += 1
  }

  remove() {
    this.items = []
  }

  refill() {
    this.items = [{ may: false }]
  }

  undo() {
    this.ordered = 0
  }

  type() {}

  later() {}

  look() {}

  set({ name, value }: { name: string; value: unknown }) {
    Object.assign(this, { [name]: value })
  }
}

describe('a handler that is onlyWhenRendered', () => {
  it('is called by commands that the page shows', async () => {
    class CommandView extends LiveView {
      static template =
        `{% if step %}<b dj-click="JS.hide('#{{ step }}').push('first')">x</b>{% endif %}
        <i dj-click="{{ chain }}">y</i>`
      static handlers = handlers<CommandView>()({ first: askingToo, second: askingToo, next: {} })
      step = ''
      get chain() {
        return this.step === 'two' ? JS.push('second') : JS.show('#x')
      }
      first() {}
      second() {}
      next() {
        this.step = this.step === 'one' ? 'two' : 'one'
      }
    }
    const page = await siteOf(CommandView).join()
    expect(await refusal(page, 'first')).toBe('not_callable')
    await page.call('next')
    expect(await refusal(page, 'first')).toBeNull()
    expect(await refusal(page, 'second')).toBe('not_callable')
    await page.call('next')
    expect(await refusal(page, 'second')).toBeNull()
  })

  it('can be called while the page shows an element that calls it, and is unknown otherwise', async () => {
    const page = await siteOf(OrderView).join()
    expect(await refusal(page, 'type')).toBeNull()
    expect(await refusal(page, 'look')).toBeNull()
    expect(await refusal(page, 'order')).toBe('not_callable')
    await page.call('set', { name: 'items', value: [{ may: false }] })
    expect(await refusal(page, 'order')).toBeNull()
    await page.call('set', { name: 'items', value: [] })
    expect(await refusal(page, 'order')).toBe('not_callable')
  })

  it('looks into rows, and what is shown in place of them', async () => {
    const page = await siteOf(OrderView).join()
    expect(await refusal(page, 'remove')).toBe('not_callable')
    expect(await refusal(page, 'refill')).toBeNull()
    expect(await refusal(page, 'refill')).toBe('not_callable')
    expect(await refusal(page, 'remove')).toBe('not_callable')
    await page.call('set', { name: 'items', value: [{ may: false }, { may: true }] })
    expect(await refusal(page, 'remove')).toBeNull()
    expect(await refusal(page, 'remove')).toBe('not_callable')
  })

  it('looks at attributes that come and go, and at those that data names', async () => {
    const page = await siteOf(OrderView).join()
    await page.call('set', { name: 'ordered', value: 1 })
    expect(await refusal(page, 'undo')).toBe('not_callable')
    await page.call('set', { name: 'ordered', value: 2 })
    expect(await refusal(page, 'undo')).toBeNull()
    expect(await refusal(page, 'later')).toBe('not_callable')
    await page.call('set', { name: 'choice', value: '"later"' })
    expect(await refusal(page, 'later')).toBeNull()
  })

  it('asks a page that went on in another process, or was asleep', async () => {
    const { first, second } = twoSites(OrderView, 'beforeReply', durableMemory())
    const page = await first.join()
    await page.call('set', { name: 'items', value: [{ may: false }] })
    const moved = await moveTo(second, page)
    await moved.join()
    await moved.next()
    expect(await refusal(moved, 'remove')).toBe('not_callable')
    second.registry.rest()
    second.registry.rest()
    expect(second.registry.asleep).toBe(1)
    expect(await refusal(moved, 'remove')).toBe('not_callable')
    expect(await refusal(moved, 'order')).toBeNull()
  })

  it('asks a form that is posted without JavaScript', async () => {
    class FormView extends OrderView {
      override mount() {
        this.items = [{ may: false }]
      }
    }
    const post = (handler: string) => ({ post: { handler, params: {} } })
    expect((await siteOf(FormView).open('/', post('order'))).html).toContain('<p>1</p>')
    await expect(siteOf(FormView).get('/', post('remove'))).rejects.toMatchObject({
      code: 'not_callable',
    })
  })

  it('stays so where a subclass says more of the handler', async () => {
    class MoreView extends OrderView {
      static handlers = handlers<MoreView>()({ order: { description: 'Orders.' } })
    }
    expect(await refusal(await siteOf(MoreView).join(), 'order')).toBe('not_callable')
  })

  it('is refused where nobody knows whether the page shows what calls it', () => {
    const rows = (list: string) => {
      class RowsView extends LiveView {
        static template = `<ul id="rows" dj-update="append">${list}</ul>`
        static handlers = handlers<RowsView>()({ remove: askingToo })
        items = []
        remove() {}
      }
      return () => siteOf(RowsView).site.programs.of(RowsView, () => undefined)
    }
    const row = '{% for item in items %}<li id="{{ item.id }}" dj-click="remove"></li>{% endfor %}'
    expect(rows(row)).toThrow(expect.objectContaining({ code: 'caller_not_seen' }))
  })
})

describe('such a handler of a component', () => {
  class Item extends LiveComponent<{ id: string }> {
    static template = '{% if isOpen %}<b dj-click="close">x</b><b dj-click="sell">s</b>{% endif %}'
    static handlers = handlers<Item>()({ close: askingToo, open: {} })
    isOpen = false

    open() {
      this.isOpen = true
    }

    close() {
      this.isOpen = false
    }
  }

  class Mark extends Component {
    static template = '<b dj-click="sell">s</b>'
  }

  class ShopView extends LiveView {
    static template = '{% if isShown %}{{ one }}{{ other }}{{ mark }}{% endif %}<p>{{ sold }}</p>'
    static handlers = handlers<ShopView>()({ sell: askingToo, hide: {} })
    one = new Item({ id: 'one' })
    other = new Item({ id: 'other' })
    mark = new Mark({})
    isShown = true
    sold = 0

    sell() {
      this.sold += 1
    }

    hide() {
      this.isShown = false
    }
  }

  it('is asked of the template of the component that the event comes from', async () => {
    const page = await siteOf(ShopView).join()
    expect(await refusal(page, 'close', 'one')).toBe('not_callable')
    await page.call('open', {}, { componentId: 'one' })
    expect(await refusal(page, 'close', 'other')).toBe('not_callable')
    expect(await refusal(page, 'close', 'one')).toBeNull()
  })

  it('may be one of the view around it', async () => {
    const page = await siteOf(ShopView).join()
    expect(await refusal(page, 'sell')).toBe('not_callable')
    expect(await refusal(page, 'sell', 'one')).toBe('not_callable')
    expect(await refusal(page, 'sell', 'mark')).toBeNull()
  })

  it('is gone with its component, though the view still holds it', async () => {
    const page = await siteOf(ShopView).join()
    await page.call('open', {}, { componentId: 'one' })
    await page.call('hide')
    for (const [handler, id] of [
      ['close', 'one'],
      ['sell', 'mark'],
    ] as const)
      expect(await refusal(page, handler, id)).toBe('not_callable')
  })
})
