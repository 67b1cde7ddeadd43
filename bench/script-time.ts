import type { Browser, Page } from 'playwright-core'
import { handlers, LiveView } from '../dist/index.js'
import type { ViewClass } from '../dist/view/live-view.js'
import type { Row } from '../scripts/bench-row.ts'
import { holdMessages, openLivePage, withBrowser } from './_browser.ts'
import { djustPage, findPythonClient } from './_djust-page.ts'
import { type Invoice, invoicePage, makeInvoices } from './_invoices.ts'
import { liveViewPage } from './_liveview-page.ts'
import { note, percentile } from './_measure.ts'
import { makeProgram, PageInput } from './_program.ts'
import { type BenchServer, serveView } from './_serve.ts'

// How long does the browser's script take to show a change?
//
// A table of 1,000 invoices in a headless Chromium. 500 amounts change, one a frame: frames that the
// server has really sent are held back and then given to the runtime one after another, which reads,
// checks and writes them. Beside it, each in a page of its own:
//
// - morphdom and idiomorph get the whole HTML of the page as it is then, in a text;
// - LiveView's shipped client gets, through a transport within the page, the diff that its server
//   sends for one changed part of a keyed comprehension;
// - the client of djust's Python edition gets the patch that its server sends. It is not on npm, so it
//   is left out where it is not found: `pip install djust==1.2.6`, or DJUST_CLIENT names its file. It
//   asks for places of what has the focus, so that its script holds the layout too.
//
// Peers show 10 changes a turn, idiomorph 3. Medians of the samples of a turn, which are 25 frames for
// djust and one change for peers: now and then the browser collects the texts by which the bench sees
// that a page has changed. Of them, medians of 5 turns, after one to warm up; the same with the
// processor slowed down six times by Chromium, in 3 turns. Laying the page out again is measured
// apart, and noted: it is the browser's. At 10,000 rows djust is compared with itself.

const framesPerTurn = 500
const framesAtOnce = 25
const slowness = 6

function viewOf(count: number): ViewClass {
  return class InvoicesView extends LiveView {
    static template = invoicePage.replace(/<button.*Swap.*\n|<button.*Insert.*\n/g, '')

    static handlers = handlers<InvoicesView>()({ raise: {} })

    clicks = 0
    invoices = makeInvoices(count)
    #at = 0

    raise() {
      this.#at = (this.#at + 617) % count
      this.invoices[this.#at]!.amount += 1
    }
  }
}

/** How long a frame takes, in milliseconds: its script, and laying out what it changed. */
interface Times {
  readonly script: number
  readonly layout: number
}

/** A page on which changes can be shown. */
interface Subject {
  readonly page: Page
  /** Shows changes, one after another. */
  turn(): Promise<Times>
}

/** By the names of peers. */
type Subjects = Record<string, Subject>

export default async function scriptTime(): Promise<Row[]> {
  const servers = await Promise.all([1000, 10_000].map((count) => serveView(viewOf(count))))
  try {
    return await withBrowser((browser) => measure(browser, servers as [BenchServer, BenchServer]))
  } finally {
    for (const server of servers) await server.close()
  }
}

async function measure(
  browser: Browser,
  [few, many]: readonly [BenchServer, BenchServer],
): Promise<Row[]> {
  const djust = await liveSubject(browser, few.url)
  const peers: Subjects = {
    morphdom: await morphSubject(browser, 'morphdom/dist/morphdom-umd.min.js', 10),
    LiveView: await liveViewSubject(browser),
    idiomorph: await morphSubject(browser, 'idiomorph/dist/idiomorph.min.js', 3),
    ...(await pythonSubject(browser)),
  }
  const all = { djust, ...peers }
  const usual = await inTurns({ ...all, large: await liveSubject(browser, many.url) }, 5)
  tell('', usual)
  for (const { page } of Object.values(all)) await slowDown(page, slowness)
  const slow = await inTurns(all, 3)
  tell(`${slowness}× slower: `, slow)

  const rows = (what: string, times: Record<string, Times>): Row[] =>
    Object.keys(peers).map((peer) => ({
      name: `script for one cell of 1,000 rows${what} / ${peer}`,
      ratio: times.djust!.script / times[peer]!.script,
      goal: 1 / 300,
    }))
  return [
    ...rows('', usual),
    ...rows(`, processor ${slowness}× slower`, slow),
    {
      name: 'script for one cell, 10,000 rows / 1,000',
      ratio: usual.large!.script / usual.djust!.script,
      goal: 2.5,
    },
  ]
}

async function inTurns(subjects: Subjects, turns: number): Promise<Record<string, Times>> {
  const samples = new Map<string, Times[]>()
  for (let turn = -1; turn < turns; turn++) {
    for (const [name, subject] of Object.entries(subjects)) {
      await subject.page.bringToFront()
      const times = await subject.turn()
      if (turn >= 0) samples.set(name, [...(samples.get(name) ?? []), times])
    }
  }
  const median = (all: readonly Times[], what: keyof Times): number =>
    percentile(
      all.map((times) => times[what]),
      50,
    )
  return Object.fromEntries(
    [...samples].map(([name, all]) => [
      name,
      { script: median(all, 'script'), layout: median(all, 'layout') },
    ]),
  )
}

function tell(what: string, times: Readonly<Record<string, Times>>): void {
  for (const [name, { script, layout }] of Object.entries(times)) {
    note(`${what}${name}: script ${script.toFixed(4)} ms, layout ${layout.toFixed(3)} ms a frame`)
  }
}

async function slowDown(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

/** A live page. What its server sends is held back until it is shown. */
async function liveSubject(browser: Browser, url: string): Promise<Subject> {
  const page = await openLivePage(browser, url, holdMessages)
  return {
    page,
    turn: () => page.evaluate<Times>(`(${liveTurn})(${framesPerTurn}, ${framesAtOnce})`),
  }
}

const medianOf = '(times) => times.sort((a, b) => a - b)[times.length >> 1]'

/** Runs in the page. It is text because a compiled function may call helpers that are not there. */
const liveTurn = `async (count, atOnce) => {
  const button = document.querySelector('button')
  const script = []
  let layout = 0
  for (let shown = 0; shown < count; shown += atOnce) {
    const held = bench.held = []
    for (let i = 0; i < atOnce; i++) button.click()
    while (held.length < atOnce) await new Promise((resolve) => setTimeout(resolve, 1))
    bench.held = null
    document.body.offsetHeight
    const before = document.body.textContent
    const startedAt = performance.now()
    for (const data of held) bench.show(data)
    const shownAt = performance.now()
    document.body.offsetHeight
    layout += performance.now() - shownAt
    script.push((shownAt - startedAt) / atOnce)
    if (document.body.textContent === before) throw new Error('the page did not change')
  }
  return { script: (${medianOf})(script), layout: layout / (count / atOnce) }
}`

/** A page whose whole HTML is compared with what it is to be. */
async function morphSubject(browser: Browser, library: string, frames: number): Promise<Subject> {
  const page = await browser.newPage()
  const invoices = makeInvoices(1000)
  const program = makeProgram(viewOf(1)['template' as never] as string)
  const draw = (): string => {
    const html = program.plain(new PageInput({ clicks: 0, invoices, dj_view_id: '' }))
    return html.slice(html.indexOf('<main'), html.indexOf('</main>') + 7)
  }
  await page.setContent(`<!doctype html><html><body>${draw()}</body></html>`)
  await page.addScriptTag({ path: `node_modules/${library}` })
  let at = 0
  return {
    page,
    turn() {
      const texts = Array.from({ length: frames }, () => {
        at = (at + 617) % invoices.length
        invoices[at]!.amount += 1
        return draw()
      })
      return page.evaluate<Times>(`(${peerTurn})(${JSON.stringify(texts)}, (html) => {
        const main = document.querySelector('main')
        globalThis.morphdom ? morphdom(main, html) : Idiomorph.morph(main, html)
      })`)
    },
  }
}

function liveViewSubject(browser: Browser): Promise<Subject> {
  return clientSubject(browser, liveViewPage)
}

/** The Python edition, where its client is found. */
async function pythonSubject(browser: Browser): Promise<Subjects> {
  const client = findPythonClient()
  if (!client) {
    note('no djust for Python: left out, because its client was not found')
    return {}
  }
  note(`djust for Python is version ${client.version}`)
  return {
    'djust for Python': await clientSubject(browser, (invoices) => djustPage(invoices, client)),
  }
}

/** A page with the shipped client of a peer, which is told of changes as its server does. */
async function clientSubject(
  browser: Browser,
  draw: (invoices: readonly Invoice[]) => string,
): Promise<Subject> {
  const page = await browser.newPage()
  const invoices = makeInvoices(1000)
  // They keep things in the storage of their origin, so they need one.
  const url = 'http://peer.test/'
  await page.route('**/*', (route) =>
    route.fulfill({ body: draw(invoices), contentType: 'text/html; charset=utf-8' }),
  )
  await page.goto(url)
  await page
    .locator('tr')
    .nth(invoices.length - 1)
    .waitFor({ state: 'attached' })
  await page.waitForFunction('bench.isJoined')
  let at = 0
  return {
    page,
    turn() {
      const changes = Array.from({ length: 10 }, () => {
        at = (at + 617) % invoices.length
        return [at, String((invoices[at]!.amount += 1))]
      })
      return page.evaluate<Times>(
        `(${peerTurn})(${JSON.stringify(changes)}.map((change) => bench.diff(...change)), bench.show)`,
      )
    },
  }
}

/** Runs in the page of a peer. */
const peerTurn = `async (changes, show) => {
  const script = []
  let layout = 0
  for (const change of changes) {
    document.body.offsetHeight
    const before = document.body.textContent
    const startedAt = performance.now()
    const showing = show(change)
    if (showing instanceof Promise) await showing
    const shownAt = performance.now()
    document.body.offsetHeight
    layout += performance.now() - shownAt
    script.push(shownAt - startedAt)
    if (document.body.textContent === before) throw new Error('the page did not change')
  }
  return { script: (${medianOf})(script), layout: layout / changes.length }
}`
