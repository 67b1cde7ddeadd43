/**
 * Finds the largest set of rows that already stand in the right order, so that only the others move.
 *
 * Patience sorting in O(n log n), after Fredman, "On computing the length of longest increasing subsequences",
 * Discrete Mathematics 11 (1975).
 *
 * @param oldIndexes the old index of each new row, or -1 for a row that was not there
 * @returns the positions in `oldIndexes` that may stay, ascending
 */
export function longestInOrder(oldIndexes: ArrayLike<number>): number[] {
  const tails: number[] = [] // tails[n]: the position that ends the best run of length n + 1
  const before: number[] = [] // before[p]: the position that precedes p in its run

  for (let p = 0; p < oldIndexes.length; p++) {
    const index = oldIndexes[p]!
    if (index < 0) continue
    const n = runsBelow(tails, oldIndexes, index)
    before[p] = n > 0 ? tails[n - 1]! : -1
    tails[n] = p
  }

  const run: number[] = []
  for (let p = tails.at(-1) ?? -1; p >= 0; p = before[p]!) run.push(p)
  return run.reverse()
}

/** How many of the runs end below `index`. */
function runsBelow(tails: readonly number[], oldIndexes: ArrayLike<number>, index: number): number {
  let low = 0
  let high = tails.length
  // Most rows stand in order already: they go on where the longest run ends.
  if (high === 0 || oldIndexes[tails[high - 1]!]! < index) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if (oldIndexes[tails[middle]!]! < index) low = middle + 1
    else high = middle
  }
  return low
}
