interface MovingParent {
  moveBefore?(node: Node, before: Node | null): void
}

/**
 * Moves nodes that are in the page to another place in it, with their state: focus, selection, scroll, animations.
 * Browsers without `moveBefore` lose the focus, which is given back.
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
  const restore = rememberFocus(nodes)
  for (const node of nodes) parent.insertBefore(node, before)
  restore()
}

function rememberFocus(nodes: readonly ChildNode[]): () => void {
  const active = document.activeElement
  if (!(active instanceof HTMLElement) || !nodes.some((node) => node.contains(active)))
    return () => {}
  const field =
    active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? active : null
  const { selectionStart, selectionEnd } = field ?? { selectionStart: null, selectionEnd: null }
  return () => {
    active.focus({ preventScroll: true })
    if (selectionStart !== null) field?.setSelectionRange(selectionStart, selectionEnd)
  }
}
