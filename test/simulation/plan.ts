import type { Durability } from '../../src/session/vault.ts'
import { Random } from '../chaos/random.ts'

/** What may go wrong in a story. */
const most = [
  'drops',
  'kills',
  'freezes',
  'store fails',
  'frames double',
  'frames change places',
  'slow lines',
  'sleep',
  'news',
  'time',
] as const
export type Harm = (typeof most)[number] | 'deploys'

/** Who and what a story is about. */
export interface Plan {
  readonly seed: number
  readonly durability: Durability
  readonly processes: number
  readonly pages: number
  /** Whether pages are a client of the protocol's description, or the browser's own. */
  readonly client: 'black box' | 'runtime'
  readonly isStoreSlow: boolean
  readonly harms: readonly Harm[]
  readonly events: number
  readonly steps: number
}

/** Makes up what a story is about. */
export function planOf(seed: number): Plan {
  const random = new Random(seed * 7_919 + 1)
  // The first numbers of seeds that are alike are alike.
  for (let i = 0; i < 8; i++) random.next()
  const pick = <T>(all: readonly T[]): T => all[random.below(all.length)]!
  const isWild = random.chance(0.5)
  const plan = {
    seed,
    durability: pick<Durability>(['beforeReply', 'beforeReply', 'afterReply', 'memory']),
    processes: pick([1, 2, 2, 2, 3]),
    pages: pick([1, 1, 1, 2]),
    client: pick<Plan['client']>(['black box', 'runtime']),
    isStoreSlow: random.chance(0.6),
    harms: most.filter((harm) => random.chance(harm === 'drops' ? 0.95 : isWild ? 0.6 : 0.25)),
    events: 3 + random.below(14),
    steps: 40 + random.below(160),
  }
  return random.chance(0.3) ? { ...plan, harms: [...plan.harms, 'deploys'] } : plan
}

/**
 * Whether every event has to be in the state of its page. What was not stored before its answer may be lost with its
 * process, and where its page goes on elsewhere before it is stored. A process that retires stores all, if it has the time.
 */
export function isExact({ durability, processes, harms }: Plan): boolean {
  if (durability === 'beforeReply') return true
  const hurry = harms.includes('deploys') && harms.includes('time')
  return processes === 1 && !harms.includes('kills') && !harms.includes('store fails') && !hurry
}
