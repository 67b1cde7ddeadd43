import { describe, expect, it } from 'vitest'
import { TestSite } from '../../test/support/site.ts'
import { moveTo, twoSites } from '../../test/support/two-sites.ts'
import { LiveComponent } from '../view/component.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'

class Price extends LiveComponent<{ amount: number }> {
  static template = '<b id="{{ own }}">{{ props.amount }} {{ currency }}</b>'

  get currency() {
    return this.consumeContext('currency', 'none')
  }

  get own() {
    return this.uniqueId('price')
  }
}

class Row extends LiveComponent<{ currency?: string }> {
  static template = '<div>{{ price }}</div>'
  price = new Price({ amount: 1 })

  override mount() {
    if (this.props.currency) this.provideContext('currency', this.props.currency)
  }
}

class ShopView extends LiveView {
  static template = '<i id="{{ own }}"></i>{{ total }}{{ row }}{{ special }}'
  static handlers = handlers<ShopView>()({ price: {} })
  total = new Price({ amount: 2 })
  row = new Row({})
  special = new Row({ currency: 'USD' })

  get own() {
    return this.uniqueId('total')
  }

  price() {
    this.provideContext('currency', 'PLN')
  }
}

const pageOf = (View: typeof LiveView) => new TestSite({ urls: [path('', View)] }).join()

/** What a page, or a frame, shows in place of currencies. */
const currencies = (shown: unknown) => JSON.stringify(shown).match(/none|PLN|USD/g)

/** The ids of elements in a page. */
const idsIn = (html: string) => [...html.matchAll(/ id="(dj-[^"]*)"/g)].map(([, id]) => id!)

describe('what those around a component provide', () => {
  it('is that of the nearest, and followed', async () => {
    const page = await pageOf(ShopView)
    expect(currencies(page.html)).toEqual(['none', 'none', 'USD'])
    const { patch } = (await page.call('price')) as { patch: unknown }
    expect(currencies(patch)).toEqual(['PLN', 'PLN'])
  })

  it('is still there in another process, under the same ids', async () => {
    const { first, second } = twoSites(ShopView)
    const page = await first.join()
    await page.call('price')
    const moved = await moveTo(second, page)
    await moved.join()
    const fill = await moved.next()
    expect(currencies(fill)).toEqual(['PLN', 'PLN', 'USD'])
    for (const id of idsIn(page.html)) expect(JSON.stringify(fill)).toContain(`"${id}"`)
  })

  it('is missed where nobody does and nothing stands for it', async () => {
    class Lost extends LiveComponent {
      static template = '{{ theme }}'
      get theme() {
        return this.consumeContext('them')
      }
    }
    class LostView extends LiveView {
      static template = '<p>{{ lost }}</p>'
      lost = new Lost()
      override mount() {
        this.provideContext('theme', 'dark')
      }
    }
    await expect(pageOf(LostView)).rejects.toThrow(
      'Lost consumes "them", which nobody around it provides. Did you mean "theme"?',
    )
  })
})

describe('unique ids', () => {
  it('differ between the components of a page, and are the same in each page', async () => {
    const { html } = await pageOf(ShopView)
    const ids = idsIn(html)
    expect(ids[0]).toBe('dj-total')
    expect(new Set(ids).size).toBe(4)
    for (const id of ids) expect(id).toMatch(/^dj-[\w-]+$/)
    expect(idsIn((await pageOf(ShopView)).html)).toEqual(ids)
  })

  it('are known once a page shows the component, and no sooner', () => {
    expect(() => new Price({ amount: 1 }).own).toThrow('Call it in mount()')
    expect(() => new Price({ amount: 1 }).currency).toThrow('Call it in mount()')
  })

  it('consist of what a selector can name', async () => {
    class OddView extends LiveView {
      static template = '<p id="{{ odd }}"></p>'
      get odd() {
        return this.uniqueId('a b')
      }
    }
    await expect(pageOf(OddView)).rejects.toThrow('letters, digits')
  })
})
