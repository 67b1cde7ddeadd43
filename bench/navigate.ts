import type { Page } from 'playwright-core'
import { handlers, LiveView } from '../dist/index.js'
import type { Row } from '../scripts/bench-row.ts'
import { inBrowser, untilLive } from './_browser.ts'
import { note, percentile } from './_measure.ts'
import { serveView } from './_serve.ts'

// How much faster is a link with dj-navigate than a click whose handler redirects?
//
// Two views of 100 rows that lead to each other, in a headless Chromium, with 20 ms on the way in each
// direction as over a network: requests wait on the server, messages of the socket in the page. From
// `click()` to the new heading in the document: by a link whose page was fetched under the pointer, by
// one whose page was not, and by a handler that does nothing but `liveRedirect`; 20 of each in turn
// after 3 to warm up. Beside it the same page loaded in full, 10 times. Medians. Over loopback, where
// nothing is on the way, what is left is the work of the browser; that is a note.

const onTheWayMs = 20

abstract class PageView extends LiveView {
  static abstract = true
  static handlers = handlers<PageView>()({ go: {} })
  rows = Array.from({ length: 100 }, (_, id) => ({ id, name: `Row ${id}`, count: id * 7 }))
  abstract readonly other: string

  go() {
    this.liveRedirect(this.other)
  }
}

const template = (name: string): string => `<h1 id="${name}">${name}</h1>
<nav><a dj-navigate="{{ other }}">Other</a> <button dj-click="go">Go</button></nav>
<table>{% for row in rows %}<tr><td>{{ row.id }}</td><td>{{ row.name }}</td><td>{{ row.count }}</td></tr>{% endfor %}</table>`

class FirstView extends PageView {
  static template = template('first')
  other = '/second/'
}

class SecondView extends PageView {
  static template = template('second')
  other = '/'
}

export default async function navigate(): Promise<Row[]> {
  await medians(0)
  const { link, handler, load } = await medians(onTheWayMs)
  return [
    { name: 'dj-navigate / handler that redirects', ratio: link / handler, goal: 1 / 10 },
    { name: 'dj-navigate / loading the page', ratio: link / load, goal: 1 / 10 },
  ]
}

async function medians(ms: number): Promise<{ link: number; handler: number; load: number }> {
  const others = { 'second/': SecondView }
  const server = await serveView(FirstView, { others, delayMs: 2 * ms })
  try {
    const { ahead, fetched, redirected, loads } = await inBrowser(
      server.url,
      async (page) => ({ ...(await sample(page)), loads: await loadTimes(page, server.url) }),
      (page) => delayMessages(page, ms),
    )
    const [link, cold, handler, load] = [ahead, fetched, redirected, loads].map((all) =>
      percentile(all, 50),
    ) as [number, number, number, number]
    note(
      `${ms} ms each way: fetched ahead ${link.toFixed(1)} ms, not ${cold.toFixed(1)} ms, ` +
        `handler ${handler.toFixed(1)} ms, loaded ${load.toFixed(1)} ms`,
    )
    return { link, handler, load }
  } finally {
    await server.close()
  }
}

interface Samples {
  readonly ahead: number[]
  readonly fetched: number[]
  readonly redirected: number[]
}

function sample(page: Page): Promise<Samples> {
  return page.evaluate<Samples>(`(${sampling})(3, 20)`)
}

/** Runs in the page. It is text because a compiled function may call helpers that are not there. */
const sampling = `async (warmUps, count) => {
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  const go = async (selector, isHovered) => {
    const element = document.querySelector(selector)
    if (isHovered) {
      element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))
      await pause(150)
    }
    const before = document.querySelector('h1').id
    const shown = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        const heading = document.querySelector('h1')
        if (!heading || heading.id === before) return
        observer.disconnect()
        resolve(performance.now())
      })
      observer.observe(document, { childList: true, subtree: true })
    })
    const startedAt = performance.now()
    element.click()
    const ms = (await shown) - startedAt
    await pause(150)
    return ms
  }
  const ahead = [], fetched = [], redirected = []
  for (let i = -warmUps; i < count; i++) {
    const times = [await go('a', true), await go('a', false), await go('button', false)]
    if (i >= 0) [ahead, fetched, redirected].forEach((all, n) => all.push(times[n]))
  }
  return { ahead, fetched, redirected }
}`

async function loadTimes(page: Page, url: string): Promise<number[]> {
  const times: number[] = []
  for (let i = -2; i < 10; i++) {
    await page.goto(url)
    await untilLive(page)
    const ms = await page.evaluate<number>(
      `performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd`,
    )
    if (i >= 0) times.push(ms)
  }
  return times
}

async function delayMessages(page: Page, ms: number): Promise<void> {
  if (ms === 0) return
  await page.addInitScript(`
    globalThis.WebSocket = class extends WebSocket {
      set onmessage(show) {
        super.onmessage = show && ((event) => setTimeout(() => show.call(this, event), ${ms}))
      }
      send(data) {
        setTimeout(() => super.send(data), ${ms})
      }
    }`)
}
