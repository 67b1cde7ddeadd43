import { ChangedProgram } from '../../support/changed-program.ts'
import { type Fault, faults } from './faults.ts'
import type { Caught } from './worker.ts'

/** Which stories are told of a fault, and for how long at most. */
export interface FaultLimits {
  readonly seed: number
  readonly stories: number
  readonly seconds: number
}

/** Tells stories of sessions with a fault. @param tell is called with each as soon as it is known whether they show it */
export async function judgeFaults(
  all: readonly Fault[],
  limits: FaultLimits,
  tell: (fault: Fault, caught: Caught) => void,
): Promise<void> {
  const program = new ChangedProgram<Caught>('test/simulation/faults/worker.ts', faults)
  try {
    for (const fault of all) {
      const caught = await program.run(fault, limits, limits.seconds + 10)
      tell(fault, caught ?? { breach: 'a story that never ends', stories: 0 })
    }
  } finally {
    await program.close()
  }
}
