import { eventHandler, LiveView, strictCsp } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

/** A box of 300 pixels in which rows are 30 high. */
const style = `<style>
  * { margin: 0 } #box { height: 300px; overflow: auto } #box > * { box-sizing: border-box }
</style>`

interface Row {
  id: number
  text: string
}

const rows = (count: number): Row[] =>
  Array.from({ length: count }, (_, i) => ({ id: i + 1, text: `row ${i + 1}` }))

abstract class ListView extends LiveView {
  rows = rows(10_000)

  @eventHandler({ params: { id: 'int', text: 'str' } })
  rename({ id, text }: { id: number; text: string }) {
    this.rows.find((row) => row.id === id)!.text = text
  }

  @eventHandler({ params: { at: 'int' } })
  insert({ at }: { at: number }) {
    const id = this.rows.length + 1
    this.rows.splice(at, 0, { id, text: `new ${id}` })
  }

  @eventHandler({ params: { at: 'int', count: 'int' } })
  remove({ at, count }: { at: number; count: number }) {
    this.rows.splice(at, count)
  }

  @eventHandler
  turnRound() {
    this.rows.reverse()
  }

  @eventHandler
  clear() {
    this.rows = []
  }
}

const buttons = `
  <button dj-click="rename" dj-value-id="5000" dj-value-text="changed">Rename 5000</button>
  <button dj-click="rename" dj-value-id="2" dj-value-text="second">Rename 2</button>
  <button dj-click="insert" dj-value-at="0">Insert first</button>
  <button dj-click="insert" dj-value-at="5000">Insert in the middle</button>
  <button dj-click="remove" dj-value-at="0" dj-value-count="10">Remove ten</button>
  <button dj-click="turnRound">Turn round</button>
  <button dj-click="clear">Clear</button>`

class FixedView extends ListView {
  static template = pageOf(
    `${buttons}
    <p id="count">{{ rows|length }}</p>
    <ul id="box" dj-virtual dj-virtual-item-height="30">
      {% for row in rows %}
        <li dj-key="{{ row.id }}" style="height: 30px">{{ row.text }} <input aria-label="note {{ row.id }}"></li>
      {% empty %}
        <li>nothing</li>
      {% endfor %}
    </ul>`,
    style,
  )
}

class MeasuredView extends ListView {
  static template = pageOf(
    `${buttons}
    <p id="count">{{ rows|length }}</p>
    <div id="box" dj-virtual>
      {% for row in rows %}
        <p dj-key="{{ row.id }}" style="padding-bottom: {% if row.id|divisibleby:3 %}50{% else %}7{% endif %}px">{{ row.text }}</p>
      {% endfor %}
    </div>`,
    style,
  )
}

const box = (page: Page) => page.locator('#box')
const rowsIn = (page: Page) => page.locator('#box > :not([data-djust-spacer])')
const scrollBox = (page: Page, top: number) =>
  box(page).evaluate((element, to) => element.scrollTo({ top: to, behavior: 'instant' }), top)
const heightOf = (page: Page) => box(page).evaluate((element) => element.scrollHeight)

/** What is at the upper edge of the box, and how far above it begins. */
const topRow = (page: Page) =>
  box(page).evaluate((element) => {
    const { top } = element.getBoundingClientRect()
    const row = [...element.children].find(
      (child) =>
        !child.hasAttribute('data-djust-spacer') &&
        child.getBoundingClientRect().bottom > top + 0.5,
    )
    return row && `${row.textContent!.trim()} ${Math.round(top - row.getBoundingClientRect().top)}`
  })

describe('a virtual list', () => {
  it('has only the rows in sight in the page, and is as high as all', async () => {
    const page = await browser.show(FixedView)
    await soon(() => rowsIn(page).count()).toBeLessThan(40)
    expect(await heightOf(page)).toBe(300_000)
    expect(await topRow(page)).toBe('row 1 0')
    await scrollBox(page, 150_015)
    await soon(() => topRow(page)).toBe('row 5001 15')
    expect(await rowsIn(page).count()).toBeLessThan(40)
    await scrollBox(page, 300_000)
    await soonText(page, '#box > li:nth-last-child(2)').toContain('row 10000')
  })

  it('takes changes of rows that are not in the page', async () => {
    const page = await browser.show(FixedView)
    await press(page, 'Rename 5000')
    await press(page, 'Insert in the middle')
    await soonText(page, '#count').toBe('10001')
    await scrollBox(page, 4_999 * 30)
    await soon(async () =>
      (await rowsIn(page).allTextContents()).map((text) => text.trim()),
    ).toEqual(expect.arrayContaining(['row 4999', 'changed', 'new 10001', 'row 5001']))
    await press(page, 'Turn round')
    await scrollBox(page, 0)
    await soon(() => topRow(page)).toBe('row 10000 0')
    await press(page, 'Clear')
    await soonText(page, '#box').toMatch(/^\s*nothing\s*$/)
    await press(page, 'Insert first')
    await soonText(page, '#box').toMatch(/^\s*new 1\s*$/)
  })

  it('stays where it is when rows above come and go', async () => {
    const page = await browser.show(FixedView)
    await scrollBox(page, 6_010)
    await soon(() => topRow(page)).toBe('row 201 10')
    await press(page, 'Insert first')
    await soonText(page, '#count').toBe('10001')
    expect(await topRow(page)).toBe('row 201 10')
    await press(page, 'Remove ten')
    await soonText(page, '#count').toBe('9991')
    expect(await topRow(page)).toBe('row 201 10')
    expect(await box(page).evaluate((element) => element.scrollTop)).toBe(6_010 - 9 * 30)
  })

  it('shows what is new at the very top', async () => {
    const page = await browser.show(FixedView)
    await press(page, 'Insert first')
    await soon(() => topRow(page)).toBe('new 10001 0')
  })

  it('keeps the row with the focus, and what was typed in any', async () => {
    const page = await browser.show(FixedView)
    await page.getByLabel('note 1', { exact: true }).fill('one')
    await page.getByLabel('note 2', { exact: true }).fill('two')
    await scrollBox(page, 90_000)
    await soon(() => topRow(page)).toBe('row 3001 0')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'note 2',
    )
    expect(await page.getByLabel('note 1', { exact: true }).count()).toBe(0)
    expect(await heightOf(page)).toBe(300_000)
    await page.keyboard.type(' and more')
    await press(page, 'Rename 2')
    await scrollBox(page, 0)
    await soon(() => page.getByLabel('note 1', { exact: true }).inputValue()).toBe('one')
    expect(await page.getByLabel('note 2', { exact: true }).inputValue()).toBe('two and more')
    await soonText(page, '#box > li:nth-child(3)').toContain('second')
  })

  it('measures rows of different heights, and does not jump when it is scrolled', async () => {
    const page = await browser.show(MeasuredView)
    await soon(() => rowsIn(page).count()).toBeLessThan(60)
    const height = await heightOf(page)
    await scrollBox(page, Math.round(height / 2))
    await soon(() => topRow(page)).toMatch(/^row/)
    const before = await topRow(page)
    await press(page, 'Insert first')
    await soonText(page, '#count').toBe('10001')
    expect(await topRow(page)).toBe(before)
    // Rows that nobody has seen are measured on the way up.
    await press(page, 'Turn round')
    await soon(() => heightOf(page)).toBeGreaterThan(height - 1_000)
  })

  it('follows the wheel', async () => {
    const page = await browser.show(MeasuredView)
    await box(page).hover()
    for (let i = 0; i < 20; i++) await page.mouse.wheel(0, 200)
    await soon(() => box(page).evaluate((element) => element.scrollTop)).toBe(4_000)
    const texts = (await rowsIn(page).allTextContents()).map((text) => Number(text.slice(4)))
    expect(texts).toEqual(texts.map((_, i) => texts[0]! + i))
    expect(texts[0]).toBeGreaterThan(20)
  })

  it('is scrolled by the page where what is around it only scrolls sideways', async () => {
    class WideView extends ListView {
      static template = pageOf(
        `${buttons}<p id="count">{{ rows|length }}</p>
        <div style="overflow-x: auto"><table><tbody dj-virtual dj-virtual-item-height="24">
          {% for row in rows %}<tr dj-key="{{ row.id }}"><td style="height: 24px; padding: 0">{{ row.text }}</td></tr>{% endfor %}
        </tbody></table></div>`,
        style,
      )
    }
    const page = await browser.show(WideView)
    await soon(() => page.locator('tbody tr').count()).toBeLessThan(80)
    await page.evaluate(() => window.scrollTo(0, 120_000))
    await soonText(page, 'tbody').toMatch(/row (49|50)\d\d\b/)
    expect(await page.locator('tbody tr').count()).toBeLessThan(80)
  })

  it('finds that its box scrolls once there is enough in it', async () => {
    class GrowingView extends FixedView {
      override rows = rows(2)

      @eventHandler
      override turnRound() {
        this.rows = rows(1_000)
      }
    }
    const page = await browser.show(GrowingView)
    await press(page, 'Turn round')
    await soonText(page, '#count').toBe('1000')
    await scrollBox(page, 15_000)
    await soon(() => topRow(page)).toBe('row 501 0')
    expect(await rowsIn(page).count()).toBeLessThan(40)
  })

  it('works in a table, under the strictest policy', async () => {
    class TableView extends ListView {
      static template = pageOf(
        `${buttons}<p id="count">{{ rows|length }}</p><link rel="stylesheet" href="data:text/css,">
        <table><tbody dj-virtual dj-virtual-item-height="25">{% for row in rows %}
          <tr dj-key="{{ row.id }}"><td>{{ row.text }}</td></tr>{% endfor %}</tbody></table>`,
      )
      override rows = rows(2_000)
    }
    const contentSecurityPolicy = `${strictCsp.replace("style-src 'self'", "style-src 'self' data:")}; require-trusted-types-for 'script'; trusted-types djust`
    const page = await browser.page()
    await page.addInitScript(() => {
      window.violations = []
      document.addEventListener('securitypolicyviolation', (event) => {
        window.violations.push(`${event.violatedDirective} ${event.blockedURI}`)
      })
    })
    await openIn(page, await serveViews({ '': TableView }, { contentSecurityPolicy }))
    await soon(() => page.locator('tbody tr').count()).toBeLessThan(80)
    await page.evaluate(() => window.scrollTo(0, 25_000))
    await soonText(page, 'tbody').toContain('row 1001')
    await press(page, 'Remove ten')
    await soonText(page, '#count').toBe('1990')
    expect(await page.evaluate(() => document.body.scrollHeight)).toBeGreaterThan(1_990 * 20)
    expect(await page.evaluate(() => window.violations)).toEqual([])
  })
})
