import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres, startRedis, type Engine } from '../support/engines.ts'
import { chaosApp } from './app.ts'
import { Processes } from './processes.ts'
import { Random } from './random.ts'
import { Visitor } from './visitor.ts'

export const stores = ['sqlite', 'redis', 'postgres'] as const
export type StoreName = (typeof stores)[number]

export interface ChaosOptions {
  readonly seconds: number
  readonly store: StoreName
  readonly clients: number
  readonly processes: number
  readonly seed: number
}

/** What was found, in all pages together and in the ledger. */
export interface ChaosReport {
  readonly events: number
  readonly lost: number
  readonly doubled: number
  readonly diverged: number
  readonly kills: number
  /** How often a process stood still for a while. */
  readonly freezes: number
  /** Effects outside of the state that happened more than once, as they may. */
  readonly repeated: number
  /** What diverged, in words. */
  readonly details: readonly string[]
}

/**
 * Has many visitors use pages of several processes with one store, while processes are killed or stand still, and connections break.
 * Every event has to be in the state of its page once, and in the ledger at least once.
 */
export async function chaos(options: ChaosOptions): Promise<ChaosReport> {
  const folder = mkdtempSync(join(tmpdir(), 'djust-chaos-'))
  const ledger = join(folder, 'ledger')
  writeFileSync(ledger, '')
  const engine = await startEngine(options.store)
  let processes: Processes | null = null
  try {
    const text = engine
      ? `${options.store}(${JSON.stringify(engine.url)})`
      : `sqlite(${JSON.stringify(join(folder, 'sessions.db'))})`
    const env = { LEDGER: ledger, DJUST_SECRET: 'a secret of those who make chaos, long enough' }
    processes = await Processes.start(chaosApp(text), options.processes, env)
    return await run(processes, ledger, options)
  } finally {
    await processes?.end()
    await engine?.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run(
  processes: Processes,
  ledger: string,
  { clients, seconds, seed }: ChaosOptions,
): Promise<ChaosReport> {
  const { origins } = processes
  const visitors = await Promise.all(
    Array.from({ length: clients }, (_, i) =>
      Visitor.load(`v${i}`, origins, new Random(seed * 1_000 + i + 1)),
    ),
  )
  const endMs = Date.now() + seconds * 1_000
  const [visits] = await Promise.all([
    Promise.all(visitors.map((visitor) => visitor.visit(endMs))),
    processes.harmUntil(endMs, new Random(seed)),
  ])
  const details = visits.flatMap(({ diverged }) => diverged)
  const written = countLines(readFileSync(ledger, 'utf8'))
  let lost = sum(visits.map((visit) => visit.lost))
  for (const [i, { events }] of visits.entries()) {
    for (let id = 1; id <= events; id++) {
      if (written.has(`v${i} ${id}`)) continue
      lost += 1
      details.push(`v${i}: event ${id} is not in the ledger`)
    }
  }
  return {
    events: sum(visits.map(({ events }) => events)),
    lost,
    doubled: sum(visits.map(({ doubled }) => doubled)),
    diverged: sum(visits.map(({ diverged }) => diverged.length)),
    kills: processes.kills,
    freezes: processes.freezes,
    repeated: [...written.values()].filter((times) => times > 1).length,
    details,
  }
}

/** The line that a run of chaos ends with. */
export function lineOf(report: ChaosReport): string {
  const { events, lost, doubled, diverged, kills, freezes, repeated } = report
  return `events ${events}, lost ${lost}, doubled ${doubled}, diverged ${diverged}, kills ${kills}, freezes ${freezes}, effects repeated ${repeated}`
}

function startEngine(store: StoreName): Promise<Engine> | null {
  if (store === 'redis') return startRedis(undefined, ['--appendonly', 'yes'])
  return store === 'postgres' ? startPostgres() : null
}

function countLines(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of text.split('\n')) if (line) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
