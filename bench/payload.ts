import type { Page } from 'playwright-core'
import { handlers, LiveView } from '../dist/index.js'
import type { ViewClass } from '../dist/view/live-view.js'
import type { Row } from '../scripts/bench-row.ts'
import { inBrowser, withBrowser } from './_browser.ts'
import { invoicePage, makeInvoice, makeInvoices } from './_invoices.ts'
import { liveViewPage } from './_liveview-page.ts'
import { note } from './_measure.ts'
import { serveView } from './_serve.ts'

// How many bytes travel for a click?
//
// Everything that a page and its server say to each other over the live socket, from a click until
// nothing is said any more (a fifth of a second), without the few bytes of WebSocket's own framing.
// A counter; and in a table of 1,000 invoices with six fields: one amount changed, two rows
// exchanged, a row inserted at the head.
//
// Of the peers, both directions count as well. What LiveView's browser sends is taken from its
// shipped client, which runs in a page of its own here and is clicked on. What djust's Python
// edition (1.2.6) sends is written as its client writes it: type, event, parameters, a number; in
// the case least favourable to us, that is without parameters. What their servers answer was
// recorded once from the same four pages, and is kept here as numbers of bytes.

const peerReplyBytes = {
  counter: { liveView: 95, djust: 144 },
  cell: { liveView: 133, djust: 150 },
  swap: { liveView: 134, djust: 240 },
  insert: { liveView: 9986, djust: 1048 },
} as const

const peerNames = { liveView: 'LiveView', djust: 'djust for Python' } as const

const djustEvent = '{"type":"event","event":"raise","params":{},"ref":1}'

const quietMs = 200

class CounterView extends LiveView {
  static template = `<p><output>{{ count }}</output></p>
<button type="button" dj-click="increment">Add</button>`

  static handlers = handlers<CounterView>()({ increment: {} })

  count = 0

  increment() {
    this.count += 1
  }
}

class InvoicesView extends LiveView {
  static template = invoicePage

  static handlers = handlers<InvoicesView>()({ raise: {}, swap: {}, insert: {} })

  clicks = 0
  invoices = makeInvoices(1000)

  raise() {
    this.invoices[500]!.amount += 1
  }

  swap() {
    const { invoices } = this
    const [a, b] = [invoices[1]!, invoices.at(-2)!]
    invoices[1] = b
    invoices[invoices.length - 2] = a
  }

  insert() {
    this.invoices.unshift(makeInvoice(10_001))
  }
}

class FewInvoicesView extends InvoicesView {
  override invoices = makeInvoices(10)
}

export default async function payload(): Promise<Row[]> {
  const bytes = {
    ...(await clicksOn(CounterView, { counter: 'increment' })),
    ...(await clicksOn(InvoicesView, { cell: 'raise', swap: 'swap', insert: 'insert' })),
    ...(await clicksOn(FewInvoicesView, { fewer: 'insert' })),
  }
  const asked = { liveView: await liveViewEventBytes(), djust: djustEvent.length }
  note(`an event of the peers: LiveView ${asked.liveView} bytes, djust ${asked.djust}`)
  const names = {
    counter: 'counter',
    cell: 'one cell of 1,000 rows',
    swap: 'swap in 1,000 rows',
    insert: 'insert at the head of 1,000 rows',
  }
  const rows = (['counter', 'cell', 'swap', 'insert'] as const).flatMap((what) => {
    const answered = peerReplyBytes[what]
    note(`${names[what]}: ${bytes[what]} bytes both ways`)
    return (['liveView', 'djust'] as const).map((peer) => ({
      name: `${names[what]}, both ways / ${peerNames[peer]}`,
      ratio: bytes[what]! / (asked[peer] + answered[peer]),
      goal: 1 / 3,
    }))
  })
  return [
    ...rows,
    {
      name: 'insert at the head, 1,000 rows / 10 rows',
      ratio: bytes.insert! / bytes.fewer!,
      goal: 1.05,
    },
  ]
}

/**
 * Opens the page of a view and clicks on what names the handlers, one after another.
 *
 * @returns bytes by the same names
 */
async function clicksOn<Name extends string>(
  View: ViewClass,
  clicks: Readonly<Record<Name, string>>,
): Promise<Record<Name, number>> {
  const server = await serveView(View)
  const frames: string[] = []
  const listen = (page: Page): void => {
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => frames.push(String(payload)))
      socket.on('framereceived', ({ payload }) => frames.push(String(payload)))
    })
  }
  try {
    return await inBrowser(
      server.url,
      async (page) => {
        const bytes = {} as Record<Name, number>
        for (const name of Object.keys(clicks) as Name[]) {
          await untilQuiet(frames)
          frames.length = 0
          await page.locator(`[dj-click=${clicks[name]}]`).click()
          await untilQuiet(frames)
          if (frames.length < 2) throw new Error(`${name}: the click was not answered`)
          bytes[name] = Buffer.byteLength(frames.join(''))
        }
        return bytes
      },
      listen,
    )
  } finally {
    await server.close()
  }
}

/** How much LiveView's client sends for a click, which names its handler `raise`. */
async function liveViewEventBytes(): Promise<number> {
  return withBrowser(async (browser) => {
    const page = await browser.newPage()
    await page.route('**/*', (route) =>
      route.fulfill({
        body: liveViewPage(makeInvoices(10)),
        contentType: 'text/html; charset=utf-8',
      }),
    )
    await page.goto('http://liveview.test/')
    await page.locator('tr').nth(9).waitFor({ state: 'attached' })
    await page.locator('button').click()
    await page.waitForFunction(`bench.sent.some((text) => JSON.parse(text)[3] === 'event')`)
    return page.evaluate<number>(
      `bench.sent.find((text) => JSON.parse(text)[3] === 'event').length`,
    )
  })
}

async function untilQuiet(frames: readonly string[]): Promise<void> {
  for (let known = -1; known !== frames.length; ) {
    known = frames.length
    await new Promise((resolve) => setTimeout(resolve, quietMs))
  }
}
