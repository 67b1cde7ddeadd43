import { eventHandler, LiveView, publish } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { rule } from '../support/rule.ts'
import { inputMethod, soon, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

class Cards extends LiveView {
  static template = pageOf(
    `
    <ol>
      {% for card in cards %}
      <li dj-key="{{ card }}" id="{{ card }}">
        <input aria-label="Note on {{ card }}">
        <div class="scroller"><p>{{ card }}</p></div>
        <i class="moving">{{ forloop.counter }}</i>
        <details><summary>more</summary>of {{ card }}</details>
        <iframe title="frame of {{ card }}" src="/frame"></iframe>
      </li>
      {% endfor %}
    </ol>
    <button dj-click="nothing">Nothing</button>
  `,
    '<link rel="stylesheet" href="/cards.css">',
  )
  cards = ['a', 'b', 'c', 'd']

  mount() {
    this.subscribe('cards')
  }

  handleInfo(cards: string[]) {
    this.cards = cards
  }

  @eventHandler
  nothing() {}
}

const style = `
  .scroller { height: 30px; overflow: auto } .scroller p { height: 900px }
  .moving { display: inline-block; animation: turn 1000s linear }
  @keyframes turn { to { transform: rotate(360deg) } }
`

describe('a row that moves, or whose neighbours do, keeps', () => {
  rule.each(
    'state of moved nodes',
    'how far it is scrolled, its animation, what is open, and its frame: %s',
    [
      ['down', ['b', 'c', 'd', 'a']],
      ['up', ['d', 'a', 'b', 'c']],
      ['with all others', ['d', 'c', 'b', 'a']],
      ['while others come and go', ['x', 'c', 'a', 'y', 'd']],
    ],
    async (_, order) => {
      const { page, loaded } = await openCards()
      await page.evaluate(() => {
        for (const scroller of document.querySelectorAll('.scroller')) scroller.scrollTop = 55
        for (const details of document.querySelectorAll('details')) details.open = true
        const animations = document.getAnimations()
        for (const animation of animations) animation.currentTime = 500_000
        Object.assign(window, { before: [...document.querySelectorAll('li')], animations })
      })
      publish('cards', order)
      await soonOrder(page).toEqual(order)
      const stayed = order.filter((card) => 'abcd'.includes(card))
      const states = await page.evaluate((cards) => {
        const { animations } = window as unknown as { animations: Animation[] }
        const running = document.getAnimations()
        return cards.map((card) => {
          const row = document.getElementById(card)!
          const own = animations.find(
            (each) => (each.effect as KeyframeEffect).target === row.querySelector('.moving'),
          )!
          return [
            (window as unknown as { before: Element[] }).before.includes(row),
            row.querySelector('.scroller')!.scrollTop,
            row.querySelector('details')!.open,
            running.includes(own) && Number(own.currentTime) >= 500_000,
          ]
        })
      }, stayed)
      expect(states).toEqual(stayed.map(() => [true, 55, true, true]))
      expect(loaded()).toBe(4 + order.length - stayed.length)
    },
  )

  rule('selections over rows', 'the selection that reaches over several rows', async () => {
    const { page } = await openCards()
    await page.evaluate(() => {
      const [first, last] = ['b', 'c'].map((id) => document.querySelector(`#${id} p`)!.firstChild!)
      getSelection()!.setBaseAndExtent(first!, 0, last!, 1)
    })
    publish('cards', ['d', 'b', 'c', 'a'])
    await soonOrder(page).toEqual(['d', 'b', 'c', 'a'])
    expect(
      await page.evaluate(() => {
        const { anchorNode, focusNode } = getSelection()!
        return [anchorNode, focusNode].map((node) => node!.parentElement!.closest('li')!.id)
      }),
    ).toEqual(['b', 'c'])
  })

  rule('input methods in moved rows', 'the text that an input method composes', async () => {
    const { page } = await openCards()
    const field = page.getByLabel('Note on a')
    await field.focus()
    const { compose, insert } = await inputMethod(page)
    await compose('n')
    publish('cards', ['d', 'c', 'b', 'a'])
    await soonOrder(page).toEqual(['d', 'c', 'b', 'a'])
    await compose('ni')
    await insert('你')
    expect(await field.inputValue()).toBe('你')
    expect(await field.evaluate((element) => document.activeElement === element)).toBe(true)
  })

  async function openCards(): Promise<{ page: Page; loaded: () => number }> {
    let loaded = 0
    const css = () => new Response(style, { headers: { 'content-type': 'text/css' } })
    const frame = () => {
      loaded++
      return new Response('<p>frame', {
        headers: { 'content-type': 'text/html', 'cache-control': 'no-store' },
      })
    }
    const page = await browser.open(await serveViews({ '': Cards, 'cards.css': css, frame }))
    await soon(() => loaded).toBe(4)
    return { page, loaded: () => loaded }
  }
})

function soonOrder(page: Page) {
  return soon(() => page.locator('li').evaluateAll((rows) => rows.map(({ id }) => id)))
}
