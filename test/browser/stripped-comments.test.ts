import { eventHandler, LiveView } from 'djust'
import { expect } from 'vitest'
import { rule } from '../support/rule.ts'
import {
  isSameDocument,
  markDocument,
  openIn,
  press,
  soon,
  soonText,
  useBrowser,
} from './support/browser.ts'
import { Frames } from './support/frames.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

rule('stripped comments', 'a page works although a proxy strips its comments', async () => {
  class Page extends LiveView {
    static template = pageOf(`
      <button type="button" dj-click="add">Add</button>
      <p class="{{ kind }}">Hello {{ name }}, you have {{ rows|length }} rows</p>
      {% if rows|length > 2 %}<strong>Many</strong> rows{% else %}<em>Few</em> rows{% endif %}
      <table><tbody>
        {% for row in rows %}<tr><td>{{ row }}</td><td>{{ forloop.counter }}</td></tr>{% endfor %}
      </tbody></table>
      <svg viewBox="0 0 9 9"><circle r="{{ rows|length }}"></circle></svg>
      <select name="choice" aria-label="Choice" dj-change="choose">
        {% for row in rows %}<option {% if row == choice %}selected{% endif %}>{{ row }}</option>{% endfor %}
      </select>
    `)
    name = 'Ada'
    rows = ['one', 'two']
    choice = 'two'
    kind = 'calm'

    @eventHandler
    add() {
      this.rows.push('three')
      this.name = 'Grace'
      this.kind = 'busy'
    }

    @eventHandler
    choose({ value }: { value: string }) {
      this.choice = value
      this.name = value
    }
  }
  const strip = (html: string) => html.replace(/<!--[^]*?-->/g, '')
  const page = await browser.page()
  const frames = new Frames(page)
  await openIn(page, await serveViews({ '': Page }, {}, strip))
  await markDocument(page)
  await press(page, 'Add')
  await soonText(page, 'p').toBe('Hello Grace, you have 3 rows')
  expect(await page.locator('p').getAttribute('class')).toBe('busy')
  expect(await page.locator('strong').count()).toBe(1)
  expect(await page.locator('em').count()).toBe(0)
  expect(await page.locator('td').allTextContents()).toEqual(['one', '1', 'two', '2', 'three', '3'])
  expect(await page.locator('circle').evaluate((circle) => circle instanceof SVGElement)).toBe(true)
  expect(await page.locator('circle').getAttribute('r')).toBe('3')
  expect(await page.getByLabel('Choice').inputValue()).toBe('two')

  expect(frames.sent.filter((frame) => JSON.parse(frame)[1] === 'resync')).toHaveLength(1)

  await page.getByLabel('Choice').selectOption('three')
  await soonText(page, 'p').toBe('Hello three, you have 3 rows')
  await soon(() => page.getByLabel('Choice').inputValue()).toBe('three')
  expect(await isSameDocument(page)).toBe(true)
})

rule(
  'another element at start',
  'a page works although a proxy writes other elements',
  async () => {
    class Page extends LiveView {
      static template = pageOf(`
      <button type="button" dj-click="add">Add</button><h1>{{ n }}</h1><p><b>{{ n }}</b></p>
    `)
      n = 1

      @eventHandler
      add() {
        this.n += 1
      }
    }
    const rewrite = (html: string) => html.replaceAll(/(<\/?)h1>/g, '$1h2>')
    const page = await browser.page()
    await page.goto(await serveViews({ '': Page }, {}, rewrite))
    await soonText(page, 'h1').toBe('1')
    await press(page, 'Add')
    await soonText(page, 'h1').toBe('2')
    expect(await page.locator('main').innerText()).toBe('Add\n2\n\n2')
  },
)
