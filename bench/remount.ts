import type { CDPSession } from 'playwright-core'
import { LiveView } from '../dist/index.js'
import type { Row } from '../scripts/bench-row.ts'
import { holdMessages, untilLive, withBrowser } from './_browser.ts'
import { invoicePage, makeInvoices } from './_invoices.ts'
import { note, percentile } from './_measure.ts'
import { serveView } from './_serve.ts'

// How long does it take to fill a page whose session is gone?
//
// A table of 1,000 invoices in a headless Chromium. First it is loaded: counted is what Chromium
// says that it spent on scripts, on styles and on layout, until the page is live; parsing the HTML
// is not counted. Then the server is stopped and another one started in its place, which mounts the
// view anew for the document and sends all values, of which every amount is another one. Counted is
// the time from that frame, which is compressed, until it is read, written and laid out. Medians of 7
// rounds after 2 to warm up, each in a page of its own.

const count = 1000
let mounts = 0

class InvoicesView extends LiveView {
  static template = invoicePage.replace(/ dj-click="\w+"/g, '')

  clicks = 0
  invoices = makeInvoices(count)

  mount() {
    mounts += 1
    for (const invoice of this.invoices) invoice.amount += mounts
  }
}

export default async function remount(): Promise<Row[]> {
  const paintMs: number[] = []
  const fillMs: number[] = []
  await withBrowser(async (browser) => {
    for (let round = -2; round < 7; round++) {
      let server = await serveView(InvoicesView)
      try {
        const page = await browser.newPage()
        await holdMessages(page)
        const session = await page.context().newCDPSession(page)
        await session.send('Performance.enable')
        const before = await spentMs(session)
        await page.goto(server.url)
        await untilLive(page)
        await page.evaluate('document.body.offsetHeight')
        const painted = (await spentMs(session)) - before
        await page.evaluate('bench.held = []')
        await server.close()
        server = await serveView(InvoicesView, { port: Number(new URL(server.url).port) })
        await page.waitForFunction('bench.held.length > 1', null, { timeout: 60_000 })
        const filled = await page.evaluate<number>(`(${showHeld})()`)
        await page.close()
        if (round < 0) continue
        paintMs.push(painted)
        fillMs.push(filled)
      } finally {
        await server.close()
      }
    }
  })
  const [paint, fill] = [percentile(paintMs, 50), percentile(fillMs, 50)]
  note(`first paint ${paint.toFixed(1)} ms, fill ${fill.toFixed(1)} ms`)
  return [
    {
      name: 'fill of 1,000 rows after a remount / first paint, script and layout',
      ratio: fill / paint,
      goal: 1,
    },
  ]
}

/** What the page has spent on scripts, styles and layout so far. */
async function spentMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics
    .filter(({ name }) => /^(Script|Layout|RecalcStyle)Duration$/.test(name))
    .reduce((sum, { value }) => sum + value * 1000, 0)
}

/** Runs in the page: shows what was held back, which is `joined` and all values, and waits until they are there. */
const showHeld = `async () => {
  const held = bench.held
  bench.held = null
  document.body.offsetHeight
  const filled = new Promise((resolve, reject) => {
    new MutationObserver(resolve).observe(document.body, { characterData: true, childList: true, subtree: true })
    setTimeout(reject, 10_000, new Error('the page was not filled'))
  })
  const startedAt = performance.now()
  for (const data of held) bench.show(data)
  await filled
  document.body.offsetHeight
  return performance.now() - startedAt
}`
