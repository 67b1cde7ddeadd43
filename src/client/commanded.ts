/** What commands have made of elements last: it is done again where the server has written over it. */
const kept = new WeakMap<Node, Map<string, () => void>>()
const overwritten = new Set<Node>()

/**
 * Does something to an element, now and whenever the server has written over it.
 *
 * @param what of the element; what is done to the same later takes its place
 */
export function keep(element: Element, what: string, again: () => void): void {
  again()
  if (!kept.has(element)) kept.set(element, new Map())
  kept.get(element)!.set(what, again)
}

/** @param place what the server is about to write */
export function note(place: Node): void {
  if (kept.has(place)) overwritten.add(place)
}

/** The server has written. */
export function keepOn(): void {
  for (const node of overwritten) for (const again of kept.get(node)!.values()) again()
  overwritten.clear()
}
