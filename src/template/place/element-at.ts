import type { DefaultTreeAdapterTypes } from 'parse5'

/** Finds the element that a parser made of the tag at a place of its source. */
export function elementAt(
  tree: DefaultTreeAdapterTypes.ParentNode,
  offset: number,
): DefaultTreeAdapterTypes.Element | null {
  for (const child of tree.childNodes) {
    if (!('tagName' in child)) continue
    if (child.sourceCodeLocation?.startOffset === offset) return child
    const found = elementAt(child, offset)
    if (found) return found
  }
  return null
}
