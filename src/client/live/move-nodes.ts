import { features } from '../features.ts'

interface MovingParent {
  moveBefore?(node: Node, before: Node | null): void
}

/**
 * Moves nodes that are in the page to another place among their siblings, with their state: focus, selection, scroll,
 * animations. In browsers without `moveBefore` the node with the focus stays where it is and its neighbours move, since
 * a field that is taken out loses the focus and tells of a change that its user has not finished.
 *
 * @param before the node to move them before; null for the end
 */
export function moveNodes(
  parent: ParentNode & Node,
  nodes: readonly ChildNode[],
  before: ChildNode | null,
): void {
  const { moveBefore } = parent as MovingParent
  if (moveBefore && parent.isConnected) {
    for (const node of nodes) {
      if (node.isConnected) moveBefore.call(parent, node, before)
      else parent.insertBefore(node, before)
    }
    return
  }
  // A form's fields hide its own members, so that nothing is asked of a node that may be one.
  const { contains } = Node.prototype
  const focused = nodes.findIndex((node) => contains.call(node, document.activeElement))
  if (nodes[focused]?.parentNode === parent && features['move-neighbours'])
    features['move-neighbours'](parent, nodes, focused, before)
  else for (const node of nodes) parent.insertBefore(node, before)
}
