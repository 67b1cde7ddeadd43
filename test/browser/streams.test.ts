import { LiveView, publish } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { Project } from '../command-line.ts'
import {
  isCutOff,
  isLive,
  isSameDocument,
  markDocument,
  press,
  soon,
  soonText,
  useBrowser,
} from './support/browser.ts'
import { Line } from './support/line.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

interface Item {
  id: number
  text: string
}

const item = (id: number, text = `m${id}`): Item => ({ id, text })

class Feed extends LiveView {
  static template = pageOf(`
    <output>{{ turns }}</output>
    <ol id="feed">
      {% for item in streams.feed %}
      <li id="item-{{ item.id }}">{{ item.text }} <input aria-label="{{ item.id }}"></li>
      {% empty %}
      <li>nothing</li>
      {% endfor %}
    </ol>
  `)
  turns = 0

  mount() {
    this.subscribe('feed')
    this.stream('feed', [item(1), item(2)])
  }

  handleInfo(act: (view: Feed) => void) {
    this.turns += 1
    act(this)
  }
}

const tell = (act: (view: Feed) => void) => publish('feed', act)

function rowsAre(page: Page, ...texts: string[]): Promise<unknown> {
  return soon(async () =>
    (await page.locator('#feed li').allTextContents()).map((text) => text.trim()),
  ).toEqual(texts)
}

describe('a stream', () => {
  it('changes its rows one by one, and leaves alone what is done in the others', async () => {
    const page = await browser.show(Feed)
    await rowsAre(page, 'm1', 'm2')
    await page.getByLabel('2').pressSequentially('half')
    tell((view) => view.streamInsert('feed', item(3)))
    tell((view) => view.streamInsert('feed', item(4), { at: 0 }))
    tell((view) => view.streamInsert('feed', item(2, 'second')))
    tell((view) => view.streamDelete('feed', 1))
    await rowsAre(page, 'm4', 'second', 'm3')
    await page.keyboard.type(' done')
    tell((view) => view.streamInsert('feed', item(5), { limit: 3 }))
    await rowsAre(page, 'second', 'm3', 'm5')
    tell((view) => view.streamReset('feed', [item(6), item(2), item(7)]))
    await rowsAre(page, 'm6', 'm2', 'm7')
    await page.keyboard.type('!')
    expect(await page.getByLabel('2').inputValue()).toBe('half done!')
    tell((view) => view.streamReset('feed'))
    await rowsAre(page, 'nothing')
  })

  it('misses nothing and shows nothing twice when a connection drops', async () => {
    const line = await Line.to(await serveViews({ '': Feed }))
    const page = await browser.open(line.url)
    tell((view) => view.streamInsert('feed', item(3)))
    await rowsAre(page, 'm1', 'm2', 'm3')
    line.lose('answers')
    tell((view) => view.streamInsert('feed', item(4)))
    tell((view) => view.streamDelete('feed', 1))
    await soon(() => line.lostBytes > 0).toBe(true)
    line.cut()
    await isCutOff(page)
    tell((view) => view.streamInsert('feed', item(5), { at: 0 }))
    line.mend()
    await isLive(page)
    await rowsAre(page, 'm5', 'm2', 'm3', 'm4')
    line.lose('events')
    tell((view) => view.streamInsert('feed', item(6)))
    await rowsAre(page, 'm5', 'm2', 'm3', 'm4', 'm6')
    line.cut()
    await isCutOff(page)
    line.mend()
    await isLive(page)
    tell((view) => view.streamInsert('feed', item(7)))
    await rowsAre(page, 'm5', 'm2', 'm3', 'm4', 'm6', 'm7')
    await soonText(page, 'output').toBe('6')
  })

  it('begins with the rows of mount in a page that is loaded again or copied', async () => {
    const page = await browser.show(Feed)
    tell((view) => view.streamInsert('feed', item(3)))
    await rowsAre(page, 'm1', 'm2', 'm3')
    await page.reload()
    await isLive(page)
    await rowsAre(page, 'm1', 'm2')
  })

  it('keeps its rows where a page has to be built anew', async () => {
    const strip = (html: string) => html.replace(/<!--[^]*?-->/g, '')
    const page = await browser.open(await serveViews({ '': Feed }, {}, strip))
    tell((view) => view.streamInsert('feed', item(3)))
    await rowsAre(page, 'm1', 'm2', 'm3')
    await page.evaluate(() => document.querySelector('#item-3')!.remove())
    tell((view) => view.streamInsert('feed', item(4)))
    await rowsAre(page, 'm1', 'm2', 'm4')
    tell((view) => view.streamDelete('feed', 1))
    await rowsAre(page, 'm2', 'm4')
  })
})

it.each(['SIGTERM', 'SIGKILL'] as const)(
  'a page with streams goes on after %s, with its rows',
  async (signal) => {
    const app = `
    import { defineUrls, djust, eventHandler, LiveView, path, sqlite } from 'djust'

    class FeedView extends LiveView {
      static templateName = 'page.html'
      last = 2

      mount() {
        this.stream('feed', [{ id: 1 }, { id: 2 }], { limit: 4 })
      }

      @eventHandler
      add() {
        this.last += 1
        this.streamInsert('feed', { id: this.last })
      }
    }

    export default djust({
      urls: defineUrls([path('', FeedView)]), store: sqlite('data/sessions.db'), durability: 'beforeReply',
    })`
    const content = `<button dj-click="add">Add</button>
    <ol id="feed">{% for x in streams.feed %}<li id="x{{ x.id }}">{{ x.id }}</li>{% endfor %}</ol>`
    const project = new Project({ 'app.ts': app, 'templates/page.html': pageOf(content) })
    try {
      let port = '0'
      const start = async () => {
        const args = ['start', 'app.ts', '--host', '127.0.0.1', '--port', port]
        const server = project.djust(args, {
          DJUST_SECRET: 'a secret that is long enough' + 'x'.repeat(16),
        })
        port = await server.prints(/ready {2}\S+:(\d+)/)
        return server
      }
      const server = await start()
      const page = await browser.open(`http://127.0.0.1:${port}/`)
      await markDocument(page)
      await press(page, 'Add')
      await rowsAre(page, '1', '2', '3')
      await server.end(signal)
      await isCutOff(page)
      await press(page, 'Add')
      await start()
      await rowsAre(page, '1', '2', '3', '4')
      await press(page, 'Add')
      await rowsAre(page, '2', '3', '4', '5')
      expect(await isSameDocument(page)).toBe(true)
    } finally {
      await project.remove()
    }
  },
)
