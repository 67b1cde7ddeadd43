import { type App, type AppOptions, djust, eventHandler, LiveView, path, publish } from 'djust'
import { serve } from 'djust/server'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
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
import { Line } from './support/line.ts'
import { pageOf } from './support/serve-views.ts'

const browser = useBrowser()

let mounts = 0
beforeEach(() => {
  mounts = 0
})

class Counter extends LiveView {
  static template = pageOf(`
    <button dj-click="add">Add</button>
    <output>{{ count }}</output>
    <em>{{ news }}</em>
    <input aria-label="Text" value="{{ text }}" dj-input="type">
    <i>{{ text }}</i>
    <a dj-patch="?page=2" href="?page=2">Two</a> <b>{{ number }}</b>
  `)

  count = 0
  news = ''
  text = ''
  number = '1'

  mount() {
    mounts += 1
    this.subscribe('news')
  }

  handleParams({ page = '1' }: Record<string, string>) {
    this.number = page
  }

  handleInfo(news: string) {
    this.news = news
  }

  @eventHandler
  add() {
    this.count += 1
  }

  @eventHandler
  type({ value }: { value: string }) {
    this.text = value
  }
}

/** A server, and a network before it that does not let everything through. */
async function start(options: Partial<AppOptions<never>> = {}) {
  const app = djust({ urls: [path('', Counter)], ...options } as never)
  const network = { refusesSockets: false, holdsBack: false, sockets: 0, streams: 0, leaves: 0 }
  const behind: App = {
    async fetch(request, info) {
      const response = await app.fetch(request, info)
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
      if (request.method === 'DELETE') network.leaves += 1
      if (isStream) network.streams += 1
      const isHeld = network.holdsBack && request.method === 'POST'
      return isHeld ? new Response(await response.text(), response) : response
    },
    upgrade(request, socket, head) {
      network.sockets += 1
      if (!network.refusesSockets) return app.upgrade(request, socket, head)
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return true
    },
    close: () => app.close(),
  }
  const server = await serve(behind, { port: 0, hostname: '127.0.0.1', closeGraceMs: 0 })
  onTestFinished(() => server.close())
  return { url: `http://127.0.0.1:${server.port}/`, network }
}

/** Does what a page is for, and expects that it works. */
async function works(page: Page, count = 1): Promise<void> {
  await press(page, 'Add')
  await soonText(page, 'output').toBe(String(count))
  await page.getByLabel('Text').fill(`text ${count}`)
  await soonText(page, 'i').toBe(`text ${count}`)
  publish('news', `news ${count}`)
  await soonText(page, 'em').toBe(`news ${count}`)
  await page.getByRole('link', { name: 'Two' }).click()
  await soonText(page, 'b').toBe('2')
}

async function rememberedBy(page: Page): Promise<string | undefined> {
  const cookies = await page.context().cookies()
  return cookies.find(({ name }) => name === 'djust_line')?.value
}

describe('a page where no WebSocket opens', () => {
  it('works by a stream, and the next page begins with that', async () => {
    const { url, network } = await start()
    network.refusesSockets = true
    const page = await browser.open(url)
    await works(page)
    expect(network.streams).toBe(1)
    expect(mounts).toBe(1)
    expect(await rememberedBy(page)).toBe('stream')
    const { sockets } = network
    await page.reload()
    await isLive(page)
    await works(page)
    expect(network.sockets).toBe(sockets)
  })

  it('works by requests alone where replies are held back until they are whole', async () => {
    const { url, network } = await start()
    network.refusesSockets = network.holdsBack = true
    const page = await browser.page()
    await page.clock.install()
    const opening = openIn(page, url)
    await soon(() => network.streams).toBe(1)
    await page.clock.fastForward(5_000)
    await opening
    await works(page)
    expect(mounts).toBe(1)
    expect(await rememberedBy(page)).toBe('plain')
  })

  it('goes on by WebSocket as soon as one opens, and the next page begins with that', async () => {
    const { url, network } = await start()
    network.refusesSockets = true
    const page = await browser.page()
    await page.clock.install()
    await openIn(page, url)
    await works(page)
    await markDocument(page)
    network.refusesSockets = false
    await page.clock.fastForward('02:01')
    await soon(() => rememberedBy(page)).toBeUndefined()
    await page.clock.runFor(10_000)
    await isLive(page)
    await works(page, 2)
    expect(await isSameDocument(page)).toBe(true)
    expect(mounts).toBe(1)
  })

  it('comes back with its state when the stream breaks', async () => {
    const { url } = await start({ useWebsocket: false })
    const line = await Line.to(url)
    const page = await browser.open(line.url)
    await works(page)
    line.cut()
    await isCutOff(page)
    await press(page, 'Add')
    line.mend()
    await soonText(page, 'output').toBe('2')
    expect(mounts).toBe(1)
  })

  it('tells the server when it is left', async () => {
    const { url, network } = await start({ useWebsocket: false })
    const page = await browser.open(url)
    await page.goto('about:blank')
    await soon(() => network.leaves).toBe(1)
  })
})

describe('pages of a site without WebSockets', () => {
  it('load and work in seven tabs, of which two hold a stream', async () => {
    const { url, network } = await start({ useWebsocket: false })
    const visitor = await browser.visitor()
    const pages: Page[] = []
    for (let i = 0; i < 7; i++) {
      const page = await visitor.newPage()
      await openIn(page, url)
      pages.push(page)
    }
    expect(network.streams).toBe(2)
    expect(network.sockets).toBe(0)
    for (const page of pages) {
      await page.bringToFront()
      await press(page, 'Add')
      await soonText(page, 'output').toBe('1')
    }
    publish('news', 'for all')
    for (const page of pages) await soonText(page, 'em').toBe('for all')
  })

  it('let a waiting tab have the stream of one that was closed', async () => {
    const { url, network } = await start({ useWebsocket: false })
    const visitor = await browser.visitor()
    const pages: Page[] = []
    for (let i = 0; i < 3; i++) {
      const page = await visitor.newPage()
      await openIn(page, url)
      pages.push(page)
    }
    await pages[0]!.close()
    await soon(() => network.streams).toBe(3)
    await works(pages[2]!)
  })
})

it('a server that is away for a moment is no reason to give up WebSockets', async () => {
  const { url, network } = await start()
  const line = await Line.to(url)
  const page = await browser.open(line.url)
  line.cut()
  await isCutOff(page)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  line.mend()
  await isLive(page)
  await works(page)
  expect(network.streams).toBe(0)
})
