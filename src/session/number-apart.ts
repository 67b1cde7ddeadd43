/** So far apart that what one session sends does not reach the numbers of the next. */
const widest = 1_000_000

/**
 * A number to count the frames of a page from, behind all that it has seen. It is unlikely to be one that any other session
 * counts from: a page that has been elsewhere is known by the number it comes back with.
 *
 * @param seen number of the last frame that the page has, from whatever session
 */
export function numberApart(seen: number): number {
  return seen + 1 + Math.floor(Math.random() * widest)
}
