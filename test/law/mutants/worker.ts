import { parentPort, workerData } from 'node:worker_threads'
import { VolumeLaw } from '../volume.ts'

/** What became of a mutant. */
export interface Verdict {
  /** How the law noticed it; null when it did not. */
  readonly caught: string | null
  readonly steps: number
}

parentPort!.postMessage(judge(workerData as { seed: number; steps: number }))

function judge({ seed, steps }: { seed: number; steps: number }): Verdict {
  const law = new VolumeLaw(seed)
  while (law.steps < steps) {
    try {
      const found = law.next()
      if (found) return { caught: found.breach.what, steps: law.steps }
    } catch (error) {
      return { caught: `an error: ${(error as Error).message}`, steps: law.steps }
    }
  }
  return { caught: null, steps: law.steps }
}
