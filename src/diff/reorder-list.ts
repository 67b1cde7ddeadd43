import type { ListPatch, Patch, Values } from '../wire/patch.ts'
import type { ListRecord } from './list-record.ts'
import { hasTwice, matchRows, type RowPlaces } from './match-rows.ts'

/** The rows of a new list, as the generated code gives them. */
export interface NewRows {
  readonly count: number
  /** How many entries a row takes in a record. */
  readonly size: number
  key(i: number): unknown
  /** Gives the values of row `i`, and records them from `base` on. */
  fill(i: number, values: unknown[], base: number): Values
  /** Compares row `i` with what stands from `base` on. */
  diff(i: number, values: unknown[], base: number): Patch | null
  /** Gives what is shown in place of rows, where the template has something. */
  readonly fillEmpty: ((values: unknown[]) => Values) | null
  /** Makes the keys of all rows different from each other. */
  separate(keys: unknown[]): void
}

/** What lies between the rows at both ends that are the same as before. Those at the ends are compared already. */
export interface ListMiddle {
  /** The first row that is another one. */
  readonly first: number
  /** The last row that is another one, and where the last of the old ones stands; they may lie before `first`. */
  readonly last: number
  readonly oldLast: number
  /** What changed before the middle: 0, then row and patch in turn; null for nothing. */
  readonly before: (0 | number | Patch)[] | null
  /** What changed behind it: patch and row in turn, from the last row on. */
  readonly behind: (number | Patch)[] | null
  readonly journal: unknown[]
  /** The length of the journal before the list was compared. */
  readonly mark: number
}

/**
 * Turns the rows that the browser shows into those of a new list, row by row told apart by key: first removals, then
 * moves and inserts at their final indexes, then what changed within the rows that stay.
 *
 * @param list what the browser shows; what becomes of it is noted in the journal
 * @param middle what is known of the new list
 * @returns the patch, or null when the browser shows the new list already
 */
export function reorderList(list: ListRecord, middle: ListMiddle, rows: NewRows): ListPatch | null {
  if (rows.count === 0) return emptyList(list, middle, rows)
  const swapped = swapTwo(list, middle, rows)
  if (swapped) return swapped

  const { first, last, oldLast } = middle
  const keys = keysOf(rows, first, last)
  const places = matchRows(list.keys, keys, first, oldLast)
  if (!hasTwice(keys, places.oldIndexes, list.keys))
    return exchangeRows(list, middle, rows, keys, places)

  middle.journal.length = middle.mark
  const all = keysOf(rows, 0, rows.count - 1)
  rows.separate(all)
  const end = list.keys.length - 1
  const whole = {
    ...middle,
    first: 0,
    last: all.length - 1,
    oldLast: end,
    before: null,
    behind: null,
  }
  return exchangeRows(list, whole, rows, all, matchRows(list.keys, all, 0, end))
}

function emptyList(
  list: ListRecord,
  { journal, mark }: ListMiddle,
  { size, fillEmpty }: NewRows,
): ListPatch {
  const empty: unknown[] | null = fillEmpty && []
  journal.length = mark
  const [keys, fresh, oldIndexes] = [[], [], new Int32Array(0)]
  const oldCount = list.keys.length
  journal.push(list, -1, { kind: 'rows', first: 0, oldCount, keys, oldIndexes, fresh, size, empty })
  return empty ? [1, fillEmpty!(empty)] : [1]
}

/**
 * Recognizes that the two rows around the middle changed places, and nothing else did.
 *
 * @returns null when it is something else
 */
function swapTwo(list: ListRecord, middle: ListMiddle, rows: NewRows): ListPatch | null {
  const { first: a, last: b, oldLast, journal } = middle
  const { keys, values } = list
  const { size } = rows
  if (b !== oldLast || b - a < 2 || rows.key(a) !== keys[b] || rows.key(b) !== keys[a]) return null
  const mark = journal.length
  const changed: (number | Patch)[] = []
  const compare = (i: number, oldIndex: number): void => {
    const patch = rows.diff(i, values, oldIndex * size)
    if (patch) changed.push(i, patch)
  }
  compare(a, b)
  for (let i = a + 1; i < b; i++) {
    if (rows.key(i) !== keys[i]) {
      journal.length = mark
      return null
    }
    const patch = rows.diff(i, values, i * size)
    if (patch) changed.push(i, patch)
  }
  compare(b, a)
  journal.push(list, -1, { kind: 'swap', a, b, size })
  return patchOf([0, [b, a, a, b], 0], changed, middle)
}

function exchangeRows(
  list: ListRecord,
  middle: ListMiddle,
  rows: NewRows,
  keys: unknown[],
  places: RowPlaces,
): ListPatch | null {
  const { first, oldLast, journal } = middle
  const { size } = rows
  const oldCount = oldLast - first + 1
  if (places.matched === 0 && keys.length === rows.count && oldCount === list.keys.length) {
    if (oldCount === 0 || !keys.every(isObject)) return otherRows(list, rows, keys, middle)
    places = sameIndexes(oldCount, keys.length)
  }
  const { oldIndexes, stays, matched } = places
  const removed = matched < oldCount ? missingFrom(oldIndexes, first, oldLast) : []
  const moved: number[] = []
  const inserted: (number | Values)[] = []
  const changed: (number | Patch)[] = []
  const fresh: unknown[] = []
  for (let n = 0; n < keys.length; n++) {
    const i = first + n
    const oldIndex = oldIndexes[n]!
    if (oldIndex < 0) {
      inserted.push(i, rows.fill(i, fresh, (inserted.length / 2) * size))
      continue
    }
    if (stays[n] === 0) moved.push(oldIndex, i)
    const patch = rows.diff(i, list.values, oldIndex * size)
    if (patch) changed.push(i, patch)
  }
  fresh.length = (inserted.length / 2) * size
  const change = { kind: 'rows', first, oldCount, keys, oldIndexes, fresh, size, empty: null }
  journal.push(list, -1, change)
  if (removed.length + moved.length + inserted.length === 0) return patchOf(0, changed, middle)
  return patchOf([orNone(removed), orNone(moved), orNone(inserted)], changed, middle)
}

function patchOf(
  head: ListPatch[0],
  changed: readonly (number | Patch)[],
  { before, behind }: ListMiddle,
): ListPatch | null {
  if (head === 0 && changed.length === 0 && !before && !behind) return null
  const patch = (before ?? [0]) as unknown[]
  patch[0] = head
  for (const part of changed) patch.push(part)
  if (behind) for (let i = behind.length - 1; i >= 0; i--) patch.push(behind[i])
  return patch as unknown as ListPatch
}

function otherRows(
  list: ListRecord,
  rows: NewRows,
  keys: unknown[],
  { journal }: ListMiddle,
): ListPatch {
  const { size } = rows
  const fresh: unknown[] = new Array(keys.length * size)
  const oldIndexes = new Int32Array(keys.length).fill(-1)
  const oldCount = list.keys.length
  journal.push(list, -1, {
    kind: 'rows',
    first: 0,
    oldCount,
    keys,
    oldIndexes,
    fresh,
    size,
    empty: null,
  })
  return [3, ...keys.map((_, i) => rows.fill(i, fresh, i * size))]
}

function keysOf(rows: NewRows, first: number, last: number): unknown[] {
  const keys = new Array<unknown>(last - first + 1)
  for (let i = first; i <= last; i++) keys[i - first] = rows.key(i)
  return keys
}

/**
 * Takes rows for those that stood at the same indexes. Objects without a key that are all new ones are mostly copies of
 * the old; and where they are not, rows that are written over are as good as others.
 */
function sameIndexes(oldCount: number, count: number): RowPlaces {
  const oldIndexes = Int32Array.from({ length: count }, (_, i) => (i < oldCount ? i : -1))
  return {
    oldIndexes,
    stays: new Uint8Array(count).fill(1),
    matched: Math.min(oldCount, count),
  }
}

function isObject(key: unknown): boolean {
  return typeof key === 'object' && key !== null
}

/** The old indexes that no row has any more, from the last to the first. */
function missingFrom(oldIndexes: Int32Array, first: number, oldLast: number): number[] {
  const isKept = new Uint8Array(oldLast - first + 1)
  for (const index of oldIndexes) if (index >= 0) isKept[index - first] = 1
  const missing: number[] = []
  for (let i = oldLast; i >= first; i--) if (isKept[i - first] === 0) missing.push(i)
  return missing
}

function orNone<T>(list: T[]): T[] | 0 {
  return list.length > 0 ? list : 0
}
