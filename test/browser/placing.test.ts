import { eventHandler, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openIn, press, soon, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

describe('a part whose pieces have no certain place', () => {
  /** Shelves of two: the end tag of one and the next one's opening tag are in a branch. */
  class Shelves extends LiveView {
    static template = pageOf(`
      <button dj-click="add">Add</button>
      <button dj-click="rename">Rename</button>
      <section>
        {% for book in books %}
        {% if forloop.counter0|divisibleby:2 %}<ul>{% endif %}
        <li id="book{{ book.id }}" title="{{ book.title }}">
          <input aria-label="Note {{ book.id }}"> {{ book.title }}
          <div class="scroller" style="height: 20px; overflow: auto"><p style="height: 500px"></p></div>
        </li>
        {% if forloop.counter|divisibleby:2 or forloop.last %}</ul>{% endif %}
        {% endfor %}
      </section>
    `)

    books = [1, 2, 3].map((id) => ({ id, title: `Book ${id}` }))

    @eventHandler
    add() {
      const id = this.books.length + 1
      this.books.unshift({ id, title: `Book ${id}` })
    }

    @eventHandler
    rename() {
      for (const book of this.books) book.title += '!'
    }
  }

  it('keeps the focus, the selection and what was typed', async () => {
    const page = await open(Shelves)
    const note = page.getByLabel('Note 2')
    await note.fill('typed')
    await note.evaluate((field: HTMLInputElement) => field.setSelectionRange(1, 3))
    await fire(page, 'rename')
    await soon(() => page.locator('#book2').getAttribute('title')).toBe('Book 2!')
    await fire(page, 'add')
    await soon(() => page.locator('li').count()).toBe(4)
    expect(await note.inputValue()).toBe('typed')
    expect(
      await note.evaluate((field: HTMLInputElement) => [
        document.activeElement === field,
        field.selectionStart,
        field.selectionEnd,
      ]),
    ).toEqual([true, 1, 3])
  })

  it('keeps how far it was scrolled, and what other scripts put into it', async () => {
    const page = await open(Shelves)
    await page.evaluate(() => {
      document.querySelector('#book1 .scroller')!.scrollTop = 77
      document.querySelector('#book1')!.append(document.createElement('dialog'))
    })
    await press(page, 'Rename')
    await soon(() => page.locator('#book1').getAttribute('title')).toBe('Book 1!')
    expect(
      await page.evaluate(() => [
        document.querySelector('#book1 .scroller')!.scrollTop,
        document.querySelectorAll('#book1 > dialog').length,
      ]),
    ).toEqual([77, 1])
  })

  it('loads nothing again that stays', async () => {
    class Pictures extends LiveView {
      static template = pageOf(`
        <button dj-click="next">Next</button>
        <div><img src="/picture"><table>{{ n }}</table></div>
      `)
      n = 1

      @eventHandler
      next() {
        this.n++
      }
    }
    let loaded = 0
    const picture = () => {
      loaded++
      return new Response('', { headers: { 'cache-control': 'no-store' } })
    }
    const page = await open(Pictures, { picture })
    await soon(() => loaded).toBe(1)
    for (const n of [2, 3]) {
      await press(page, 'Next')
      await soon(() => page.locator('main div').innerText()).toContain(String(n))
    }
    expect(loaded).toBe(1)
  })
})

async function open(View: new () => LiveView, others: Record<string, () => Response> = {}) {
  const page = await (await browser.visitor()).newPage()
  await openIn(page, await serveViews({ '': View, ...others }))
  return page
}

/** Fires a handler without moving the focus. */
function fire(page: Page, handler: string): Promise<void> {
  return page.evaluate(
    (name) => document.querySelector<HTMLElement>(`[dj-click=${name}]`)!.click(),
    handler,
  )
}
