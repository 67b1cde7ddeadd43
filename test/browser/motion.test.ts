import { eventHandler, LiveView } from 'djust'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { feature } from '../support/feature.ts'
import { press, soon, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

const style = `<style>
  @keyframes fade { from { opacity: 0 } to { opacity: 1 } }
  .in { animation: fade 0.2s } .out { animation: fade 0.2s reverse } .slow { animation: fade 9s }
  .from { opacity: 0 } .over { transition: opacity 0.2s } .to { opacity: 1 }
  .box { height: 60px; overflow: auto } .tall { height: 3000px }
</style>`

/** An element as it was when the server had taken it out of the page. */
interface Left {
  readonly text: string
  readonly id: string
  readonly name: string
}

async function open(content: string, options: BrowserContextOptions = {}): Promise<Page> {
  class MovingView extends LiveView {
    static template = pageOf(
      `${content}<p><button type="button" dj-click="turn">Turn</button><button type="button" dj-click="add">Add</button>
      <button type="button" dj-click="shift">Shift</button></p><output>{{ turns }}</output>`,
      style,
    )
    turns = 0
    isOn = true
    items = [1, 2, 3]

    @eventHandler
    turn() {
      this.isOn = !this.isOn
      this.turns += 1
    }

    @eventHandler
    add() {
      this.items.push((this.items.at(-1) ?? 0) + 1)
    }

    @eventHandler
    shift() {
      this.items.shift()
    }
  }
  const page = await browser.open(await serveViews({ '': MovingView }), options)
  await page.evaluate(() => {
    const seen = ((window as any).seen = [] as string[])
    new MutationObserver((records) => {
      for (const { target } of records) {
        const text = (target as Element).getAttribute('class')
        if (text && seen.at(-1) !== text) seen.push(text)
      }
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['class'] })
    const left = ((window as any).left = [] as Left[])
    new MutationObserver((records) => {
      for (const node of records.flatMap(({ addedNodes }) => [...addedNodes] as HTMLElement[]))
        if (node.inert) left.push({ text: node.textContent, id: node.id, name: node.className })
    }).observe(document.body, { subtree: true, childList: true })
  })
  return page
}

const classesSeen = (page: Page): Promise<string[]> => page.evaluate(() => (window as any).seen)
const left = (page: Page): Promise<Left[]> => page.evaluate(() => (window as any).left)
const shown = (page: Page) => page.locator('li').allTextContents()

describe('what comes and leaves', () => {
  const one =
    '<ul>{% if isOn %}<li id="x" dj-transition="from over to" dj-remove="out">{{ turns }}</li>{% endif %}</ul>'

  feature(
    'dj-transition dj-remove',
    'goes through its classes, and keeps none of them',
    async () => {
      const page = await open(one)
      await press(page, 'Turn')
      await soonText(page, 'output').toBe('1')
      await soon(() => page.locator('li').count()).toBe(0)
      expect(await left(page)).toEqual([{ text: '0', id: '', name: 'out' }])
      await press(page, 'Turn')
      await soonText(page, '#x').toBe('2')
      await soon(() => page.locator('#x').getAttribute('class')).toBe('')
      expect((await classesSeen(page)).some((text) => text.includes('over to'))).toBe(true)
    },
  )

  feature(
    'dj-transition dj-remove',
    'takes 600 ms at most, and no time where motion is unwanted',
    async () => {
      const slow = one.replace('"out"', '"slow"')
      const page = await open(slow)
      await press(page, 'Turn')
      await soonText(page, 'output').toBe('1')
      expect(await page.locator('li').count()).toBe(1)
      await page.waitForTimeout(700)
      expect(await page.locator('li').count()).toBe(0)
      const calm = await open(slow, { reducedMotion: 'reduce' })
      await press(calm, 'Turn')
      await soonText(calm, 'output').toBe('1')
      expect(await calm.locator('li').count()).toBe(0)
    },
  )

  feature(
    'dj-transition-group',
    'is what stands in a group, wherever the server works meanwhile',
    async () => {
      const page = await open(
        '<ul dj-transition-group="in | slow" dj-flip>{% for item in items %}<li dj-key="{{ item }}">{{ item }}</li>{% endfor %}</ul>',
      )
      await page.evaluate(() => {
        for (const name of ['Shift', 'Add', 'Shift'])
          for (const button of document.querySelectorAll('button'))
            if (button.textContent === name) button.click()
      })
      await soon(() => classesSeen(page)).toContain('in')
      await soon(() => page.locator('li[inert]').count()).toBe(0)
      expect(await shown(page)).toEqual(['3', '4'])
      expect((await left(page)).map(({ text }) => text)).toEqual(['1', '2'])
    },
  )

  feature('dj-flip', 'moves from where it was to where it is', async () => {
    const page = await open(
      '<ul dj-flip>{% for item in items %}<li dj-key="{{ item }}">{{ item }}</li>{% endfor %}</ul>',
    )
    await page.evaluate(() => {
      const { animate } = Element.prototype
      Element.prototype.animate = function (...given) {
        ;(window as any).seen.push(this.textContent)
        return animate.apply(this, given)
      }
    })
    await press(page, 'Shift')
    await soon(() => classesSeen(page)).toEqual(['djust-loading', '2', '3'])
  })
})

describe('what is seen', () => {
  feature('dj-sticky-scroll', 'stays at the end, unless the user has gone up', async () => {
    const page = await open(
      '<ul class="box" dj-sticky-scroll>{% for item in items %}<li style="height: 50px">{{ item }}</li>{% endfor %}</ul>',
    )
    const below = () =>
      page
        .locator('ul')
        .evaluate((ul) => Math.round(ul.scrollHeight - ul.scrollTop - ul.clientHeight))
    expect(await below()).toBe(0)
    await press(page, 'Add')
    await soon(() => shown(page)).toHaveLength(4)
    expect(await below()).toBe(0)
    await page.locator('ul').evaluate((ul) => ul.scrollTo(0, 0))
    await press(page, 'Add')
    await soon(() => shown(page)).toHaveLength(5)
    expect(await below()).toBe(190)
  })

  feature('dj-scroll-into-view', 'is what has just come', async () => {
    const page = await open(
      '<p class="tall">x</p>{% if not isOn %}<p id="new" dj-scroll-into-view="center">new</p>{% endif %}<p class="tall">y</p>',
    )
    await page.evaluate(() => document.querySelector<HTMLElement>('button')!.click())
    await soonText(page, '#new').toBe('new')
    await soon(() => page.evaluate(() => scrollY)).toBeGreaterThan(2000)
  })

  feature('dj-cloak', 'is not seen before the page is live', async () => {
    const page = await open('<p id="x" dj-cloak>{{ turns }}</p>')
    await soon(() => page.locator('#x').isVisible()).toBe(true)
    const response = await page.request.get(page.url())
    expect(await response.text()).toContain('<p id="x" dj-cloak hidden="">')
  })

  feature(
    'dj-dialog',
    'opens and closes as the server says, and only when it says so',
    async () => {
      const page = await open(
        '<dialog id="d" dj-dialog="{% if isOn %}close{% else %}open{% endif %}">{{ turns }}</dialog><p id="n">{{ items|length }}</p>',
      )
      const isModal = () => page.locator('#d').evaluate((node) => node.matches(':modal'))
      await press(page, 'Turn')
      await soon(isModal).toBe(true)
      await page.keyboard.press('Escape')
      await soon(isModal).toBe(false)
      await press(page, 'Add')
      await soonText(page, '#n').toBe('4')
      expect(await isModal()).toBe(false)
      await press(page, 'Turn')
      await press(page, 'Turn')
      await soon(isModal).toBe(true)
      await page.evaluate(() => document.querySelector<HTMLElement>('button')!.click())
      await soon(isModal).toBe(false)
    },
  )
})
