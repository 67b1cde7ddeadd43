import { eventHandler, LiveView, publish } from 'djust'
import { describe, expect, it } from 'vitest'
import { rule } from '../support/rule.ts'
import { openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

class Mixed extends LiveView {
  static template = pageOf(`
    <button dj-click="next">Next</button>
    <output>{{ n }}</output>
    <div id="widget" data-n="{{ n }}" title="{{ n }}" dj-update="ignore"><i>loading {{ n }}</i></div>
    <details class="c{{ n }}" {% if isOpen %}open{% endif %} dj-ignore-attrs="open"><summary>More</summary>{{ n }}</details>
    <input aria-label="Code" value="{{ code }}" dj-force-value>
    <p data-djust-replace><b>{{ n }}</b></p>
  `)
  n = 1
  isOpen = false
  code = 'a'

  mount() {
    this.subscribe('mixed')
  }

  handleInfo(code: string) {
    this.code = code
  }

  @eventHandler
  next() {
    this.n += 1
    this.isOpen = !this.isOpen
  }
}

class Log extends LiveView {
  static template = pageOf(`
    <button dj-click="add">Add</button>
    <button dj-click="count">Count</button>
    <ul id="log" dj-update="append">{% for line in lines %}<li id="l{{ line }}">{{ line }}</li>{% endfor %}</ul>
    <p>{{ note }}</p>
    <output>{{ n }}</output>
  `)
  static temporaryAssigns = { lines: [], note: '' }
  lines = [1, 2]
  note = 'two lines'
  n = 2

  @eventHandler
  add() {
    this.n += 1
    this.lines.push(this.n)
    this.note = `and ${this.n}`
  }

  @eventHandler
  count() {
    this.n += 1
  }
}

describe('what the server lets go of', () => {
  it('stays in the page while other things change', async () => {
    const page = await browser.show(Log)
    const shown = () => page.locator('#log, p').allInnerTexts()
    await press(page, 'Count')
    await soonText(page, 'output').toBe('3')
    expect(await shown()).toEqual(['1\n2', 'two lines'])
    await press(page, 'Add')
    await soonText(page, 'p').toBe('and 4')
    expect(await shown()).toEqual(['1\n2\n4', 'and 4'])
    await press(page, 'Count')
    await soonText(page, 'output').toBe('5')
    await press(page, 'Add')
    await soonText(page, 'p').toBe('and 6')
    expect(await page.locator('#log').innerText()).toBe('1\n2\n4\n6')
  })
})

describe('what is the browser’s', () => {
  rule('dj-update ignore', 'stays as it is while the rest of the page changes', async () => {
    const page = await browser.show(Mixed)
    await page.evaluate(() => {
      document.querySelector('#widget')!.innerHTML = '<canvas></canvas>'
    })
    await page.getByText('More').click()
    await press(page, 'Next')
    await soonText(page, 'output').toBe('2')
    await press(page, 'Next')
    await soonText(page, 'output').toBe('3')
    const widget = await page.locator('#widget').evaluate((element) => element.outerHTML)
    expect(widget).toBe(
      '<div id="widget" data-n="3" title="1" dj-update="ignore"><canvas></canvas></div>',
    )
    const details = page.locator('details')
    expect(await details.evaluate((element) => (element as HTMLDetailsElement).open)).toBe(true)
    expect(await details.getAttribute('class')).toBe('c3')
  })

  it('stays also where the page has to be built anew', async () => {
    const strip = (html: string) => html.replace(/<!--[^]*?-->/g, '')
    const page = await browser.page()
    await page.addInitScript(() => {
      document.addEventListener('DOMContentLoaded', () => {
        document.querySelector('#widget')!.append(document.createElement('canvas'))
      })
    })
    const text = Mixed.template.replace('{{ n }}</details>', '{{ n }} {{ code }}</details>')
    class Stripped extends Mixed {
      static override template = text
    }
    await openIn(page, await serveViews({ '': Stripped }, {}, strip))
    await press(page, 'Next')
    await soonText(page, 'output').toBe('2')
    expect(await page.locator('#widget').innerHTML()).toBe('<i>loading 1</i><canvas></canvas>')
  })
})

it('a field with dj-force-value shows what the server says while it is typed in', async () => {
  const page = await browser.show(Mixed)
  await page.getByLabel('Code').pressSequentially('bc')
  publish('mixed', 'from the server')
  await soon(() => page.getByLabel('Code').inputValue()).toBe('from the server')
})

it('content that is replaced whole begins anew with each change', async () => {
  const page = await browser.show(Mixed)
  const before = await page.locator('b').elementHandle()
  await press(page, 'Next')
  await soonText(page, 'b').toBe('2')
  expect(await before!.evaluate((element) => element.isConnected)).toBe(false)
})

it('rows that only come stay while others are added, also where the page has to be built anew', async () => {
  class Log extends LiveView {
    static template = pageOf(`
      <button dj-click="write">Write</button>
      <p>{{ lines.0.id }} and {{ n }}</p>
      <table><tbody id="log" dj-update="append">
        {% for line in lines %}<tr id="line-{{ line.id }}"><td>{{ line.id }}</td></tr>{% endfor %}
      </tbody></table>
    `)
    n = 2
    lines = [{ id: 1 }, { id: 2 }]

    @eventHandler
    write() {
      this.lines = [{ id: ++this.n }]
    }
  }
  const strip = (html: string) => html.replace(/<!--[^]*?-->/g, '')
  for (const change of [undefined, strip]) {
    const page = await browser.open(await serveViews({ '': Log }, {}, change))
    await press(page, 'Write')
    await soonText(page, 'p').toBe('3 and 3')
    await press(page, 'Write')
    await soonText(page, 'p').toBe('4 and 4')
    expect(await page.locator('tr').allTextContents()).toEqual(['1', '2', '3', '4'])
  }
})

describe('the browser’s own in what is sent as one', () => {
  const parts = `
    <div id="widget" data-n="{{ n }}" title="{{ n }}" dj-update="ignore"><i>loading {{ n }}</i></div>
    <details class="c{{ n }}" {% if isOpen %}open{% endif %} dj-ignore-attrs="open"><summary>More</summary>{{ n }}</details>
  `

  rule.each(
    'the browser’s own in coarse regions',
    'is left alone: %s',
    [
      ['{% if n %}<ul>{% endif %}', '{% if n %}</ul>{% endif %}'],
      ['{% spaceless %}', '{% endspaceless %}'],
    ],
    async (start, end) => {
      class Sent extends Mixed {
        static override template = pageOf(
          `<button dj-click="next">Next</button><output>{{ n }}</output><section>${start}${parts}${end}</section>`,
        )
      }
      const page = await browser.show(Sent)
      await page.evaluate(() => {
        document.querySelector('#widget')!.innerHTML = '<canvas></canvas>'
        document.querySelector('details')!.open = true
      })
      for (const n of [2, 3]) {
        await press(page, 'Next')
        await soonText(page, 'output').toBe(`${n}`)
        expect(
          await page.evaluate(() => {
            const widget = document.querySelector<HTMLElement>('#widget')!
            const details = document.querySelector('details')!
            return [
              widget.innerHTML,
              widget.title,
              widget.dataset.n,
              details.open,
              details.className,
            ]
          }),
        ).toEqual(['<canvas></canvas>', '1', `${n}`, true, `c${n}`])
      }
    },
  )
})
