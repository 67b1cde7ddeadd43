import {
  cache,
  clientState,
  debounce,
  eventHandler,
  LiveComponent,
  LiveView,
  optimistic,
  permissionRequired,
  rateLimit,
  throttle,
} from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { feature } from '../support/feature.ts'
import { openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { Frames } from './support/frames.ts'
import { Gate } from './support/gate.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

/** The texts of elements right now: without waiting, so before an answer comes. */
function textsNow(page: Page, selector: string): Promise<string[]> {
  return page.evaluate(
    (all) => [...document.querySelectorAll(all)].map(({ textContent }) => textContent ?? ''),
    selector,
  )
}

/** A page whose handlers wait for the test. */
function likes(gate: Gate) {
  return class LikeView extends LiveView {
    static template = pageOf(`
      <button type="button" dj-click="toggle" aria-pressed="{{ liked|yesno:'true,false' }}">Like</button>
      <button type="button" dj-click="more">More</button>
      <button type="button" dj-click="mark" dj-value-at="3">Third</button>
      <button type="button" dj-click="fail">Fail</button>
      <button type="button" dj-click="wrong" dj-value-by="x">Wrong</button>
      <button type="button" dj-click="often">Often</button>
      <button type="button" dj-click="admin">Admin</button>
      <button type="button" dj-click="turn">Turn</button>
      <p id="count" class="count {% if liked %}on{% endif %}" {% if liked %}title="You too"{% endif %}>{{ count }} like{{ count|pluralize }}</p>
      <p id="state">{% if liked %}<b>♥</b>{% else %}♡{% endif %}</p>
      {% for row in rows %}<i class="{% if at == 3 %}third{% endif %}">{{ row }}:{{ at }}</i>{% endfor %}
      <button type="button" dj-click="settle">Settle</button>
      <p id="side">{{ side }}</p>
      <input aria-label="Note" name="note" value="{{ note }}">`)
    liked = false
    count = 3
    at = 0
    side = 'left'
    note = 'n'
    rows = ['a', 'b']

    @optimistic async toggle() {
      this.liked = !this.liked
      this.count = this.liked ? this.count + 1 : this.count - 1
      await gate.pass()
    }

    @optimistic({ count: 'count|add:1' }) async more() {
      await gate.pass()
      this.count += 1
    }

    @eventHandler({ params: { at: 'int' } })
    @optimistic({ at: 'at' })
    async mark({ at }: { at: number }) {
      await gate.pass()
      this.at = at * 2
    }

    @optimistic({ side: '"settled"' }) @debounce(60_000) settle() {
      this.side = 'settled'
    }

    @optimistic async fail() {
      await gate.pass()
      if (this.count > 0) throw new Error('no')
      this.liked = true
    }

    @optimistic({ count: '99' })
    @eventHandler({ params: { by: 'int' } })
    wrong(_: { by: number }) {}

    @rateLimit({ rate: 0.001, burst: 1 })
    @optimistic({ count: 'count|add:10' })
    often() {}

    @optimistic({ count: '99' }) @permissionRequired('app.admin') @eventHandler admin() {}

    @optimistic({ side: (view) => (view.side === 'left' ? 'right' : 'left') }) async turn() {
      await gate.pass()
      this.side = this.side === 'left' ? 'right' : 'left'
    }
  }
}

async function likePage(gate: Gate) {
  const page = await browser.page()
  const frames = new Frames(page)
  await openIn(page, await serveViews({ '': likes(gate) }))
  return { page, frames }
}

describe('what a click will change', () => {
  feature(
    '@optimistic',
    'is shown before the answer, in texts, attributes and branches',
    async () => {
      const gate = new Gate()
      const { page } = await likePage(gate)
      await press(page, 'Like')
      expect(await textsNow(page, '#count, #state')).toEqual(['4 likes', '♥'])
      expect(await page.locator('#count').getAttribute('class')).toBe('count on')
      expect(await page.locator('#count').getAttribute('title')).toBe('You too')
      expect(await page.getByRole('button', { pressed: true }).count()).toBe(1)
      gate.open()
      await press(page, 'Like')
      await soonText(page, '#state').toBe('♡')
      expect(await textsNow(page, '#count')).toEqual(['3 likes'])
      expect(await page.locator('#count').getAttribute('title')).toBeNull()
    },
  )

  feature(
    '@optimistic with data',
    'is what an expression says of fields and parameters',
    async () => {
      const gate = new Gate()
      const { page } = await likePage(gate)
      await press(page, 'Third')
      expect(await textsNow(page, 'i')).toEqual(['a:3', 'b:3'])
      expect(await page.locator('i.third').count()).toBe(2)
      gate.open()
      await soon(() => textsNow(page, 'i')).toEqual(['a:6', 'b:6'])
      expect(await page.locator('i.third').count()).toBe(0)
    },
  )

  it('may be what a function says', async () => {
    const gate = new Gate()
    const { page } = await likePage(gate)
    await press(page, 'Turn')
    expect(await textsNow(page, '#side')).toEqual(['right'])
    gate.open()
    await press(page, 'Turn')
    await soonText(page, '#side').toBe('left')
  })

  it('is shown at once where the event waits for a pause', async () => {
    const { page, frames } = await likePage(new Gate())
    const sent = frames.sent.length
    await press(page, 'Settle')
    expect(await textsNow(page, '#side')).toEqual(['settled'])
    expect(frames.sent.length).toBe(sent)
    await page.getByLabel('Note').focus()
    await soon(() => frames.sent.length).toBe(sent + 1)
  })

  it('adds up while several answers are awaited', async () => {
    const gate = new Gate()
    const { page, frames } = await likePage(gate)
    for (let i = 0; i < 3; i++) await press(page, 'More')
    expect(await textsNow(page, '#count')).toEqual(['6 likes'])
    await soon(() => gate.waiting).toBe(1)
    gate.letThrough()
    await soon(() => frames.received.filter((frame) => frame.startsWith('[0,1')).length).toBe(1)
    expect(await textsNow(page, '#count')).toEqual(['6 likes'])
    gate.open()
    await soon(() => frames.received.filter((frame) => /^\[0,[123],/.test(frame)).length).toBe(3)
    expect(await textsNow(page, '#count')).toEqual(['6 likes'])
  })

  feature(
    'optimistic rollback',
    'is taken back when the handler throws or is refused',
    async () => {
      const gate = new Gate()
      const { page } = await likePage(gate)
      await page.getByLabel('Note').fill('typed')
      await press(page, 'Fail')
      expect(await textsNow(page, '#state')).toEqual(['♥'])
      gate.open()
      await soonText(page, '#state').toBe('♡')
      await press(page, 'Wrong')
      await soonText(page, '#count').toBe('3 likes')
      await press(page, 'Admin')
      await soonText(page, '#count').toBe('3 likes')
      await press(page, 'Often')
      await press(page, 'Often')
      await soonText(page, '#count').toBe('3 likes')
      expect(await page.getByLabel('Note').inputValue()).toBe('typed')
    },
  )
})

class TabsBox extends LiveComponent<object> {
  static template =
    '<p class="box">{% if tab == "two" %}Box two{% else %}Box other{% endif %}, {{ tab }}</p>'
  tab = 'one'

  @clientState(['tab'])
  @eventHandler({ params: { tab: 'str' } })
  setTab({ tab }: { tab: string }) {
    this.tab = tab
  }
}

class TabsView extends LiveView {
  static template = pageOf(`
    {% for each in tabs %}<button type="button" dj-click="setTab" dj-value-tab="{{ each.id }}" class="tab {% if tab == each.id %}on{% endif %}">{{ each.name }}</button>{% endfor %}
    {% if tab == 'one' %}<section>One: {{ seen }}</section>{% elif tab == 'two' %}<section>Two: <input aria-label="Second"> {{ seen }}</section>{% endif %}
    <output>{{ tab }}</output>
    {{ box }}
    <button type="button" dj-click="look">Look</button>
    <button type="button" dj-click="home">Home</button>`)
  tabs = [
    { id: 'one', name: 'First' },
    { id: 'two', name: 'Second' },
    { id: 'three', name: 'Third' },
  ]
  tab = 'one'
  seen = 'nothing'
  box = new TabsBox({})

  @clientState(['tab'])
  @eventHandler({ params: { tab: 'str' } })
  setTab({ tab }: { tab: string }) {
    this.tab = tab
  }

  @eventHandler look() {
    this.seen = `${this.tab} and ${this.box.tab}`
  }

  @eventHandler home() {
    this.tab = 'one'
  }
}

describe('what the browser keeps', () => {
  async function tabsPage() {
    const page = await browser.page()
    const frames = new Frames(page)
    await openIn(page, await serveViews({ '': TabsView }))
    frames.forget()
    return { page, frames }
  }

  feature(
    '@clientState',
    'is set at once, everywhere in the page, and nothing is sent',
    async () => {
      const { page, frames } = await tabsPage()
      await press(page, 'Second')
      expect(await textsNow(page, 'output, .box')).toEqual(['two', 'Box two, two'])
      await page.waitForTimeout(100)
      expect(frames.sent).toEqual([])
      await press(page, 'Look')
      await soonText(page, 'section').toContain('two and two')
      expect(frames.sent[0]).toContain('{"tab":"two"}')
      expect(await textsNow(page, 'output, .box')).toEqual(['two', 'Box two, two'])
      await press(page, 'Look')
      await soon(() => frames.sent.length).toBe(2)
      expect(frames.sent[1]).not.toContain('two')
    },
  )

  feature(
    'places that show client state',
    'are worked out in the browser, with other values beside them',
    async () => {
      const { page } = await tabsPage()
      await press(page, 'Second')
      expect(await textsNow(page, '.on')).toEqual(['Second'])
      await page.getByLabel('Second').fill('draft')
      await press(page, 'Third')
      expect(await page.locator('section').count()).toBe(0)
      await press(page, 'Look')
      await press(page, 'First')
      await soonText(page, 'section').toBe('One: three and three')
      await press(page, 'Second')
      expect(await page.getByLabel('Second').inputValue()).toBe('draft')
      await soonText(page, 'section').toContain('three and three')
    },
  )

  it('is the server’s again once it has written it', async () => {
    const { page } = await tabsPage()
    await press(page, 'Third')
    await press(page, 'Home')
    await soonText(page, 'output').toBe('one')
    await soonText(page, 'section').toBe('One: nothing')
    expect(await textsNow(page, '.on')).toEqual(['First'])
  })
})

class SearchView extends LiveView {
  static template = pageOf(`
    <input aria-label="Search" dj-change="search"><output>{{ result }}</output><p>{{ ran }}</p>
    <button type="button" dj-click="quick">Quick</button><b>{{ n }}</b>`)
  result = ''
  n = 0
  static _ran = 0
  get ran() {
    return SearchView._ran
  }

  @cache({ ttl: 60_000, keyParams: ['value'], fields: ['result'] })
  search({ value }: { value: string }) {
    SearchView._ran++
    this.result = value.toUpperCase()
  }

  @throttle(100) @optimistic quick() {
    this.n += 1
  }
}

describe('decorators of handlers', () => {
  feature('@cache', 'puts results back without running the handler', async () => {
    const page = await browser.show(SearchView)
    for (const text of ['a', 'b', 'a']) {
      await page.getByLabel('Search').fill(text)
      await page.keyboard.press('Tab')
      await soonText(page, 'output').toBe(text.toUpperCase())
    }
    expect(await textsNow(page, 'p')).toEqual(['2'])
  })

  feature(
    'decorators act by themselves',
    'make a method callable, several on one, with nothing in the template',
    async () => {
      const page = await browser.show(SearchView)
      await press(page, 'Quick')
      expect(await textsNow(page, 'b')).toEqual(['1'])
      await soonText(page, 'b').toBe('1')
    },
  )
})
