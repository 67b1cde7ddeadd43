import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Eta } from 'eta'
import { Liquid } from 'liquidjs'
import nunjucks from 'nunjucks'
import type { Row } from '../scripts/bench-row.ts'
import { geometricMean, note, percentile, timeInTurn, whole } from './_measure.ts'
import { makeProgram, PageInput } from './_program.ts'
import { hasPythonModule, PythonPeer } from './_python-peer.ts'
import { etaFilters, otherFilters, renderPages, sameEntities, withFrame } from './_render-pages.ts'

// How long does it take to render a page to a string?
//
// Three pages, described in _render-pages.ts, with 100 and with 10,000 rows, escaping on, compiled
// beforehand and drawn as a plain page: without anchors, with nothing recorded. All engines must
// draw the same bytes, but for the spelling of quotes; strings are made whole. Medians of rounds in
// turn: 400 of the small pages, 60 of the large ones.
//
// - eta has no filters: its templates call functions written by hand that do no more than the rows
//   need.
// - nunjucks and liquidjs get the filters that they lack in the same way; liquidjs escapes where its templates say.
// - Django and Jinja2 run in a Python process that takes its own times, with a sample of djust
//   between any two. Each sample is some pages in a row, ten small ones or five large ones, for
//   both, as the others are drawn one behind the other: the first behind a wait pays for what the
//   wait has cooled down, and the shorter it takes the more of it that is. Each gets its rows as what
//   it reads fastest: dicts for Django, objects for Jinja2. They are left out, with a note, where
//   Python or the module is missing; the variable PYTHON names another Python.
// - The texts of rows are whole, as those of databases and JSON are.

const sizes = [100, 10_000]

interface Case {
  readonly name: string
  readonly isLarge: boolean
  readonly jinja: string
  readonly django: string
  readonly rows: object[]
  djust(): string
  eta(): string
  nunjucks(): string
  liquid(): string
}

export default async function render(): Promise<Row[]> {
  const cases = makeCases()
  const ratios = cases.map((each) => ratioTo('eta', each))
  const mean = (peer: PeerName): number => geometricMean(cases.map((each) => ratioTo(peer, each)))
  return [
    { name: 'render 3 pages / eta, geometric mean', ratio: geometricMean(ratios), goal: 1.25 },
    { name: 'render 3 pages / eta, worst', ratio: Math.max(...ratios), goal: 1.6 },
    { name: 'render 3 pages / nunjucks, geometric mean', ratio: mean('nunjucks'), goal: 1 / 4 },
    { name: 'render 3 pages / liquidjs, geometric mean', ratio: mean('liquid'), goal: 1 / 30 },
    ...(await pythonRows(cases, 'django', 1 / 40, { small: 1 / 16.7, large: 1 / 37.5 })),
    ...(await pythonRows(cases, 'jinja2', 1 / 10)),
  ]
}

function makeCases(): Case[] {
  const engine = new Eta({ autoTrim: false })
  const jinja = new nunjucks.Environment(null, { autoescape: true })
  const liquid = new Liquid()
  for (const [name, filter] of Object.entries(otherFilters)) {
    jinja.addFilter(name, filter)
    liquid.registerFilter(name, filter)
  }
  return renderPages.flatMap((page) => {
    const program = makeProgram(withFrame(page.django, true))
    const template = engine.compile(withFrame(page.eta))
    const jinjaText = withFrame(page.nunjucks ?? page.django)
    const jinjaTemplate = nunjucks.compile(jinjaText, jinja)
    const liquidTemplate = liquid.parse(withFrame(page.liquid))
    return sizes.map((size) => {
      const rows = page.makeRows(size)
      const input = new PageInput({ rows, dj_view_id: '' })
      const data = { rows, ...etaFilters }
      return {
        name: `${page.name}, ${size.toLocaleString('en')} rows`,
        isLarge: size > 1000,
        jinja: withFrame(page.jinja ?? page.django),
        django: withFrame(page.django),
        rows,
        djust: () => whole(program.plain(input)),
        eta: () => whole(engine.render(template, data)),
        nunjucks: () => whole(jinjaTemplate.render(data)),
        liquid: () => whole(liquid.renderSync(liquidTemplate, data) as string),
      }
    })
  })
}

type PeerName = 'eta' | 'nunjucks' | 'liquid'

function ratioTo(peer: PeerName, { name, isLarge, djust, [peer]: theirs }: Case): number {
  mustBeEqual(name, djust(), theirs())
  globalThis.gc!()
  const time = timeInTurn(
    { djust: { run: djust }, theirs: { run: theirs } },
    roundsFor(peer, isLarge),
  )
  const ratio = time.djust / time.theirs
  note(`${name}: ${ratio.toFixed(2)}× ${peer}`)
  return ratio
}

/** Slow peers get fewer rounds. */
function roundsFor(peer: PeerName, isLarge: boolean): { rounds: number; warmUpRounds: number } {
  if (peer === 'eta')
    return isLarge ? { rounds: 60, warmUpRounds: 20 } : { rounds: 400, warmUpRounds: 200 }
  return isLarge ? { rounds: 9, warmUpRounds: 2 } : { rounds: 100, warmUpRounds: 50 }
}

/**
 * @param bySize goals for the small and the large pages alone
 * @returns no row where the engine is not there
 */
async function pythonRows(
  cases: readonly Case[],
  engine: string,
  goal: number,
  bySize?: { readonly small: number; readonly large: number },
): Promise<Row[]> {
  if (!hasPythonModule(engine)) {
    note(`no ${engine}: left out, because a Python that has it was not found`)
    return []
  }
  const folder = mkdtempSync(join(tmpdir(), 'djust-bench-'))
  const file = join(folder, 'pages.json')
  writeFileSync(
    file,
    JSON.stringify(
      cases.map((each) => ({
        template: engine === 'django' ? each.django : each.jinja,
        rows: each.rows.map(withPlainDate),
      })),
    ),
  )
  const peer = new PythonPeer(engine, file)
  try {
    const ratios: number[] = []
    for (const [i, each] of cases.entries()) ratios.push(await ratioToPeer(each, peer, i, engine))
    const row = (what: string, isMeant: (each: Case) => boolean, limit: number): Row => ({
      name: `render ${what} / ${engine}, geometric mean`,
      ratio: geometricMean(ratios.filter((_ratio, i) => isMeant(cases[i]!))),
      goal: limit,
    })
    const all = row('3 pages', () => true, goal)
    if (!bySize) return [all]
    return [
      all,
      row('100 rows', ({ isLarge }) => !isLarge, bySize.small),
      row('10,000 rows', ({ isLarge }) => isLarge, bySize.large),
    ]
  } finally {
    peer.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** JSON has no dates: they travel as milliseconds. */
function withPlainDate(row: object): object {
  return 'at' in row ? { ...row, at: (row.at as Date).getTime() } : row
}

async function ratioToPeer(
  { name, isLarge, djust }: Case,
  peer: PythonPeer,
  index: number,
  engine: string,
): Promise<number> {
  mustBeEqual(name, djust(), await peer.show(index))
  // While a collection is on its way, which large pages begin, all that follows is slower.
  globalThis.gc!()
  const own: number[] = []
  const theirs: number[] = []
  const rounds = isLarge ? 5 : 50
  const warmUpRounds = isLarge ? 1 : 5
  const draws = isLarge ? 5 : 10
  for (let round = -warmUpRounds; round < rounds; round++) {
    const startedAt = performance.now()
    for (let i = 0; i < draws; i++) djust()
    const ms = (performance.now() - startedAt) / draws
    const theirMs = await peer.time(index, draws)
    if (round < 0) continue
    own.push(ms)
    theirs.push(theirMs)
  }
  const ratio = percentile(own, 50) / percentile(theirs, 50)
  note(`${name}: 1/${(1 / ratio).toFixed(1)} of ${engine}`)
  return ratio
}

function mustBeEqual(name: string, own: string, theirs: string): void {
  const [a, b] = [sameEntities(own), sameEntities(theirs)]
  if (a === b) return
  const at = [...a].findIndex((character, i) => character !== b[i])
  const [here, there] = [a, b].map((text) =>
    JSON.stringify(text.slice(Math.max(0, at - 60), at + 60)),
  )
  throw new Error(`${name}: the pages differ at ${at}:\n${here}\n${there}`)
}
