/**
 * Moves nodes of which one has to stay where it is: brings the others to it, and then what is between them and their
 * place to their other side.
 */
export function moveNeighbours(
  parent: Node,
  nodes: readonly ChildNode[],
  focused: number,
  before: ChildNode | null,
): void {
  const first = nodes[0]!
  const last = nodes.at(-1)!
  const staying = nodes[focused]!
  for (const node of nodes.slice(0, focused)) parent.insertBefore(node, staying)
  for (const node of nodes.slice(focused + 1).reverse())
    parent.insertBefore(node, staying.nextSibling)
  if (before && first.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_PRECEDING) {
    const end = before.previousSibling
    while (first.previousSibling !== end) {
      parent.insertBefore(first.previousSibling!, last.nextSibling)
    }
  } else {
    while (last.nextSibling !== before) parent.insertBefore(last.nextSibling!, first)
  }
}
