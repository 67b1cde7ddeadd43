import type { KeptRows, Patch, Values } from '../wire/patch.ts'

/** Rows with their keys and values, as generated code gives them. */
export interface GivenRows {
  readonly count: number
  key(i: number): string
  /** Takes a key that is empty or given twice, for the report. */
  report(key: string): void
  /** Gives the values of row `i`, and records them. */
  fill(i: number, record: unknown[]): Values
  /** Compares row `i` with its record. */
  diff(i: number, record: unknown[], journal: unknown[]): Patch | null
}

/**
 * Finds the rows of `dj-update` that the browser does not have as they are.
 *
 * @param at where new ones go: -1 for the end
 * @param old the records of the last render, by key
 * @param now gets the records of this one
 */
export function addedRows(
  at: -1 | 0,
  rows: GivenRows,
  old: ReadonlyMap<string, unknown[]>,
  now: Map<string, unknown[]>,
  journal: unknown[],
): KeptRows {
  const added: Values[] = []
  for (let i = 0; i < rows.count; i++) {
    const key = rows.key(i)
    if (key === '' || now.has(key)) rows.report(key)
    const known = old.get(key)
    if (known && rows.diff(i, known, journal) === null) {
      now.set(key, known)
      continue
    }
    const record: unknown[] = []
    added.push(rows.fill(i, record))
    now.set(key, record)
  }
  return added.length > 0 ? [[at, 0, ...added]] : []
}
