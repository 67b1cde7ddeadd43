import { Component, eventHandler, LiveComponent, LiveView } from 'djust'
import { AlertComponent } from 'djust/components'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { rule } from '../support/rule.ts'
import {
  isCutOff,
  isLive,
  isSameDocument,
  markDocument,
  openIn,
  press,
  soon,
  soonText,
  useBrowser,
} from './support/browser.ts'
import { useDemo } from './support/demo.ts'
import { Frames } from './support/frames.ts'
import { Line } from './support/line.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()
const demo = useDemo()

describe('the market', () => {
  it('counts in its rows, tells the page, and keeps a row’s number when rows turn round', async () => {
    const page = await browser.open(`${demo.url}market/`)
    await press(page, 'One more: Pears')
    await press(page, 'One more: Pears')
    await soonText(page, '[role=status] strong').toBe('€1.50')
    await press(page, 'Turn round')
    await soon(() => page.locator('tbody th').allTextContents()).toEqual([
      'Quinces',
      'Pears',
      'Apples',
    ])
    await press(page, 'One less: Pears')
    await soonText(page, '[role=status] strong').toBe('€0.75')
  })

  it('says what happened in alerts that are put away one by one', async () => {
    const page = await browser.open(`${demo.url}market/`)
    await press(page, 'Order')
    await soonText(page, '.alert-warning').toContain('nothing in the basket')
    await press(page, 'One more: Apples')
    await soon(() => page.locator('.alert-warning').count()).toBe(0)
    await press(page, 'Order')
    await soonText(page, '.alert-success').toContain('Ordered: 1 apples.')
    await page.locator('.alert-success').getByRole('button', { name: 'Close' }).click()
    await soon(() => page.locator('.alert').count()).toBe(1)
  })

  it('comes without an error in its console, with all that it shows from immutable files', async () => {
    const page = await browser.page()
    const layouts: string[] = []
    page.on('response', (response) => {
      if (!response.url().includes('/layout/')) return
      layouts.push(`${response.status()} ${response.headers()['cache-control']}`)
    })
    await openIn(page, `${demo.url}market/`)
    // The page, the alert, the stepper and the button.
    expect(layouts).toEqual(Array(4).fill('200 public, max-age=31536000, immutable'))
  })
})

class Field extends LiveComponent<{ name: string }> {
  static template = `
    <tr>
      <td><input value="{{ text }}" aria-label="{{ props.name }}" dj-input="type"></td>
      <td>{{ text|upper }}</td>
    </tr>`
  text = ''
  @eventHandler type({ value }: { value: string }) {
    this.text = value
  }
}

class Note extends Component<{ text: string }> {
  static template = '{% for word in words %}<b>{{ word }}</b> {% endfor %}'
  get words() {
    return this.props.text.split(' ')
  }
}

class FieldsView extends LiveView {
  static template = pageOf(`
    <table><tbody>{% for field in fields %}{% component field %}{% endfor %}</tbody></table>
    <button dj-click="turn">Turn</button>
    <button dj-click="add">Add</button>
    <button dj-click="note">Note</button>
    <p> so: {{ said }}. </p>
    {{ alert }}
  `)
  fields = ['One', 'Two'].map((name) => new Field({ name }))
  said: Note | string = 'nothing'
  alert: AlertComponent | null = null

  @eventHandler turn() {
    this.fields.reverse()
  }
  @eventHandler add() {
    this.fields.push(new Field({ name: 'Three' }))
  }
  @eventHandler note() {
    this.said = this.said === 'nothing' ? new Note({ text: 'a b' }) : 'nothing'
    this.alert = new AlertComponent({ message: 'Noted', dismissible: true })
  }
}

class ValuesView extends FieldsView {
  static override template = pageOf(`
    <div><table><tbody class="{{ said }}">{% for field in fields %}{{ field }}{% endfor %}</tbody></table></div>
    <button dj-click="turn">Turn</button>
    <button dj-click="add">Add</button>
  `)
}

describe('a component that is a value in a table', () => {
  rule(
    'components in coarse regions',
    'keeps its elements, what is typed and the focus when its row moves or the table changes',
    async () => {
      const page = await browser.page()
      const frames = new Frames(page)
      await openIn(page, await serveViews({ '': ValuesView }))
      await page.getByLabel('Two').pressSequentially('abc')
      await soonText(page, 'tr:nth-child(2) td + td').toBe('ABC')
      expect(frames.received.at(-1)!.length).toBeLessThan(60)
      const pressBeside = (name: string) =>
        page.evaluate((text) => {
          const button = [...document.querySelectorAll('button')].find(
            (b) => b.textContent === text,
          )
          button!.dispatchEvent(new MouseEvent('click', { bubbles: true }))
        }, name)
      await pressBeside('Turn')
      await soon(() => labels(page)).toEqual(['Two', 'One'])
      await pressBeside('Add')
      await soon(() => labels(page)).toEqual(['Two', 'One', 'Three'])
      await page.keyboard.type('d')
      await soonText(page, 'tr:nth-child(1) td + td').toBe('ABCD')
      await page.getByLabel('Three').fill('x')
      await soonText(page, 'tr:nth-child(3) td + td').toBe('X')
    },
  )
})

describe('a component', () => {
  it('keeps its elements and the focus when its row moves', async () => {
    const page = await browser.show(FieldsView)
    const field = page.getByLabel('Two')
    await field.pressSequentially('abc')
    await soonText(page, 'tr:nth-child(2) td + td').toBe('ABC')
    await page.evaluate(() => {
      const button = [...document.querySelectorAll('button')].find((b) => b.textContent === 'Turn')
      button!.dispatchEvent(new MouseEvent('click', { bubbles: true }))
    })
    await soon(() => labels(page)).toEqual(['Two', 'One'])
    await page.keyboard.type('d')
    await soonText(page, 'tr:nth-child(1) td + td').toBe('ABCD')
  })

  it('is shown at once although the page has never had one of its kind', async () => {
    const page = await browser.page()
    const frames = new Frames(page)
    await openIn(page, await serveViews({ '': FieldsView }))
    const requests: string[] = []
    page.on('request', (request) => requests.push(request.url()))
    await press(page, 'Note')
    await soonText(page, 'p').toBe(' so: a b . ')
    await soonText(page, '.alert span').toBe('Noted')
    await press(page, 'Close')
    await soon(() => page.locator('.alert').count()).toBe(0)
    await press(page, 'Note')
    await soonText(page, 'p').toBe(' so: nothing. ')
    await press(page, 'Note')
    await soonText(page, 'p').toBe(' so: a b . ')
    expect(requests).toEqual([])
    expect(frames.received.filter((frame) => frame.includes('"regions"'))).toHaveLength(1)
  })

  it('keeps its state over a lost connection, also what was lost on the way', async () => {
    const line = await Line.to(await serveViews({ '': FieldsView }))
    const page = await browser.open(line.url)
    await markDocument(page)
    await page.getByLabel('One').fill('x')
    await soonText(page, 'tr:nth-child(1) td + td').toBe('X')
    line.lose('answers')
    await press(page, 'Note')
    await press(page, 'Add')
    await soon(() => line.lostBytes).toBeGreaterThan(0)
    line.cut()
    await isCutOff(page)
    line.mend()
    await isLive(page)
    await soonText(page, 'p').toBe(' so: a b . ')
    await soon(() => labels(page)).toEqual(['One', 'Two', 'Three'])
    await page.getByLabel('Three').fill('y')
    await soonText(page, 'tr:nth-child(3) td + td').toBe('Y')
    expect(await page.getByLabel('One').inputValue()).toBe('x')
    expect(await isSameDocument(page)).toBe(true)
  })

  it('comes with all values where its layout is not to be had', async () => {
    const page = await browser.page()
    const refused: string[] = []
    await page.route(/\/layout\/\w+\.json$/, async (route) => {
      const url = new URL(route.request().url()).pathname
      const isPart = await page.evaluate(
        (path) =>
          !document.getElementById('djust-page')!.textContent.includes(`"layout":"${path}"`),
        url,
      )
      if (!isPart) return route.continue()
      refused.push(url)
      return route.fulfill({ status: 404 })
    })
    await openIn(page, await serveViews({ '': FieldsView }))
    await page.getByLabel('Two').fill('x')
    await soonText(page, 'tr:nth-child(2) td + td').toBe('X')
    expect(refused).toHaveLength(1)
  })

  it('is built anew where a proxy strips the comments', async () => {
    const strip = (html: string) => html.replace(/<!--[^]*?-->/g, '')
    const page = await browser.page()
    await openIn(page, await serveViews({ '': FieldsView }, {}, strip))
    await soon(() => labels(page)).toEqual(['One', 'Two'])
    await press(page, 'Add')
    await soon(() => labels(page)).toEqual(['One', 'Two', 'Three'])
    await page.getByLabel('Two').fill('x')
    await soonText(page, 'tr:nth-child(2) td + td').toBe('X')
  })
})

function labels(page: Page): Promise<string[]> {
  return page
    .locator('input')
    .evaluateAll((fields) => fields.map((field) => field.getAttribute('aria-label')!))
}
