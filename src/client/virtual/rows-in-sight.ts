/** Some rows of a list that stand behind each other. */
export interface Rows {
  readonly first: number
  /** Index behind the last one. */
  readonly end: number
}

/** What of a list is in sight, in pixels from where it begins. */
export interface Sight {
  readonly top: number
  readonly height: number
}

/**
 * Finds the rows of a list that are to be in the page: those in sight, and some on each side. The first has an even
 * index, so that stripes that CSS counts stay where they are.
 *
 * @param heights of all rows
 */
export function rowsInSight(
  heights: readonly number[],
  { top, height }: Sight,
  overscan: number,
): Rows {
  const bottom = top + height
  let y = 0
  let first = 0
  while (first < heights.length && y + heights[first]! <= top) y += heights[first++]!
  let end = first
  while (end < heights.length && y < bottom) y += heights[end++]!
  const from = Math.max(0, Math.min(first, heights.length - 1) - overscan)
  return { first: from - (from % 2), end: Math.min(heights.length, end + overscan) }
}

/** How far below the beginning of the list a row begins. */
export function offsetOf(heights: readonly number[], index: number): number {
  let y = 0
  for (let i = 0; i < index; i++) y += heights[i]!
  return y
}
