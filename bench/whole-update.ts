import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeClientFrame } from '../dist/wire/decode.js'
import type { Row } from '../scripts/bench-row.ts'
import { geometricMean, note, percentile, timeInTurn } from './_measure.ts'
import { LivePage, makeProgram } from './_program.ts'
import { hasPythonModule, PythonPeer } from './_python-peer.ts'
import { type RenderPage, renderPages, withFrame } from './_render-pages.ts'

// What does a whole update cost, from the frame of an event to the frame of its answer?
//
// The three pages of render.ts with 100 rows. A frame that names a row and a new text is read, the
// row is given the text, the page is compared with what is shown, and the patch is written. Beside
// it Django and Jinja2 draw the same page, which is where their work for an answer begins. Python
// takes its own times, with a sample of djust between any two; 200 rounds after 50 to warm up,
// medians. What of the update is comparing and writing is told apart, and must be below 0.1 ms.

const count = 100
const allowedCompareMs = 0.1

export default async function wholeUpdate(): Promise<Row[]> {
  const cases = renderPages.map((page) => ({ page, update: makeUpdate(page) }))
  const compareMs = cases.map(({ page, update }) => {
    const { compare } = timeInTurn({
      compare: { prepare: () => update.change(), run: () => update.compare() },
    })
    note(`${page.name}: compared in ${(compare * 1000).toFixed(1)} µs`)
    return compare
  })
  return [
    {
      name: 'comparing 100 rows, one changed, worst of 3 pages / 0.1 ms',
      ratio: Math.max(...compareMs) / allowedCompareMs,
      goal: 1,
    },
    ...(await pythonRow(cases, 'django', 1 / 31)),
    ...(await pythonRow(cases, 'jinja2', 1 / 15)),
  ]
}

interface Update {
  change(): void
  compare(): string
}

interface Case {
  readonly page: RenderPage
  readonly update: Update
}

function makeUpdate({ django, makeRows, name }: RenderPage): Update {
  const field = name === 'strings' ? 'note' : 'title'
  const rows = makeRows(count) as Record<string, unknown>[]
  const page = new LivePage(makeProgram(withFrame(django, true)), { rows, dj_view_id: '' })
  let number = 0
  const frames = Array.from({ length: 1000 }, (_, i) =>
    JSON.stringify([
      0,
      i + 1,
      'rename',
      { row: String((i * 37) % count), to: `Title ${i} & more` },
    ]),
  )
  return {
    change() {
      const frame = decodeClientFrame(frames[number++ % frames.length]!)
      if (frame?.kind !== 'event') throw new Error('The frame was not read')
      const { row, to } = frame.params
      rows[Number(row)]![field] = to
    },
    compare: () => page.update(),
  }
}

/** @returns no row where the engine is not there */
async function pythonRow(cases: readonly Case[], engine: string, goal: number): Promise<Row[]> {
  if (!hasPythonModule(engine)) {
    note(`no ${engine}: left out, because a Python that has it was not found`)
    return []
  }
  const folder = mkdtempSync(join(tmpdir(), 'djust-bench-'))
  const file = join(folder, 'pages.json')
  writeFileSync(file, JSON.stringify(cases.map(({ page }) => pageOf(page, engine))))
  const peer = new PythonPeer(engine, file)
  try {
    const ratios: number[] = []
    for (const [i, { page, update }] of cases.entries()) {
      const ratio = await ratioTo(peer, i, update)
      note(`${page.name}: 1/${(1 / ratio).toFixed(1)} of ${engine}`)
      ratios.push(ratio)
    }
    const ratio = geometricMean(ratios)
    return [{ name: `whole update of 100 rows / ${engine} drawing them`, ratio, goal }]
  } finally {
    peer.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function ratioTo(peer: PythonPeer, index: number, update: Update): Promise<number> {
  const own: number[] = []
  const theirs: number[] = []
  for (let round = -50; round < 200; round++) {
    const startedAt = performance.now()
    update.change()
    update.compare()
    const ms = performance.now() - startedAt
    const theirMs = await peer.time(index, 1)
    if (round < 0) continue
    own.push(ms)
    theirs.push(theirMs)
  }
  return percentile(own, 50) / percentile(theirs, 50)
}

/** JSON has no dates: they travel as milliseconds. */
function pageOf(page: RenderPage, engine: string): object {
  const body = engine === 'jinja2' ? (page.jinja ?? page.django) : page.django
  const rows = page
    .makeRows(count)
    .map((row) => ('at' in row ? { ...row, at: (row.at as Date).getTime() } : row))
  return { template: withFrame(body), rows }
}
