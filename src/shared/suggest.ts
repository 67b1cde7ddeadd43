/**
 * Finds the known name that an unknown one was probably meant to be.
 *
 * @returns the nearest name, or undefined when none is near
 */
export function nearest(unknown: string, known: Iterable<string>): string | undefined {
  const plain = simplify(unknown)
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(unknown.length / 3)) + 1
  for (const name of known) {
    const distance = simplify(name) === plain ? 0 : editDistance(unknown, name)
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(unknown: string, known: Iterable<string>): string {
  const name = nearest(unknown, known)
  return name === undefined ? '' : ` Did you mean "${name}"?`
}

function simplify(name: string): string {
  return name.replace(/[-_]/g, '').toLowerCase()
}

/** Damerau–Levenshtein distance with adjacent transpositions (optimal string alignment), O(n·m). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, beforeLast[j - 2]! + 1)
      }
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
