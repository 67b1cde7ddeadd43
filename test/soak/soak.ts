import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '../black-box/client.ts'
import { Random } from '../chaos/random.ts'
import { SoakServer } from './soak-server.ts'

/** How long until everything has ended that visitors have left behind. */
const quietMs = 2_000

export interface SoakOptions {
  readonly seconds: number
  /** How many visitors there are at any time. */
  readonly visitors: number
  readonly seed: number
  /** Where they go (default: to two pages that keep nothing). */
  readonly pages?: readonly string[]
}

export interface SoakResult {
  /** Pages that were opened, used and left. */
  readonly sessions: number
  /** Of them, those that did not answer as they should. */
  readonly failed: number
  /** The heap of the server behind each round, with the sessions until then. */
  readonly heap: readonly HeapPoint[]
  /** By how much the heap grows with a thousand sessions, in bytes. */
  readonly slopeBytes: number
}

interface HeapPoint {
  readonly sessions: number
  readonly bytes: number
}

/**
 * Has visitors come, click, be quiet, lose their connections and leave, in rounds; behind each round all are gone, and the
 * heap of the server is what is kept of them.
 */
export async function soak({
  seconds,
  visitors,
  seed,
  pages = ['/', '/quiet/'],
}: SoakOptions): Promise<SoakResult> {
  const server = await SoakServer.start(true)
  const random = new Random(seed)
  const heap: HeapPoint[] = []
  let sessions = 0
  let failed = 0
  const roundMs = Math.max(1_000, Math.min(15_000, (seconds * 1_000) / 7 - quietMs))
  try {
    const endMs = Date.now() + seconds * 1_000
    while (heap.length < 3 || Date.now() < endMs) {
      const roundEndMs = Date.now() + roundMs
      const visiting = async (): Promise<void> => {
        while (Date.now() < roundEndMs) {
          const page = pages[random.below(pages.length)]!
          if (!(await visit(server.origin, page, random))) failed += 1
          sessions += 1
        }
      }
      await Promise.all(Array.from({ length: visitors }, visiting))
      await sleep(quietMs)
      heap.push({ sessions, bytes: (await server.ask('measure heap')).heapBytes })
    }
  } finally {
    await server.end()
  }
  // Caches fill and code is compiled during the first ones.
  const counted = heap.slice(Math.min(heap.length - 3, Math.ceil(heap.length / 2)))
  return { sessions, failed, heap, slopeBytes: slopeOf(counted) * 1_000 }
}

/** @returns whether everything was answered */
async function visit(origin: string, page: string, random: Random): Promise<boolean> {
  const client = await Client.load(origin + page)
  // Some never come.
  if (random.chance(0.1)) return true
  let isGood = await client.connect(origin)
  const clicks = random.below(6)
  for (let i = 0; isGood && i < clicks; i++) {
    const answered = client.call(random.chance(0.1) ? 'say' : 'add')
    // Some lose their connection with a click on its way, for a moment or for longer than it is kept.
    if (random.chance(0.15)) {
      client.drop()
      await sleep(random.chance(0.7) ? random.below(100) : 900)
      isGood = await client.connect(origin)
    }
    const late = new AbortController()
    isGood &&= await Promise.race([
      answered.then((code) => code === null),
      sleep(20_000, false, { signal: late.signal }).catch(() => false),
    ])
    late.abort()
    // Some do nothing for so long that their page sleeps.
    await sleep(random.chance(0.05) ? 2_200 : random.below(50))
  }
  client.drop()
  return isGood
}

/** Of the line that fits best. */
function slopeOf(points: readonly HeapPoint[]): number {
  const mean = (of: (point: HeapPoint) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const x = mean(({ sessions }) => sessions)
  const y = mean(({ bytes }) => bytes)
  const spread = mean(({ sessions }) => (sessions - x) ** 2)
  return spread === 0 ? 0 : mean(({ sessions, bytes }) => (sessions - x) * (bytes - y)) / spread
}
