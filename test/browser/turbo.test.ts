import { eventHandler, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { feature } from '../support/feature.ts'
import {
  isSameDocument,
  markDocument,
  openIn,
  press,
  soon,
  soonText,
  useBrowser,
} from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

feature(
  'TurboNav',
  'pages that another script puts in place are joined, and those before left',
  async () => {
    const { page, log, sockets } = await openPages()
    await press(page, 'Add')
    await soonText(page, 'output').toBe('1')
    await visit(page, '/second/')
    await soonText(page, 'h1').toBe('Second')
    await press(page, 'Add')
    await soonText(page, 'output').toBe('1')
    await press(page, 'Add')
    await soonText(page, 'output').toBe('2')
    expect(log).toEqual(['mount First', 'mount Second', 'unmount First'])
    expect(await page.evaluate(() => window.hooks)).toEqual([
      'mounted First',
      'destroyed First',
      'mounted Second',
    ])
    expect(sockets.length).toBe(1)
    expect(await isSameDocument(page)).toBe(true)
  },
)

feature(
  'TurboNav',
  'a page that is not live leaves the session, and the next one begins',
  async () => {
    const { page, log } = await openPages()
    await visit(page, '/plain/')
    await soon(() => log).toEqual(['mount First', 'unmount First'])
    await visit(page, '/')
    await press(page, 'Add')
    await soonText(page, 'output').toBe('1')
    expect(log).toEqual(['mount First', 'unmount First', 'mount First'])
  },
)

declare global {
  interface Window {
    hooks: string[]
  }
}

/** What Turbo does with a link: it puts the new body in place, and what is new of the head, and says that it is loaded. */
async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate(async (path) => {
    const html = await (await fetch(path, { headers: { 'X-Turbo-Request-Id': 'a' } })).text()
    const found = new DOMParser().parseFromString(html, 'text/html')
    history.pushState({ turbo: { restorationIdentifier: path } }, '', path)
    document.getElementById('djust-page')?.remove()
    const data = found.getElementById('djust-page')
    if (data) document.head.append(data)
    document.body.replaceWith(found.body)
    document.dispatchEvent(new CustomEvent('turbo:load', { detail: { url: location.href } }))
  }, path)
}

async function openPages() {
  const log: string[] = []
  abstract class Counter extends LiveView {
    static abstract = true
    count = 0

    override mount() {
      log.push(`mount ${this.constructor.name}`)
    }

    override unmount() {
      log.push(`unmount ${this.constructor.name}`)
    }

    @eventHandler
    add() {
      this.count++
    }
  }
  const template = (name: string) =>
    pageOf(
      `<h1 dj-hook="Heading">${name}</h1>
      <button dj-click="add">Add</button> <output>{{ count }}</output>`,
    )
  class First extends Counter {
    static template = template('First')
  }
  class Second extends Counter {
    static template = template('Second')
  }
  const headers = { 'Content-Type': 'text/html' }
  const plain = () => new Response('<h1>Plain</h1>', { headers })
  const url = await serveViews({ '': First, 'second/': Second, 'plain/': plain })
  const page = await browser.page()
  const sockets: string[] = []
  page.on('websocket', (socket) => sockets.push(socket.url()))
  await page.addInitScript(() => {
    window.hooks = []
    const note = (what: string) =>
      function (this: { el: Element }) {
        window.hooks.push(`${what} ${this.el.textContent}`)
      }
    Object.assign(window, {
      djust: { hooks: { Heading: { mounted: note('mounted'), destroyed: note('destroyed') } } },
    })
  })
  await openIn(page, url)
  await markDocument(page)
  return { page, log, sockets }
}
