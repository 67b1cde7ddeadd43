import type { SourceChange } from '../support/source-change.ts'

/** A change of a source that takes something out: the file, a piece that is there once, and what stands there then. */
export type Stub = readonly [file: string, find: string, replace: string]

/** Stubs by the features or rules that they take out. */
export type StubsOf = Readonly<Record<string, readonly SourceChange[]>>

export function stubTable(table: Readonly<Record<string, readonly Stub[]>>): StubsOf {
  return Object.fromEntries(
    Object.entries(table).map(([name, changes]) => [
      name,
      changes.map(([file, find, replace]) => ({ file, find, replace })),
    ]),
  )
}
