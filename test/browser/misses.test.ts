import { eventHandler, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
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

class Basket extends LiveView {
  static template = pageOf(`
    <button dj-click="add">Add</button>
    <output>{{ fruits|length }}</output>
    <h1 title="{{ fruits|length }}">Fruits: {{ fruits|length }}</h1>
    <p>{{ fruits.0 }} and {{ fruits|length }} in all.</p>
    <div>{% if fruits|length > 2 %}<b>many</b>{% else %}<i>few</i>{% endif %}</div>
    <ul>{% for fruit in fruits %}<li>{{ fruit }} {{ forloop.revcounter }}</li>{% endfor %}</ul>
  `)
  fruits = ['apple', 'pear']

  @eventHandler
  add() {
    this.fruits.push(`fruit ${this.fruits.length + 1}`)
  }
}

describe('what the server speaks of is not where it should be, so the page asks for all values:', () => {
  rule.each(
    'what is not there',
    '%s',
    [
      ['the comment before a text is gone', () => first('p', 8).remove()],
      ['the comment of a branch is gone', () => first('div', 8).remove()],
      ['the comment of a list is gone', () => first('ul', 8).remove()],
      ['all comments of the page are gone', () => everyComment().forEach((each) => each.remove())],
      ['an element with an attribute is gone', () => document.querySelector('h1')!.remove()],
      ['a row is gone', () => document.querySelector('li')!.remove()],
      ['a list is gone', () => document.querySelector('ul')!.remove()],
      ['everything is gone', () => document.querySelector('main')!.replaceChildren()],
      [
        'a part was put elsewhere',
        () => document.querySelector('main')!.prepend(document.querySelector('ul')!),
      ],
    ],
    async (_, harm) => {
      const { page, frames } = await openBasket()
      await page.addScriptTag({ content: `${first}; ${everyComment}; (${harm})()` })
      await act(page)
      await soon(() => shown(page)).toEqual(expected(3))
      await act(page)
      await soon(() => shown(page)).toEqual(expected(4))
      // The second one asks for what has to be built anew.
      expect(resyncs(frames)).toBeLessThanOrEqual(2)
      expect(await isSameDocument(page)).toBe(true)
    },
  )

  rule('a missing frame', 'a frame never came: it asks once, and shows the newest', async () => {
    class Two extends LiveView {
      static template = pageOf(`
        <button dj-click="first">First</button><b>{{ a }}</b>
        <button dj-click="second">Second</button><i>{{ b }}</i>
      `)
      a = 1
      b = 1

      @eventHandler
      first() {
        this.a += 1
      }

      @eventHandler
      second() {
        this.b += 1
      }
    }
    const page = await browser.page()
    const frames = new Frames(page)
    let isLosing = false
    let lost = 0
    await page.routeWebSocket(/./, (socket) => {
      const server = socket.connectToServer()
      server.onMessage((message) => {
        if (isLosing && lost === 0 && !String(message).includes('joined')) lost++
        else socket.send(message)
      })
    })
    await openIn(page, await serveViews({ '': Two }))
    await markDocument(page)
    isLosing = true
    await press(page, 'First')
    await soon(() => lost).toBe(1)
    await press(page, 'Second')
    await soonText(page, 'i').toBe('2')
    await soonText(page, 'b').toBe('2')
    expect(resyncs(frames)).toBe(1)
    await press(page, 'First')
    await soonText(page, 'b').toBe('3')
    expect(resyncs(frames)).toBe(1)
    expect(await isSameDocument(page)).toBe(true)
  })
})

async function openBasket(): Promise<{ page: Page; frames: Frames }> {
  const page = await browser.page()
  const frames = new Frames(page)
  await openIn(page, await serveViews({ '': Basket }))
  await markDocument(page)
  return { page, frames }
}

/** Presses the button, or another one that does the same where that is gone. */
function act(page: Page): Promise<void> {
  return page.evaluate(() => {
    const own = document.querySelector<HTMLElement>('[dj-click=add]')
    if (own) return own.click()
    const other = document.createElement('button')
    other.setAttribute('dj-click', 'add')
    document.body.append(other)
    other.click()
    other.remove()
  })
}

function shown(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const textOf = (selector: string): string =>
      [...document.querySelectorAll(`main ${selector}`)]
        .map((each) => each.textContent!.trim())
        .join('|')
    const title = document.querySelector('main h1')?.getAttribute('title') ?? ''
    return [textOf('output'), title, textOf('h1'), textOf('p'), textOf('div'), textOf('li')]
  })
}

function expected(count: number): string[] {
  const fruits = ['apple', 'pear', 'fruit 3', 'fruit 4'].slice(0, count)
  const rows = fruits.map((fruit, i) => `${fruit} ${count - i}`)
  const n = String(count)
  return [n, n, `Fruits: ${n}`, `apple and ${n} in all.`, 'many', rows.join('|')]
}

function resyncs(frames: Frames): number {
  return frames.sent.filter((frame) => JSON.parse(frame)[1] === 'resync').length
}

/** The first child of a kind in an element; runs in the page. */
function first(selector: string, nodeType: number): ChildNode {
  const nodes = [...document.querySelector(`main ${selector}`)!.childNodes]
  return nodes.find((node) => node.nodeType === nodeType)!
}

/** Runs in the page. */
function everyComment(): ChildNode[] {
  const found: ChildNode[] = []
  const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_COMMENT)
  while (walker.nextNode()) found.push(walker.currentNode as ChildNode)
  return found
}
