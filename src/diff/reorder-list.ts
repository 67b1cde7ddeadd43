import type { ListPatch, Patch, Values } from '../wire/patch.ts'
import { ListRecord } from './list-record.ts'
import { longestInOrder } from './longest-in-order.ts'

/**
 * Turns the rows that the browser shows into those of a new list, row by row told apart by key: first removals, then
 * moves and inserts at their final indexes, then what changed within the rows that stay.
 *
 * @param old what the browser shows
 * @param keys the keys of the new rows, all different
 * @param size how many entries a row takes in a record
 * @param fill gives the values of new row `i`, and records them at `base` of `values`
 * @param diff compares new row `i` with what stands at `base` of `values`
 * @param fillEmpty gives what is shown in place of rows, where the template has something
 * @returns the record of the new list, and the patch
 */
export function reorderList(
  old: ListRecord,
  keys: readonly unknown[],
  size: number,
  fill: (i: number, values: unknown[], base: number) => Values,
  diff: (i: number, values: unknown[], base: number) => Patch | null,
  fillEmpty: ((values: unknown[]) => Values) | null,
): { record: ListRecord; patch: ListPatch } {
  const record = new ListRecord(keys.length, size)
  keys.forEach((key, i) => {
    record.keys[i] = key
  })
  if (keys.length === 0) {
    if (!fillEmpty) return { record, patch: [1] }
    record.empty = []
    return { record, patch: [1, fillEmpty(record.empty)] }
  }

  const oldIndexes = indexesIn(old.keys, keys)
  if (oldIndexes.every((index) => index < 0)) {
    return { record, patch: [3, ...keys.map((_, i) => fill(i, record.values, i * size))] }
  }

  const kept = new Set(oldIndexes)
  const removed: number[] = []
  for (let i = old.keys.length - 1; i >= 0; i--) if (!kept.has(i)) removed.push(i)

  const staying = new Set(longestInOrder(oldIndexes))
  const moved: number[] = []
  const inserted: (number | Values)[] = []
  const rows: (number | Patch)[] = []
  oldIndexes.forEach((oldIndex, i) => {
    const base = i * size
    if (oldIndex < 0) {
      inserted.push(i, fill(i, record.values, base))
      return
    }
    if (!staying.has(i)) moved.push(oldIndex, i)
    for (let n = 0; n < size; n++) record.values[base + n] = old.values[oldIndex * size + n]
    const patch = diff(i, record.values, base)
    if (patch) rows.push(i, patch)
  })

  const orNone = <T>(list: T[]): T[] | 0 => (list.length > 0 ? list : 0)
  return { record, patch: [[orNone(removed), orNone(moved), orNone(inserted)], ...rows] }
}

/** Where each of `keys` stands in `among`, or -1. */
function indexesIn(among: readonly unknown[], keys: readonly unknown[]): number[] {
  const indexes = new Map<unknown, number>()
  among.forEach((key, i) => {
    indexes.set(key, i)
  })
  return keys.map((key) => indexes.get(key) ?? -1)
}
