import { Scratch } from '../../stubs/scratch.ts'
import type { TestedMutant } from './tested-mutants.ts'

/** How long a test waits for what it expects, which it is not to find. */
const waitMs = 3_000

/**
 * Makes one mistake after another in a copy of the sources, and runs the test that has to notice it.
 *
 * @param tell is called with each as soon as it is known, and with whether the test has failed
 * @throws {Error} when a test fails already while there is no mistake
 */
export async function judgeTested(
  all: readonly TestedMutant[],
  tell: (mutant: TestedMutant, isCaught: boolean) => void,
): Promise<void> {
  if (all.length === 0) return
  const scratch = new Scratch()
  try {
    const tests = all.map((mutant) => ({ mutant, file: mutant.test, title: mutant.title }))
    const passing = await scratch.passing(tests, waitMs)
    const failing = tests.filter((test) => !passing.has(test))
    if (failing.length > 0) {
      const titles = failing.map(({ file, title }) => `${file}: ${title}`).join('\n')
      throw new Error(`These fail while there is no mistake:\n${titles}`)
    }
    for (const test of tests) {
      const isRun = await scratch.change(test.mutant)
      const isCaught = isRun && !(await scratch.passing([test], waitMs)).has(test)
      tell(test.mutant, isCaught)
    }
  } finally {
    scratch.remove()
  }
}
