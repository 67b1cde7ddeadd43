import type { ListPatch, Patch, Values } from '../wire/patch.ts'
import { ListRecord } from './list-record.ts'
import { longestInOrder } from './longest-in-order.ts'

/**
 * Turns the rows that the browser shows into those of a new list, row by row told apart by key: first removals, then
 * moves and inserts at their final indexes, then what changed within the rows that stay.
 *
 * @param old what the browser shows
 * @param keys the keys of the new rows, all different; the new record keeps the array
 * @param size how many entries a row takes in a record
 * @param fill gives the values of new row `i`, and records them at `base` of `values`
 * @param diff compares new row `i` with what stands at `base` of `values`
 * @param fillEmpty gives what is shown in place of rows, where the template has something
 * @returns the record of the new list, and the patch
 */
export function reorderList(
  old: ListRecord,
  keys: unknown[],
  size: number,
  fill: (i: number, values: unknown[], base: number) => Values,
  diff: (i: number, values: unknown[], base: number) => Patch | null,
  fillEmpty: ((values: unknown[]) => Values) | null,
): { record: ListRecord; patch: ListPatch } {
  const record = new ListRecord(keys, size)
  if (keys.length === 0) {
    if (!fillEmpty) return { record, patch: [1] }
    record.empty = []
    return { record, patch: [1, fillEmpty(record.empty)] }
  }

  const oldIndexes = findOldIndexes(old.keys, keys)
  const removed = missingFrom(oldIndexes, old.keys.length)
  if (removed.length === old.keys.length) {
    return { record, patch: [3, ...keys.map((_, i) => fill(i, record.values, i * size))] }
  }

  const stays = new Uint8Array(keys.length)
  for (const i of longestInOrder(oldIndexes)) stays[i] = 1
  const moved: number[] = []
  const inserted: (number | Values)[] = []
  const rows: (number | Patch)[] = []
  for (let i = 0; i < oldIndexes.length; i++) {
    const oldIndex = oldIndexes[i]!
    const base = i * size
    if (oldIndex < 0) {
      inserted.push(i, fill(i, record.values, base))
      continue
    }
    if (stays[i] === 0) moved.push(oldIndex, i)
    const oldBase = oldIndex * size
    for (let n = 0; n < size; n++) record.values[base + n] = old.values[oldBase + n]
    const patch = diff(i, record.values, base)
    if (patch) rows.push(i, patch)
  }

  return { record, patch: [[orNone(removed), orNone(moved), orNone(inserted)], ...rows] }
}

/**
 * Finds where each row was, or -1.
 *
 * Lists mostly change little: rows are matched from both ends inwards, also crosswise, which covers an insert, a removal,
 * a swap and a reversal; only what is left is looked up in a table.
 */
function findOldIndexes(old: readonly unknown[], now: readonly unknown[]): Int32Array {
  const indexes = new Int32Array(now.length)
  let oldFirst = 0
  let oldLast = old.length - 1
  let first = 0
  let last = now.length - 1
  while (oldFirst <= oldLast && first <= last) {
    if (old[oldFirst] === now[first]) indexes[first++] = oldFirst++
    else if (old[oldLast] === now[last]) indexes[last--] = oldLast--
    else if (old[oldFirst] === now[last]) indexes[last--] = oldFirst++
    else if (old[oldLast] === now[first]) indexes[first++] = oldLast--
    else break
  }
  const left = new Map<unknown, number>()
  for (let i = oldFirst; i <= oldLast; i++) left.set(old[i], i)
  for (let i = first; i <= last; i++) indexes[i] = left.get(now[i]) ?? -1
  return indexes
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
