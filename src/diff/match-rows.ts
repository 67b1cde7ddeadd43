import { longestInOrder } from './longest-in-order.ts'

/** Where the rows of a new list were. */
export interface RowPlaces {
  /** For each row the index it had, or -1. */
  readonly oldIndexes: Int32Array
  /** Which rows need not move. */
  readonly stays: Uint8Array
  /** How many rows were there. */
  readonly matched: number
}

/**
 * Finds where each row was, or -1, and which rows need not move.
 *
 * Rows are matched from both ends inwards, also crosswise, which covers an insert, a removal, a swap and a reversal in
 * linear time; only what is left is looked up in a table. A row matched straight is first or last among the rows left,
 * so it may always stay. One matched crosswise is out of order with every row left, so it moves unless none of them is
 * kept.
 *
 * @param from the first of the old rows, and `oldLast` the last
 */
export function matchRows(
  old: readonly unknown[],
  now: readonly unknown[],
  from: number,
  oldLast: number,
): RowPlaces {
  const oldCount = oldLast - from + 1
  const oldIndexes = new Int32Array(now.length)
  const stays = new Uint8Array(now.length)
  let oldFirst = from
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
  const matched = oldCount - left.size
  const inOrder = longestInOrder(oldIndexes.subarray(first, last + 1))
  for (const i of inOrder) stays[first + i] = 1
  if (inOrder.length === 0 && lastCrossed >= 0) stays[lastCrossed] = 1
  return { oldIndexes, stays, matched }
}

/**
 * Whether a key is given twice. Old keys are all different and each is matched once, so only the key of a row that was
 * not matched can be another's: one beside it in the middle, or one of all that were there.
 */
export function hasTwice(
  keys: readonly unknown[],
  oldIndexes: Int32Array,
  old: readonly unknown[],
): boolean {
  let unmatched = 0
  for (let i = 0; i < keys.length; i++) {
    if (oldIndexes[i]! >= 0) continue
    if (++unmatched > 8) {
      const all = new Set(keys)
      return all.size < keys.length || isTakenElsewhere(keys, oldIndexes, old)
    }
    const key = keys[i]
    if (key === '' || old.includes(key)) return true
    if (keys.indexOf(key) !== i || keys.lastIndexOf(key) !== i) return true
  }
  return false
}

/** A key that was there and is not matched here is the key of a row at one of the ends. */
function isTakenElsewhere(
  keys: readonly unknown[],
  oldIndexes: Int32Array,
  old: readonly unknown[],
): boolean {
  const known = new Set(old)
  return keys.some((key, i) => oldIndexes[i]! < 0 && known.has(key))
}
