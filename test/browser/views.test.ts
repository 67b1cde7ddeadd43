import { setTimeout } from 'node:timers/promises'
import {
  defineUrls,
  djust,
  DraftModeMixin,
  eventHandler,
  LiveView,
  NavigationMixin,
  path,
} from 'djust'
import { describe, expect } from 'vitest'
import { feature } from '../support/feature.ts'
import { openIn, press, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

class ClockView extends LiveView {
  static template = pageOf('<output>{{ ticks }}</output><p>{{ atOnce }}</p>')
  static tickInterval = 60
  ticks = 0
  /** How many came right behind the first, which took as long as eight of them. */
  atOnce = 0
  _firstEndMs = 0

  override async handleTick() {
    if (this.ticks === 0) {
      await setTimeout(500)
      this._firstEndMs = performance.now()
    } else if (performance.now() - this._firstEndMs < 20) this.atOnce += 1
    this.ticks += 1
  }
}

class BaseView extends LiveView {
  static abstract = true
  static template = pageOf('<output>{{ name }}</output>')
  name = 'base'
}

class NoteView extends DraftModeMixin(NavigationMixin(NavigationMixin(LiveView))) {
  static template = pageOf(
    '<form dj-submit="keep"><input name="note" aria-label="Note"></form><output>{{ kept }}</output><button type="button" dj-click="add">Add</button>',
  )
  static override draftEnabled = true
  kept = 0

  @eventHandler
  add() {
    this.kept += 1
  }

  @eventHandler
  keep() {}
}

describe('a view', () => {
  feature('handleTick', 'ticks while it is open, and late ticks become one', async () => {
    const page = await (await browser.visitor()).newPage()
    await openIn(page, await serveViews({ '': ClockView }))
    await expect
      .poll(async () => Number(await page.textContent('output')))
      .toBeGreaterThanOrEqual(4)
    expect(Number(await page.textContent('p'))).toBeLessThanOrEqual(1)
  })

  feature(
    'abstract',
    'that is abstract has no page of its own, and one that extends it has',
    async () => {
      class PageView extends BaseView {
        override name = 'page'
      }
      expect(() => djust({ urls: defineUrls([path('', BaseView as typeof PageView)]) })).toThrow(
        'BaseView is abstract',
      )
      const page = await (await browser.visitor()).newPage()
      await openIn(page, await serveViews({ '': PageView }))
      await soonText(page, 'output').toBe('page')
    },
  )

  feature('mixins', 'is made of mixins in any order, also twice', async () => {
    class OtherView extends NavigationMixin(DraftModeMixin(DraftModeMixin(LiveView))) {
      static template = NoteView.template
      static override draftEnabled = true
      kept = 0

      @eventHandler
      add() {
        this.kept += 1
      }

      @eventHandler
      keep() {}
    }
    const url = await serveViews({ '': NoteView, 'other/': OtherView })
    for (const address of [url, `${url}other/`]) {
      const page = await (await browser.visitor()).newPage()
      await openIn(page, address)
      await page.getByLabel('Note').fill('half')
      await press(page, 'Add')
      await soonText(page, 'output').toBe('1')
      await page.reload()
      await expect.poll(() => page.getByLabel('Note').inputValue()).toBe('half')
    }
  })
})
