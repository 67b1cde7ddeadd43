import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { rule } from '../support/rule.ts'
import { useBrowser } from './support/browser.ts'
import { openTurning, turn } from './support/turning.ts'

const browser = useBrowser()

describe('nodes of other scripts stay where they are, whatever changes beside them:', () => {
  rule.each(
    'nodes of others',
    'beside %s',
    [
      ['a text alone in its element', '<p>{{ n }}</p>'],
      ['a text among others', '<p>a {{ n }} b {{ n }} <i>c</i>{{ n }}</p>'],
      ['markup', '<p>{{ markup|safe }} <i>c</i></p><div>{{ markup|safe }}</div>'],
      ['attributes', '<p title="{{ n }}" class="a {% if odd %}on{% endif %}"><i>a</i></p>'],
      ['a branch', '<p>{% if odd %}<b>odd</b>{% else %}even {{ n }}{% endif %} <i>c</i></p>'],
      ['a list', '<ul>{% for row in rows %}<li dj-key="{{ row }}">{{ row }}</li>{% endfor %}</ul>'],
      [
        'a table',
        '<table><tbody>{% for row in rows %}<tr dj-key="{{ row }}"><td>{{ row }}</td></tr>{% empty %}<tr><td>none</td></tr>{% endfor %}</tbody></table>',
      ],
      [
        'a drop-down',
        '<select>{% for row in rows %}<option value="{{ row }}">{{ n }}</option>{% endfor %}</select>',
      ],
    ],
    async (_, template) => {
      const page = await openTurning(browser, template)
      const placed = await page.evaluate(() => {
        const fitting: Record<string, string> = {
          TBODY: 'tr',
          TR: 'td',
          UL: 'li',
          SELECT: 'option',
        }
        const own = document.querySelectorAll(
          'section, section :is(p, div, ul, tbody, select, table)',
        )
        const places = [...own].flatMap((parent) => {
          const before = [...parent.childNodes, null]
          return before.map((node) => ({ parent, node }))
        })
        for (const { parent, node } of places) {
          const name =
            parent.localName === 'table' ? 'tbody' : (fitting[parent.tagName] ?? 'x-other')
          const widget = document.createElement(name)
          widget.className = 'widget'
          Object.assign(widget, { around: parent })
          parent.insertBefore(widget, node)
        }
        return places.length
      })
      expect(placed).toBeGreaterThan(2)
      for (let n = 2; n <= 7; n++) {
        await turn(page, n > 6 ? 1 : n)
        const staying = await page.evaluate(() => {
          const widgets = [...document.querySelectorAll('.widget')] as (Element & {
            around: Node
          })[]
          return widgets.filter((widget) => widget.parentNode === widget.around).length
        })
        expect(staying).toBe(placed)
      }
    },
  )

  rule(
    'attributes of others',
    'a class and an attribute that a script has set are written by nobody else',
    async () => {
      const page = await openTurning(browser, '<p title="{{ n }}"><i class="icon">{{ n }}</i></p>')
      await page.evaluate(() => {
        document.querySelector('p')!.setAttribute('data-seen', 'yes')
        document.querySelector('i')!.classList.add('shown')
      })
      await turn(page, 2)
      expect(await page.locator('section').innerHTML()).toBe(
        '<p title="2" data-seen="yes"><i class="icon shown">2</i></p>',
      )
    },
  )
})

const mixed = `<p>{{ n }}</p><p>{{ n }} of {{ n }}, and {{ n }}<i>{{ n }}</i> rest</p>
  <p>{% if odd %}odd {{ n }}{% else %}even{% endif %} tail</p>
  <ul>{% for row in rows %} <li>row {{ row }}</li> {% empty %}none{% endfor %}</ul>`

describe('a page goes on', () => {
  rule(
    'no places among texts',
    'where a script joins its texts, and drops the empty ones',
    async () => {
      const page = await openTurning(browser, mixed)
      const plain = await plainTexts(mixed)
      for (let n = 2; n <= 7; n++) {
        await page.evaluate(() => document.querySelector('section')!.normalize())
        await turn(page, n > 6 ? 1 : n)
        expect(await textOf(page)).toBe(plain(n > 6 ? 1 : n))
      }
    },
  )

  rule(
    'texts that others replace',
    'where the browser translates it, and puts its own elements in place of the texts',
    async () => {
      const page = await openTurning(browser, mixed)
      const plain = await plainTexts(mixed)
      for (let n = 2; n <= 7; n++) {
        await page.evaluate(translate)
        await turn(page, n > 6 ? 1 : n)
        expect(await textOf(page)).toBe(plain(n > 6 ? 1 : n))
      }
    },
  )
})

/** As the translators of browsers do: each text goes, and an element with another text stands there. Runs in the page. */
function translate(): void {
  const walker = document.createTreeWalker(document.querySelector('section')!, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode()) texts.push(walker.currentNode as Text)
  for (const text of texts) {
    if (text.data.trim() === '' || text.parentElement!.closest('font')) continue
    const outer = document.createElement('font')
    const inner = document.createElement('font')
    outer.setAttribute('dir', 'auto')
    outer.style.verticalAlign = inner.style.verticalAlign = 'inherit'
    inner.textContent = text.data
    outer.append(inner)
    text.replaceWith(outer)
  }
}

function textOf(page: Page): Promise<string> {
  return page.locator('section').evaluate((section) => section.textContent!.replace(/\s+/g, ' '))
}

/** What a fresh page shows for each number. */
async function plainTexts(template: string): Promise<(n: number) => string> {
  const page = await openTurning(browser, template)
  const texts = new Map([[1, await textOf(page)]])
  for (let n = 2; n <= 6; n++) {
    await turn(page, n)
    texts.set(n, await textOf(page))
  }
  return (n) => texts.get(n)!
}
