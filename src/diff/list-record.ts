/** What becomes of the rows of a list once the browser is told. */
export type RowChange = RowSwap | RowExchange | StandingChange

/** Two rows change places. */
interface RowSwap {
  readonly kind: 'swap'
  readonly a: number
  readonly b: number
  readonly size: number
}

/** Some rows in a row give way to others. */
interface RowExchange {
  readonly kind: 'rows'
  readonly first: number
  readonly oldCount: number
  readonly keys: readonly unknown[]
  /** For each new row the index it had, or -1. */
  readonly oldIndexes: Int32Array
  /** The entries of the rows that were not there, one row after another. */
  readonly fresh: readonly unknown[]
  readonly size: number
  /** The record of what is shown in place of rows. */
  readonly empty: unknown[] | null
}

/** The list is one of frozen items, or no longer. */
interface StandingChange {
  readonly kind: 'standing'
  readonly standing: StandingItems | null
}

/** A frozen array whose rows are shown. */
export interface StandingItems {
  readonly items: readonly unknown[]
  /** Whether nothing that rows read of its items can ever change; null as long as that is not known. */
  readonly isFixed: boolean | null
  /** The environment in which the rows were drawn. */
  readonly env: object
}

/** What the browser shows of one list: a key for each row, and the values of all rows in one flat array. */
export class ListRecord {
  keys: unknown[]
  /** Row `i` takes the entries from `i * size`. */
  values: unknown[]
  /** The record of what is shown in place of rows, when there are none. */
  empty: unknown[] | null = null
  /** What the rows were drawn from, where that is a frozen array. */
  standing: StandingItems | null = null

  /**
   * @param keys one for each row, to be set before the record is compared with
   * @param values the entries of all rows
   */
  constructor(keys: unknown[], values: unknown[]) {
    this.keys = keys
    this.values = values
  }

  apply(change: RowChange): void {
    if (change.kind === 'standing') {
      this.standing = change.standing
      return
    }
    if (change.kind === 'swap') {
      const { a, b, size } = change
      swap(this.keys, a, b, 1)
      swap(this.values, a, b, size)
      return
    }
    const { first, oldCount, keys, size, empty } = change
    const rows = rowValues(this.values, change)
    this.values = exchanged(this.values, first * size, oldCount * size, rows)
    this.keys = exchanged(this.keys, first, oldCount, keys)
    this.empty = empty
  }
}

function swap(list: unknown[], a: number, b: number, size: number): void {
  for (let n = 0; n < size; n++) {
    const kept = list[a * size + n]
    list[a * size + n] = list[b * size + n]
    list[b * size + n] = kept
  }
}

/** Up to so many items are put into a list in place. */
const maxSpread = 1000

function exchanged(
  list: unknown[],
  from: number,
  count: number,
  items: readonly unknown[],
): unknown[] {
  if (items.length > maxSpread) return list.slice(0, from).concat(items, list.slice(from + count))
  list.splice(from, count, ...items)
  return list
}

/** How many runs of rows are worth copying one by one. */
const maxRuns = 256

/** The entries of the new rows. Rows mostly go on in runs, which are copied whole. */
function rowValues(
  old: readonly unknown[],
  { oldIndexes, fresh, size }: RowExchange,
): readonly unknown[] {
  const { length } = oldIndexes
  const runs: unknown[][] = []
  let used = 0
  let start = 0
  while (start < length && runs.length < maxRuns) {
    const from = oldIndexes[start]!
    let end = start + 1
    if (from < 0) while (end < length && oldIndexes[end]! < 0) end++
    else while (end < length && oldIndexes[end] === from + end - start) end++
    const count = (end - start) * size
    if (from < 0) runs.push(fresh.slice(used, (used += count)))
    else runs.push(old.slice(from * size, from * size + count))
    start = end
  }
  const values = runs.length === 1 ? runs[0]! : ([] as unknown[]).concat(...runs)
  for (; start < length; start++) {
    const from = oldIndexes[start]!
    for (let n = 0; n < size; n++) values.push(from < 0 ? fresh[used++] : old[from * size + n])
  }
  return values
}
