import { parentPort, workerData } from 'node:worker_threads'
import { simulate } from '../simulate.ts'

/** What became of a fault. */
export interface Caught {
  /** What went wrong in the first story that shows it; null when none does. */
  readonly breach: string | null
  readonly stories: number
}

const { seed, stories, seconds } = workerData as Record<string, number>
const options = { seed: seed!, stories: stories!, seconds: seconds!, enough: 1 }
void simulate(options, false).then(({ found: [first], stories: told }) =>
  parentPort!.postMessage({ breach: first?.breach ?? null, stories: told } satisfies Caught),
)
