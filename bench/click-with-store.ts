import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { type Client, createClient } from '@libsql/client'
import type { Browser } from 'playwright-core'
import { handlers, LiveView, sqlite } from '../dist/index.js'
import type { Row } from '../scripts/bench-row.ts'
import { openLivePage, withBrowser } from './_browser.ts'
import { clickAndEcho } from './_click-samples.ts'
import { note, percentile } from './_measure.ts'
import { serveView } from './_serve.ts'

// What does it cost that nothing which was answered is ever lost?
//
// The counter of click-to-dom.ts on two servers of this process: one as it is by default, one that
// stores each session in a SQLite file before it answers (`durability: 'beforeReply'`). A click on
// the second, from `click()` to the MutationObserver, against the sum of a click on the first and a
// bare commit: one `update` of as many bytes in another SQLite file of the same folder, with the
// same pragmas and client. Each click and each commit comes after a rest of a frame: a commit right
// behind another one takes a third of the time, as the file is in all caches then. Turns of 40
// clicks on each and 40 commits, 8 after 2 to warm up; medians of all.

class CounterView extends LiveView {
  static template = `<p><output>{{ count }}</output></p>
<button type="button" dj-click="increment" dj-value-by="1">Add</button>`

  static handlers = handlers<CounterView>()({ increment: { params: { by: 'int' } } })

  count = 0

  increment({ by }: { by: number }) {
    this.count += by
  }
}

const turns = 8
const warmUpTurns = 2
const clicksPerTurn = 40
/** What a page rests before each click. */
const frameMs = 17
const samples = { warmUps: 2, count: clicksPerTurn, rests: true }
/** About what is stored of a counter. */
const storedBytes = 200

export default async function clickWithStore(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'djust-bench-'))
  const store = sqlite(join(folder, 'sessions.db'))
  const plain = await serveView(CounterView)
  const stored = await serveView(CounterView, { settings: { store, durability: 'beforeReply' } })
  const bare = await BareCommits.open(join(folder, 'bare.db'))
  try {
    const times = await withBrowser((browser) => measure(browser, plain.url, stored.url, bare))
    const [click, storedClick, commit] = times.map((all) => percentile(all, 50)) as [
      number,
      number,
      number,
    ]
    note(
      `click ${click.toFixed(2)} ms, stored before its answer ${storedClick.toFixed(2)} ms, bare commit ${commit.toFixed(2)} ms`,
    )
    return [
      {
        name: 'click to DOM, stored before the answer / click and a bare commit',
        ratio: storedClick / (click + commit),
        goal: 1.5,
      },
    ]
  } finally {
    await plain.close()
    await stored.close()
    bare.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @returns times of clicks, of clicks that are stored, and of bare commits */
async function measure(
  browser: Browser,
  plainUrl: string,
  storedUrl: string,
  bare: BareCommits,
): Promise<number[][]> {
  const pages = [await openLivePage(browser, plainUrl), await openLivePage(browser, storedUrl)]
  const times: number[][] = [[], [], []]
  for (let turn = -warmUpTurns; turn < turns; turn++) {
    for (const [i, page] of pages.entries()) {
      await page.bringToFront()
      const { clicks } = await clickAndEcho(page, samples)
      if (turn >= 0) times[i]!.push(...clicks)
    }
    for (let i = 0; i < clicksPerTurn; i++) {
      await rest(frameMs)
      const ms = await bare.commit()
      if (turn >= 0) times[2]!.push(ms)
    }
  }
  return times
}

/** A table of one row in a file, which is written again and again. */
class BareCommits {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  static async open(file: string): Promise<BareCommits> {
    const client = createClient({ url: pathToFileURL(file).href })
    await client.execute('pragma journal_mode = wal')
    await client.execute('pragma synchronous = full')
    await client.execute('create table rows (key text primary key, data blob) without rowid')
    await client.execute({
      sql: 'insert into rows (key, data) values (?, ?)',
      args: ['key', new Uint8Array(storedBytes)],
    })
    return new BareCommits(client)
  }

  /** @returns how long it took, in milliseconds */
  async commit(): Promise<number> {
    const data = crypto.getRandomValues(new Uint8Array(storedBytes))
    const startedAt = performance.now()
    await this.#client.execute({
      sql: 'update rows set data = ? where key = ?',
      args: [data, 'key'],
    })
    return performance.now() - startedAt
  }

  close(): void {
    this.#client.close()
  }
}
