import { eventHandler, LiveView, publish } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { rule } from '../support/rule.ts'
import { openIn, press, soon, useBrowser } from './support/browser.ts'
import { Frames } from './support/frames.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

describe('a list of 1,000 rows', () => {
  class LongList extends LiveView {
    static template = pageOf(`
      <button dj-click="rename" dj-value-id="500">Rename</button>
      <button dj-click="insert">Insert</button>
      <ol>
        {% for todo in todos %}
        <li dj-key="{{ todo.id }}">{{ forloop.counter }}. <b>{{ todo.title }}</b></li>
        {% endfor %}
      </ol>
    `)

    todos = Array.from({ length: 1000 }, (_, id) => ({ id, title: `to-do ${id}` }))

    @eventHandler({ params: { id: 'int' } })
    rename({ id }: { id: number }) {
      this.todos[id]!.title = 'renamed'
    }

    @eventHandler
    insert() {
      this.todos.push({ id: 1000, title: 'added' })
    }
  }

  rule('fewest moves', 'is sent only the title that changed', async () => {
    const { page, frames } = await openLongList()
    await press(page, 'Rename')
    await soon(() => page.locator('b').nth(500).textContent()).toBe('renamed')
    await soon(() => frames.received.length).toBe(1)
    expect(frames.received[0]).toContain('"renamed"')
    expect(frames.received[0]).not.toContain('to-do')
    expect(frames.bytes).toBeLessThan(100)
  })

  rule('fewest moves', 'is sent only the row that was added', async () => {
    const { page, frames } = await openLongList()
    await press(page, 'Insert')
    await soon(() => page.locator('li').nth(1000).textContent()).toBe('1001. added')
    await soon(() => frames.received.length).toBe(1)
    expect(frames.received[0]).toContain('"added"')
    expect(frames.received[0]).not.toContain('to-do')
    expect(frames.bytes).toBeLessThan(100)
  })

  async function openLongList() {
    const page = await browser.page()
    const frames = new Frames(page)
    await openIn(page, await serveViews({ '': LongList }))
    await soon(() => frames.received.length).toBeGreaterThan(0)
    frames.forget()
    return { page, frames }
  }
})

class Rows extends LiveView {
  static template = pageOf(`
    <h1>{{ rows|join:" " }}</h1>
    <ol>
      {% for row in rows %}
      <li dj-key="{{ row }}">
        <input value="{{ row }}" dj-change="rename" dj-value-row="{{ row }}">
        <em>{{ forloop.counter }}</em>
      </li>
      {% endfor %}
    </ol>
    <p>{{ renamed }} renamed</p>
  `)

  rows = ['one', 'two', 'three', 'four', 'five']
  renamed = 0

  mount() {
    this.subscribe('rows')
  }

  handleInfo(rows: string[]) {
    this.rows = rows
  }

  @eventHandler({ params: { row: 'str', value: 'str' } })
  rename() {
    this.renamed += 1
  }
}

describe.each([
  ['a browser with moveBefore', false],
  ['a browser without moveBefore', true],
])('reordering rows in %s', (_, isOld) => {
  rule.each(
    'focus and selection',
    'keeps focus, caret and typed text in a row that %s',
    [
      ['moves down', 'one', ['two', 'three', 'four', 'five', 'one']],
      ['moves up', 'four', ['four', 'one', 'two', 'three', 'five']],
      ['stays while all others move', 'three', ['five', 'four', 'three', 'two', 'one']],
      ['moves while others come and go', 'two', ['six', 'three', 'seven', 'two', 'eight']],
    ],
    async (_, focused, order) => {
      const { page, frames } = await openRows()
      const field = page.locator(`input[value=${focused}]`)
      await field.focus()
      await page.keyboard.press('Home')
      await page.keyboard.type('half ')
      const input = await field.elementHandle()
      await page.keyboard.press('Shift+ArrowRight')
      frames.forget()
      publish('rows', order)

      await soonOrder(page).toEqual(order.map((row) => (row === focused ? `half ${row}` : row)))
      const state = await input!.evaluate((element) => {
        const { selectionStart, selectionEnd } = element as HTMLInputElement
        return [document.activeElement === element, selectionStart, selectionEnd]
      })
      expect(state).toEqual([true, 5, 6])
      await page.keyboard.type('T')
      expect(await field.inputValue()).toBe(`half T${focused.slice(1)}`)
      expect(frames.sent).toEqual([])
    },
  )

  async function openRows() {
    const page = await browser.page()
    const frames = new Frames(page)
    if (isOld) {
      await page.addInitScript(() => {
        for (const { prototype } of [Element, Document, DocumentFragment]) {
          delete (prototype as { moveBefore?: unknown }).moveBefore
        }
      })
    }
    await openIn(page, await serveViews({ '': Rows }))
    expect(await page.evaluate(() => 'moveBefore' in document.body)).toBe(!isOld)
    return { page, frames }
  }
})

describe('what scripts of others put into the page', () => {
  rule(
    'nodes of others',
    'survives outside the live part, in it, between rows and in a row',
    async () => {
      const page = await browser.show(Rows)
      await page.evaluate(() => {
        const put = (parent: string, before: string | null) => {
          const widget = document.createElement('aside')
          widget.textContent = `in ${parent}`
          const inside = document.querySelector(parent)!
          inside.insertBefore(widget, before === null ? null : document.querySelector(before))
        }
        put('body', 'main')
        put('body', null)
        put('main', 'h1')
        put('main', null)
        put('ol', 'li')
        put('ol', 'li:nth-of-type(3)')
        put('ol', null)
        put('li', 'input')
      })
      let isRowThere = true
      for (const order of [
        ['five', 'four', 'three', 'two', 'one'],
        ['one', 'six', 'three'],
        [],
        ['seven', 'one'],
      ]) {
        publish('rows', order)
        await soonOrder(page).toEqual(order)
        const widgets = ['in body', 'in main', 'in ol', 'in ol', 'in ol', 'in main', 'in body']
        const left = await page.locator('aside').allTextContents()
        // The row that one is in goes with the third order.
        if (isRowThere) isRowThere = order.includes('one')
        expect(left.includes('in li')).toBe(isRowThere)
        expect(left.filter((text) => text !== 'in li')).toEqual(widgets)
        expect(await page.locator('h1').textContent()).toBe(order.join(' '))
      }
    },
  )
})

rule(
  'scrolling',
  'a list keeps its place when rows change and others are added below',
  async () => {
    class Log extends LiveView {
      static template = pageOf(
        `
      <button dj-click="add">Add</button>
      <div class="scroll"><ol>{% for n in lines %}<li>line {{ n }} of {{ count }}</li>{% endfor %}</ol></div>
    `,
        '<link rel="stylesheet" href="/scroll.css">',
      )

      lines = Array.from({ length: 50 }, (_, n) => n)

      get count() {
        return this.lines.length
      }

      @eventHandler
      add() {
        this.lines.push(this.lines.length)
      }
    }
    const style = () =>
      new Response('.scroll { height: 100px; overflow: auto } body { height: 9999px }', {
        headers: { 'Content-Type': 'text/css' },
      })
    const page = await browser.open(await serveViews({ '': Log, 'scroll.css': style }))
    const places = () =>
      page.evaluate(() => [scrollY, document.querySelector('.scroll')!.scrollTop])
    await page.evaluate(() => {
      scrollTo(0, 40)
      document.querySelector('.scroll')!.scrollTop = 70
    })
    expect(await places()).toEqual([40, 70])
    await page.getByRole('button').evaluate((button) => button.focus({ preventScroll: true }))
    await page.keyboard.press('Enter')
    await soon(() => page.locator('li').last().textContent()).toBe('line 50 of 51')
    expect(await places()).toEqual([40, 70])
    expect(await page.locator(':focus').textContent()).toBe('Add')
  },
)

function soonOrder(page: Page) {
  return soon(() =>
    page
      .locator('input')
      .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value)),
  )
}
