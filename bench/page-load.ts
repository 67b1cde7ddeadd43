import type { Page } from 'playwright-core'
import { handlers, LiveView } from '../dist/index.js'
import type { Row } from '../scripts/bench-row.ts'
import { inBrowser, untilLive } from './_browser.ts'
import { clickAndEcho } from './_click-samples.ts'
import { note, percentile } from './_measure.ts'
import { Random } from './_random.ts'
import { serveView } from './_serve.ts'

// How much faster is a click than loading the page anew?
//
// A page of 300 kB with one counter, in a headless Chromium over loopback. Beside its click, as
// click-to-dom.ts measures it, one right behind the other: the same message to a bare `ws` echo.
// Beside a click in the page at rest: a full load of the same page, from the request to its `load`
// event as the browser's own navigation timing tells it. 400 clicks and echoes in turn after 4,000
// to warm up, 200 at rest, 15 loads after 3, medians.

class LongView extends LiveView {
  static template = `<p><output>{{ count }}</output></p>
<button type="button" dj-click="increment" dj-value-by="1">Add</button>
${prose(300_000)}`

  static handlers = handlers<LongView>()({ increment: { params: { by: 'int' } } })

  count = 0

  increment({ by }: { by: number }) {
    this.count += by
  }
}

export default async function pageLoad(): Promise<Row[]> {
  const server = await serveView(LongView)
  try {
    const { clicks, echoes, atRest, loads } = await inBrowser(server.url, async (page) => ({
      ...(await clickAndEcho(page, { warmUps: 4_000, count: 400, rests: false })),
      atRest: (await clickAndEcho(page, { warmUps: 20, count: 200, rests: true })).clicks,
      loads: await loadTimes(page),
    }))
    const [click, echo] = [percentile(clicks, 50), percentile(echoes, 50)]
    const [clickAtRest, load] = [percentile(atRest, 50), percentile(loads, 50)]
    note(`click ${click.toFixed(2)} ms, echo ${echo.toFixed(2)} ms`)
    note(`click at rest ${clickAtRest.toFixed(2)} ms, load ${load.toFixed(1)} ms`)
    return [
      { name: 'click to DOM, 300 kB page / WebSocket echo, p50', ratio: click / echo, goal: 1.6 },
      {
        name: 'click to DOM, 300 kB page / WebSocket echo, p99',
        ratio: percentile(clicks, 99) / percentile(echoes, 99),
        goal: 3,
      },
      { name: 'click to DOM, 300 kB page / loading it', ratio: clickAtRest / load, goal: 1 / 10 },
    ]
  } finally {
    await server.close()
  }
}

async function loadTimes(page: Page): Promise<number[]> {
  const times: number[] = []
  for (let i = -3; i < 15; i++) {
    await page.reload({ waitUntil: 'load' })
    await untilLive(page)
    const ms = await page.evaluate<number>(
      `performance.getEntriesByType('navigation')[0].loadEventEnd`,
    )
    if (i >= 0) times.push(ms)
  }
  return times
}

function prose(length: number): string {
  const random = new Random(1)
  const parts: string[] = []
  for (let written = 0; written < length; ) {
    const part = `<section><h2>${random.words(4)}</h2><p>${random.words(80)} <b>${random.words(2)}</b>.</p></section>`
    parts.push(part)
    written += part.length + 1
  }
  return parts.join('\n')
}
