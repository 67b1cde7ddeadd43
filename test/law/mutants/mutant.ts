import type { SourceChange } from '../../support/source-change.ts'

/** A mistake in the engine, as somebody might make it. */
export interface Mutant extends SourceChange {
  readonly name: string
}

export function inFile(
  file: string,
  changes: readonly [name: string, find: string, replace: string][],
): Mutant[] {
  return changes.map(([name, find, replace]) => ({ name, file, find, replace }))
}
