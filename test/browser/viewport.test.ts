import { eventHandler, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { soon, useBrowser } from './support/browser.ts'
import { pageOf } from './support/serve-views.ts'

const browser = useBrowser()

const style =
  '<style>* { margin: 0 } #box { height: 300px; overflow: auto } #box > p { height: 40px }</style>'

class FeedView extends LiveView {
  static template = pageOf(
    `<output>{{ asked }}</output>
    <div id="box" dj-viewport-top="earlier" dj-viewport-bottom="later" dj-value-step="20">
      {% for n in numbers %}<p dj-key="{{ n }}">{{ n }}</p>{% endfor %}
    </div>`,
    style,
  )
  numbers = Array.from({ length: 40 }, (_, i) => i + 1)
  asked = ''

  @eventHandler({ params: { step: 'int' } })
  earlier({ step }: { step: number }) {
    this.asked += 'e'
    const first = this.numbers[0]!
    if (first <= -99) return
    this.numbers.unshift(...Array.from({ length: step }, (_, i) => first - step + i))
  }

  @eventHandler({ params: { step: 'int' } })
  later({ step }: { step: number }) {
    this.asked += 'l'
    const last = this.numbers.at(-1)!
    if (last >= 80) return
    this.numbers.push(...Array.from({ length: step }, (_, i) => last + 1 + i))
  }
}

class VirtualFeedView extends FeedView {
  static override template = FeedView.template.replace(
    'id="box"',
    'id="box" dj-virtual dj-virtual-item-height="40"',
  )
}

class StreamFeedView extends FeedView {
  static override template = FeedView.template.replace('in numbers', 'in streams.numbers')

  mount() {
    this.stream('numbers', this.numbers)
  }

  @eventHandler({ params: { step: 'int' } })
  override earlier({ step }: { step: number }) {
    const known = this.numbers.length
    super.earlier({ step })
    this.stream('numbers', this.numbers.slice(0, this.numbers.length - known), { at: 0 })
  }

  @eventHandler({ params: { step: 'int' } })
  override later({ step }: { step: number }) {
    const known = this.numbers.length
    super.later({ step })
    this.stream('numbers', this.numbers.slice(known))
  }
}

const asked = (page: Page) => page.locator('output').innerText()
const scrollBox = (page: Page, top: number) =>
  page
    .locator('#box')
    .evaluate((element, to) => element.scrollTo({ top: to, behavior: 'instant' }), top)

/** The row at the upper edge of the box. */
const topRow = (page: Page) =>
  page.locator('#box').evaluate((element) => {
    const { top } = element.getBoundingClientRect()
    const rows = [...element.querySelectorAll('p')]
    return rows.find((row) => row.getBoundingClientRect().bottom > top + 0.5)?.textContent
  })

describe.each([
  ['a list', FeedView],
  ['a virtual list', VirtualFeedView],
  ['a stream', StreamFeedView],
])('the ends of %s', (_, View) => {
  it('ask for more once each, in both directions, and what is in sight stays', async () => {
    const page = await browser.show(View)
    // Its first row is in sight from the beginning.
    await soon(() => asked(page)).toBe('e')
    await soon(() => topRow(page)).toBe('1')
    await scrollBox(page, 100_000)
    await soon(() => asked(page)).toBe('el')
    await soon(() => topRow(page)).toBe('33')
    await scrollBox(page, 0)
    await soon(() => asked(page)).toBe('ele')
    await soon(() => topRow(page)).toBe('-19')
  })

  it('are quiet when there is no more', async () => {
    const page = await browser.show(View)
    await soon(() => asked(page)).toBe('e')
    for (const expected of ['el', 'ell', 'elll']) {
      await scrollBox(page, 1_000_000)
      await soon(() => asked(page)).toBe(expected)
    }
    await scrollBox(page, 2_000)
    await scrollBox(page, 1_000_000)
    await page.waitForTimeout(200)
    expect(await asked(page)).toBe('elll')
  })
})
