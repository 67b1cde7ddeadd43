import { ChangedProgram } from '../../support/changed-program.ts'
import type { Mutant } from './mutant.ts'
import { mutants } from './mutants.ts'
import type { Verdict } from './worker.ts'

export type { Verdict }

/** Which cases a mutant is tried on, and for how long at most. */
export interface Limits {
  readonly seed: number
  readonly steps: number
  readonly seconds: number
}

/** Judges mutants, two at a time. @param tell is called with each as soon as its verdict is known */
export async function judgeAll(
  all: readonly Mutant[],
  limits: Limits,
  tell: (mutant: Mutant, verdict: Verdict) => void,
): Promise<void> {
  const law = new ChangedProgram<Verdict>('test/law/mutants/worker.ts', mutants)
  const waiting = [...all]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const verdict = await law.run(next, limits, limits.seconds)
      tell(next, verdict ?? { caught: null, steps: 0 })
    }
  }
  try {
    await Promise.all([work(), work()])
  } finally {
    await law.close()
  }
}
