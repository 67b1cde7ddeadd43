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
import { openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
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
  kept = 0

  @eventHandler
  add() {
    this.kept += 1
  }

  @eventHandler
  keep() {}
}

class InboxView extends LiveView {
  static template = pageOf(
    '<button dj-click="read">Read</button><a dj-navigate="/quiet/">Leave</a><h1>{{ unread }}</h1>',
    '<meta name="description" content="Letters">',
  )
  unread = 2
  override pageMeta: Record<string, string> = { description: 'Two letters', 'og:title': 'Inbox' }

  override get pageTitle() {
    return this.unread > 0 ? `(${this.unread}) Inbox` : ''
  }

  @eventHandler
  read() {
    this.unread -= 1
    if (this.unread === 0) this.pageMeta = { robots: 'none' }
    else delete this.pageMeta['og:title']
  }
}

class QuietView extends LiveView {
  static template = pageOf('<h1>Quiet</h1>')
}

describe('a view', () => {
  feature('handleTick', 'ticks while it is open, and late ticks become one', async () => {
    const page = await browser.page()
    await openIn(page, await serveViews({ '': ClockView }))
    await expect
      .poll(async () => Number(await page.textContent('output')))
      .toBeGreaterThanOrEqual(4)
    // One is late, and the next may be due just then.
    expect(Number(await page.textContent('p'))).toBeLessThanOrEqual(2)
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
      const page = await browser.page()
      await openIn(page, await serveViews({ '': PageView }))
      await soonText(page, 'output').toBe('page')
    },
  )

  feature('pageTitle pageMeta', 'gives the title and what the head says of the page', async () => {
    const url = await serveViews({ '': InboxView, 'quiet/': QuietView })
    const html = await (await fetch(url)).text()
    expect(html).toContain('<title>(2) Inbox</title>')
    expect(html.match(/<meta [^>]*description[^>]*>/g)).toEqual([
      '<meta dj-meta name="description" content="Two letters">',
    ])
    const page = await browser.open(url)
    const head = () =>
      page.evaluate(() => [
        document.title,
        ...[...document.head.querySelectorAll('meta[name], meta[property]')].map(
          (meta) =>
            `${meta.getAttribute('name') ?? meta.getAttribute('property')}: ${(meta as HTMLMetaElement).content}`,
        ),
      ])
    expect(await head()).toEqual(['(2) Inbox', 'description: Two letters', 'og:title: Inbox'])
    await press(page, 'Read')
    await soon(head).toEqual(['(1) Inbox', 'description: Two letters'])
    await press(page, 'Read')
    await soon(head).toEqual(['Test', 'description: Letters', 'robots: none'])
    await page.getByRole('link', { name: 'Leave' }).click()
    await soonText(page, 'h1').toBe('Quiet')
    expect(await head()).toEqual(['Test'])
    await page.goBack()
    await soon(head).toEqual(['(2) Inbox', 'description: Two letters', 'og:title: Inbox'])
  })

  feature('mixins', 'is made of mixins in any order, also twice', async () => {
    class OtherView extends NavigationMixin(DraftModeMixin(DraftModeMixin(LiveView))) {
      static template = NoteView.template
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
      const page = await browser.page()
      await openIn(page, address)
      await page.getByLabel('Note').fill('half')
      await press(page, 'Add')
      await soonText(page, 'output').toBe('1')
      await page.reload()
      await expect.poll(() => page.getByLabel('Note').inputValue()).toBe('half')
    }
  })
})
