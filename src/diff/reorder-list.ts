import type { ListPatch, Patch, Values } from '../wire/patch.ts'
import { ListRecord } from './list-record.ts'
import { longestInOrder } from './longest-in-order.ts'

/** The rows of a new list, as the generated code gives them. */
export interface NewRows {
  /** How many entries a row takes in a record. */
  readonly size: number
  /** Gives the values of row `i`, and records them from `base` on. */
  fill(i: number, values: unknown[], base: number): Values
  /** Compares row `i` with what stands from `base` on. */
  diff(i: number, values: unknown[], base: number): Patch | null
  /** Gives what is shown in place of rows, where the template has something. */
  readonly fillEmpty: ((values: unknown[]) => Values) | null
  /** Makes the keys different from each other. */
  separate(): void
}

/** A new list, and what turns the old one into it. */
export interface ListOrder {
  readonly record: ListRecord
  /** Null when the browser shows the new list already. */
  readonly patch: ListPatch | null
}

/**
 * Turns the rows that the browser shows into those of a new list, row by row told apart by key: first removals, then
 * moves and inserts at their final indexes, then what changed within the rows that stay.
 *
 * @param old what the browser shows
 * @param keys the keys of the new rows; the new record keeps the array
 * @returns the record of the new list, and the patch
 */
export function reorderList(old: ListRecord, keys: unknown[], rows: NewRows): ListOrder {
  if (keys.length === 0) return emptyList(keys, rows)
  let places = matchRows(old.keys, keys)
  if (hasTwice(keys, places.oldIndexes)) {
    rows.separate()
    places = matchRows(old.keys, keys)
  }
  if (places.matched === 0) {
    if (old.keys.length === 0 || !keys.every(isObject)) return otherRows(keys, rows)
    places = sameIndexes(old.keys.length, keys.length)
  }
  const { oldIndexes, stays, matched } = places

  const { size } = rows
  const removed = matched < old.keys.length ? missingFrom(oldIndexes, old.keys.length) : []
  const record = new ListRecord(keys, rowValues(old.values, oldIndexes, size))
  const moved: number[] = []
  const inserted: (number | Values)[] = []
  const changed: (number | Patch)[] = []
  for (let i = 0; i < oldIndexes.length; i++) {
    const oldIndex = oldIndexes[i]!
    if (oldIndex < 0) {
      inserted.push(i, rows.fill(i, record.values, i * size))
      continue
    }
    if (stays[i] === 0) moved.push(oldIndex, i)
    const patch = rows.diff(i, record.values, i * size)
    if (patch) changed.push(i, patch)
  }
  if (removed.length + moved.length + inserted.length === 0)
    return { record, patch: changed.length > 0 ? [0, ...changed] : null }
  return { record, patch: [[orNone(removed), orNone(moved), orNone(inserted)], ...changed] }
}

function emptyList(keys: unknown[], { fillEmpty }: NewRows): ListOrder {
  const record = new ListRecord(keys, [])
  if (!fillEmpty) return { record, patch: [1] }
  record.empty = []
  return { record, patch: [1, fillEmpty(record.empty)] }
}

function otherRows(keys: unknown[], { size, fill }: NewRows): ListOrder {
  const record = new ListRecord(keys, new Array(keys.length * size))
  return { record, patch: [3, ...keys.map((_, i) => fill(i, record.values, i * size))] }
}

/** Where the rows of a new list were. */
interface RowPlaces {
  /** For each row the index it had, or -1. */
  readonly oldIndexes: Int32Array
  /** Which rows need not move. */
  readonly stays: Uint8Array
  /** How many rows were there. */
  readonly matched: number
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

/**
 * Finds where each row was, or -1, and which rows need not move.
 *
 * Rows are matched from both ends inwards, also crosswise, which covers an insert, a removal, a swap and a reversal in
 * linear time; only what is left is looked up in a table. A row matched straight is first or last among the rows left,
 * so it may always stay. One matched crosswise is out of order with every row left, so it moves unless none of them is
 * kept.
 */
function matchRows(old: readonly unknown[], now: readonly unknown[]): RowPlaces {
  const oldIndexes = new Int32Array(now.length)
  const stays = new Uint8Array(now.length)
  let oldFirst = 0
  let oldLast = old.length - 1
  let first = 0
  let last = now.length - 1
  let lastCrossed = -1
  while (oldFirst <= oldLast && first <= last) {
    if (old[oldFirst] === now[first]) {
      stays[first] = 1
      lastCrossed = -1
      oldIndexes[first++] = oldFirst++
    } else if (old[oldLast] === now[last]) {
      stays[last] = 1
      lastCrossed = -1
      oldIndexes[last--] = oldLast--
    } else if (old[oldFirst] === now[last]) {
      lastCrossed = last
      oldIndexes[last--] = oldFirst++
    } else if (old[oldLast] === now[first]) {
      lastCrossed = first
      oldIndexes[first++] = oldLast--
    } else break
  }
  const left = new Map<unknown, number>()
  for (let i = oldFirst; i <= oldLast; i++) left.set(old[i], i)
  for (let i = first; i <= last; i++) {
    oldIndexes[i] = left.get(now[i]) ?? -1
    left.delete(now[i])
  }
  const matched = oldFirst + (old.length - 1 - oldLast) + (oldLast + 1 - oldFirst - left.size)
  const inOrder = longestInOrder(oldIndexes.subarray(first, last + 1))
  for (const i of inOrder) stays[first + i] = 1
  if (inOrder.length === 0 && lastCrossed >= 0) stays[lastCrossed] = 1
  return { oldIndexes, stays, matched }
}

/**
 * Whether a key is given twice. Old keys are all different and each is matched once, so only the key of a row that was
 * not matched can be another's.
 */
function hasTwice(keys: readonly unknown[], oldIndexes: Int32Array): boolean {
  let unmatched = 0
  for (let i = 0; i < keys.length; i++) {
    if (oldIndexes[i]! >= 0) continue
    if (++unmatched > 8) return new Set(keys).size < keys.length
    if (keys[i] === '' || keys.indexOf(keys[i]) !== i || keys.lastIndexOf(keys[i]) !== i)
      return true
  }
  return false
}

/** How many runs of rows are worth copying one by one. */
const maxRuns = 256

/** The values of the rows that were there, at their new places. Rows mostly go on in runs, which are copied whole. */
function rowValues(old: readonly unknown[], oldIndexes: Int32Array, size: number): unknown[] {
  const runs: unknown[][] = []
  let start = 0
  while (start < oldIndexes.length && runs.length < maxRuns) {
    const from = oldIndexes[start]!
    let end = start + 1
    if (from < 0) while (end < oldIndexes.length && oldIndexes[end]! < 0) end++
    else while (end < oldIndexes.length && oldIndexes[end] === from + end - start) end++
    const length = (end - start) * size
    runs.push(from < 0 ? new Array(length) : old.slice(from * size, from * size + length))
    start = end
  }
  const values = runs.length === 1 ? runs[0]! : ([] as unknown[]).concat(...runs)
  for (; start < oldIndexes.length; start++) {
    const from = oldIndexes[start]! * size
    for (let n = 0; n < size; n++) values.push(from < 0 ? undefined : old[from + n])
  }
  return values
}

/** The old indexes that no row has any more, from the last to the first. */
function missingFrom(oldIndexes: Int32Array, oldCount: number): number[] {
  const isKept = new Uint8Array(oldCount)
  for (const index of oldIndexes) if (index >= 0) isKept[index] = 1
  const missing: number[] = []
  for (let i = oldCount - 1; i >= 0; i--) if (isKept[i] === 0) missing.push(i)
  return missing
}

function orNone<T>(list: T[]): T[] | 0 {
  return list.length > 0 ? list : 0
}
