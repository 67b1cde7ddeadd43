import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { rule } from '../support/rule.ts'
import { useBrowser } from './support/browser.ts'
import { Frames } from './support/frames.ts'
import { openTurning, turn } from './support/turning.ts'

const browser = useBrowser()

describe('a text', () => {
  rule('texts alone', 'that is alone in its element is its one text node', async () => {
    const page = await openTurning(browser, '<h1>Count: {{ n }}!</h1><p> {{ n }} </p>')
    const nodes = () =>
      page.locator('section > *').evaluateAll((elements) =>
        elements.map(({ childNodes }) => {
          const isKept = 'seen' in childNodes[0]!
          Object.assign(childNodes[0]!, { seen: true })
          return [...childNodes].map(({ nodeName, nodeValue }) => ({ nodeName, nodeValue, isKept }))
        }),
      )
    const texts = (n: number, isKept: boolean) =>
      [`Count: ${n}!`, ` ${n} `].map((nodeValue) => [{ nodeName: '#text', nodeValue, isKept }])
    expect(await nodes()).toEqual(texts(1, false))
    await turn(page, 2)
    expect(await nodes()).toEqual(texts(2, true))
  })

  rule('texts among others', 'that stands among others has a comment before it', async () => {
    const page = await openTurning(
      browser,
      '<p>{{ n }} of {{ n }}</p><div><i>a</i>{{ n }}<i>b</i> end</div>',
    )
    const drawn = (n: number) =>
      `<p><!---->${n} of <!---->${n}</p><div><i>a</i><!---->${n}<i>b</i> end</div>`
    expect(await page.locator('section').innerHTML()).toBe(drawn(1))
    await turn(page, 2)
    expect(await page.locator('section').innerHTML()).toBe(drawn(2))
  })
})

describe('an attribute', () => {
  rule('conditional attributes', 'may come and go, with a value and without', async () => {
    const page = await openTurning(
      browser,
      '<button {% if odd %}disabled{% endif %}>a</button><p {% if odd %}hidden title="{{ n }}"{% else %}lang="x{{ n }}"{% endif %}>b</p>',
    )
    const odd = '<button disabled="">a</button><p hidden="" title="1">b</p>'
    expect(await page.locator('section').innerHTML()).toBe(odd)
    await turn(page, 2)
    const even = '<button>a</button><p lang="x2">b</p>'
    expect(await page.locator('section').innerHTML()).toBe(even)
    await turn(page, 3)
    expect(await page.locator('section').innerHTML()).toBe(odd.replace('1', '3'))
  })

  rule('one-sided attributes', 'may have a branch in its value, alone or beside text', async () => {
    const { page, frames } = await openWithFrames(
      '<p class="card {% if odd %}on{% endif %}">a</p><p class="{% if odd %}on {% else %}off {% endif %}card">b</p>',
    )
    const classes = () =>
      page.locator('p').evaluateAll((all) => all.map((each) => each.getAttribute('class')))
    expect(await classes()).toEqual(['card on', 'on card'])
    await turn(page, 2)
    expect(await classes()).toEqual(['card ', 'off card'])
    expect(frames.received).toEqual(['[0,1,1,[0,"2",1,"card ",2,"off card"]]'])
  })
})

describe('a branch', () => {
  rule('balanced branches', 'that balances comes as its values, and all else stays', async () => {
    const { page, frames } = await openWithFrames(
      '<div>{% if n < 3 %}<b>few {{ n }}</b>{% else %}<i>many</i>{% endif %} <u>tail</u></div>',
    )
    const [few, tail] = [await page.$('b'), await page.$('u')]
    await turn(page, 2)
    expect(await page.locator('div').textContent()).toBe('few 2 tail')
    expect(await few!.evaluate((node) => node.isConnected)).toBe(true)
    await turn(page, 3)
    expect(await page.locator('div').textContent()).toBe('many tail')
    expect(await tail!.evaluate((node) => node.isConnected)).toBe(true)
    expect(frames.received.join('')).not.toContain('<')
  })

  rule('one opening tag', 'that is only an opening tag leaves its element in place', async () => {
    const { page, frames } = await openWithFrames(
      '{% if odd %}<p class="odd" title="{{ n }}">{% else %}<p class="even">{% endif %}<i>kept</i> {{ n }}</p>',
    )
    const [element, child] = [await page.$('p'), await page.$('i')]
    await turn(page, 2)
    const html = await page.locator('section').innerHTML()
    expect(html).toBe('<p class="even"><i>kept</i><!----> 2</p>')
    for (const node of [element, child])
      expect(await node!.evaluate((each) => each.isConnected)).toBe(true)
    expect(frames.received.join('')).not.toContain('<')
  })

  rule(
    'the smallest element',
    'that balances nowhere is sent with no more than its element',
    async () => {
      const { page, frames } = await openWithFrames(
        '<p>around {{ n }}</p><div><span>{% if odd %}<b>{% endif %}a {{ n }}{% if odd %}</b>{% endif %}</span> beside</div>',
      )
      await turn(page, 2)
      expect(await page.locator('div').innerHTML()).toBe('<span>a 2</span> beside')
      await turn(page, 3)
      expect(await page.locator('span').innerHTML()).toBe('<b>a 3</b>')
      expect(frames.received.join('')).not.toMatch(/<p|<span|around|beside/)
    },
  )

  rule(
    'no tag is added',
    'of rows without a body gets no tag from us, only from the browser',
    async () => {
      const page = await browser.page()
      const drawn: string[] = []
      page.on('response', async (response) => {
        if (response.request().isNavigationRequest()) drawn.push(await response.text())
      })
      await openTurning(
        browser,
        '<table>{% for row in rows %}<tr><td>{{ row }}</td></tr>{% endfor %}</table>',
        page,
      )
      expect(drawn.join('')).not.toContain('<tbody')
      const cells = () => page.locator('table > tbody > tr > td').allTextContents()
      await turn(page, 2)
      expect(await cells()).toEqual(['4', '3'])
      await turn(page, 3)
      expect(await cells()).toEqual(['1', '4'])
    },
  )
})

async function openWithFrames(template: string): Promise<{ page: Page; frames: Frames }> {
  const page = await browser.page()
  const frames = new Frames(page)
  await openTurning(browser, template, page)
  frames.forget()
  return { page, frames }
}
