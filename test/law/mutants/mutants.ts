import { browserMutants } from './browser-mutants.ts'
import type { Mutant } from './mutant.ts'
import { serverMutants } from './server-mutants.ts'

/** Mistakes that the patch law has to notice. */
export const mutants: readonly Mutant[] = [...serverMutants, ...browserMutants]

/** A few of all files, for the tests; `npm run mutants` tries all. */
export const someMutants = mutants.filter((_, i) => i % 6 === 0)
