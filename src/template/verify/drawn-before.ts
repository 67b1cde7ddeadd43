import type { PlacedElement } from '../place/placed.ts'
import type { Item } from '../regions/region.ts'

/** Elements in which a parser treats `<wbr>` otherwise than in a paragraph, or what is in them is no nodes. */
const special = new Set(
  'table caption colgroup thead tbody tfoot tr select optgroup option template head html frameset noscript'.split(
    ' ',
  ),
)

/**
 * Remembers which elements were drawn, and in which way: once the parser has left one in its place, it need not read it
 * again.
 *
 * This holds as long as the parser comes to it in the same state. The `<wbr>` that stands for it shows that: it ends up in
 * another place, or not at all, where a formatting element has leaked, a paragraph or an item is still open, or a table
 * throws out what is in it. What could change that state itself is always drawn: an element that another one ends, and
 * one whose tags are not its own.
 */
export class DrawnBefore {
  readonly #known = new Map<Item, Set<number>>()

  /** Whether an element was drawn in this way; it counts as drawn from now on. */
  isKnown(item: Item, turn: number, variant: number, parent: PlacedElement): boolean {
    if (item.kind !== 'element' && item.kind !== 'opaque') return false
    if (!isReplaceable(item.element, parent)) return false
    let ways = this.#known.get(item)
    if (!ways) this.#known.set(item, (ways = new Set()))
    const way = variant * 4 + turn
    if (ways.has(way)) return true
    ways.add(way)
    return false
  }
}

function isReplaceable(element: PlacedElement, parent: PlacedElement): boolean {
  return (
    element.namespace === 'html' &&
    element.close !== '' &&
    element.open.length > 0 &&
    !element.isLoose &&
    parent.namespace === 'html' &&
    parent.content === 'nodes' &&
    !special.has(parent.tag)
  )
}
