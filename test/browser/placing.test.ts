import { eventHandler, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundleForBrowser } from '../../scripts/bundle-for-browser.ts'
import { rule } from '../support/rule.ts'
import { openIn, press, soon, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

let compareScript: string
beforeAll(async () => {
  compareScript = await bundleForBrowser('test/browser/support/canonical-in-page.ts')
})

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

  rule(
    'coarse regions keep the user’s',
    'keeps the focus, the selection and what was typed',
    async () => {
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
    },
  )

  it('shows in a field what the server says, once the event that carried it is answered', async () => {
    class Search extends LiveView {
      static template = pageOf(`
        <section>
          {% if found %}<ul>{% endif %}
          <form dj-submit="search"><input name="text" aria-label="Text" value="{{ text }}"></form>
          {% if found %}<li>{{ found }}</li></ul>{% endif %}
        </section>
      `)
      text = ''
      found = ''

      @eventHandler({ params: { text: 'str' } })
      search({ text }: { text: string }) {
        this.text = text.trim()
      }
    }
    const page = await open(Search)
    await page.getByLabel('Text').fill('  emma ')
    await page.getByLabel('Text').press('Enter')
    await soon(() => page.getByLabel('Text').inputValue()).toBe('emma')
  })

  rule(
    'coarse regions keep the user’s',
    'keeps how far it was scrolled, and what other scripts put into it',
    async () => {
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
    },
  )

  rule('coarse regions keep the user’s', 'loads nothing again that stays', async () => {
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

describe('a patched page shows what a fresh one shows', () => {
  rule.each(
    'a piece by its place',
    'in texts, tags and elements of text: %s',
    [
      [
        '<p class="a {{ n }}" {% if odd %}hidden{% endif %}>{{ n }}</p><title>{{ n }}</title><textarea>{{ n }}</textarea>',
      ],
    ],
    turnsAsFresh,
  )

  rule.each(
    'anchors of texts',
    'in texts alone and among others: %s',
    [
      ['<h1>Count: {{ n }}</h1><p>{{ n }} of {{ n }} and {{ n }}<b>{{ n }}</b> rest</p>'],
      ['<pre>\n{{ n }}</pre><p>{% if odd %}odd{% endif %} between {{ n }}</p>'],
    ],
    turnsAsFresh,
  )

  rule.each(
    'whole attributes',
    'in attributes: %s',
    [
      ['<p{% with m=n %}{% if odd %} class="{{ m }}"{% endif %}{% endwith %}>a</p>'],
      ['<a href="/{{ n }}/?q={{ n }}" class="card {% if odd %}on{% endif %}" title={{ n }}>a</a>'],
    ],
    turnsAsFresh,
  )

  rule.each(
    'whole texts',
    'in elements whose text is one: %s',
    [
      [
        '<textarea>a {{ n }} {% if odd %}odd{% endif %}\n{% for x in rows %}{{ x }}{% endfor %}</textarea>',
      ],
      ['<textarea>\n{{ quoted|safe }}</textarea><svg><title>a {{ n }}</title></svg>'],
    ],
    turnsAsFresh,
  )

  rule.each(
    'quotes in safe strings',
    'in attributes with quotes in safe values: %s',
    [['<a title="{{ quoted|safe }}" class=\'{{ quoted|safe }}\' lang={{ quoted|safe }}>a</a>']],
    turnsAsFresh,
  )

  rule.each(
    'conditional attributes',
    'in branches that are an opening tag: %s',
    [
      [
        '{% if odd %}<p class="odd">{% elif n == 4 %}<p class="four">{% else %}<p>{% endif %}{{ n }}</p>',
      ],
    ],
    turnsAsFresh,
  )

  rule.each(
    'coarse regions',
    'in what balances in no branch: %s',
    [
      [
        '<section>{% if odd %}<div>{% else %}<p>{% endif %}{{ n }}{% if odd %}</div>{% else %}</p>{% endif %}</section>',
      ],
      ['<ul>{% for x in rows %}<li>{{ x }}{% endfor %}</ul>'],
    ],
    turnsAsFresh,
  )

  rule.each(
    'moved by the parser',
    'in what the parser moves or adds to: %s',
    [
      ['<table>{% for x in rows %}<tr><td>{{ x }}</td></tr>{% endfor %}</table>'],
      [
        '<table><caption>{{ n }}</caption><thead><tr><th>{{ n }}</th></tr></thead><tbody>{% for x in rows %}<tr><td>{{ x }}</td>{% if odd %}<td></td>{% endif %}</tr>{% endfor %}</tbody></table>',
      ],
      ['<section><p>{{ text|linebreaks }}</p></section>'],
      [
        '<select>{% for x in rows %}<optgroup label="{{ x }}"><option>{{ n }}</option></optgroup>{% endfor %}</select>',
      ],
      [
        '<svg>{% for x in rows %}<circle r="{{ x }}"/>{% endfor %}<foreignObject><p>{{ n }}</p></foreignObject></svg>',
      ],
      ['<math><mi>{{ n }}</mi>{% if odd %}<mo>+</mo>{% endif %}</math>'],
      ['<dl>{% for x in rows %}<dt>{{ x }}</dt><dd>{{ n }}</dd>{% endfor %}</dl>'],
      ['<form><div>{{ n }}<form><i>{{ n }}</i></form></div></form>'],
      ['<div><table>{{ n }}</table></div>'],
      [
        '<details>{% if odd %}<summary>{{ n }}</summary>{% endif %}{{ n }}</details><dialog {% if odd %}open{% endif %}>{{ n }}</dialog>',
      ],
    ],
    turnsAsFresh,
  )

  async function turnsAsFresh(template: string): Promise<void> {
    let n = 1
    class Turning extends LiveView {
      static template = pageOf(template)

      override getContextData() {
        const rows = Array.from({ length: n % 4 }, (_, i) => `row ${i + n}`)
        const quoted = `"' onclick='alert(${n})' hidden="`
        return { ...super.getContextData(), n, odd: n % 2 === 1, rows, text: `a\n\nb ${n}`, quoted }
      }

      @eventHandler
      turn() {}
    }
    const url = await serveViews({ '': Turning })
    const page = await browser.page()
    await openIn(page, url)
    await page.addScriptTag({ content: compareScript })
    await page.evaluate(() => {
      const button = document.createElement('button')
      button.id = 'turn'
      button.setAttribute('dj-click', 'turn')
      document.body.append(button)
    })
    for (n = 2; n <= 6; n++) {
      await page.evaluate(() => document.querySelector<HTMLElement>('#turn')!.click())
      const fresh = await (await fetch(url)).text()
      await soon(async () => {
        const { actual, expected } = await page.evaluate((html) => window.compare(html), fresh)
        return actual === expected ? 'as a fresh page' : `${actual}\n\nfresh:\n${expected}`
      }).toBe('as a fresh page')
    }
  }
})

async function open(View: new () => LiveView, others: Record<string, () => Response> = {}) {
  const page = await browser.page()
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
