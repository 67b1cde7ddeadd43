import type { TreeDocument } from './document.ts'
import type { TreeElement } from './element.ts'

/** The document of nodes that are made without one: that of the page. */
let pageDocument = null as unknown as TreeDocument

export function setPageDocument(document: TreeDocument): void {
  pageDocument = document
}

/**
 * A node of the tree that the volume law runs the browser runtime on: what of the DOM the runtime and the law use, done
 * as browsers do it. The truth about it is the same law in a real browser.
 */
export abstract class TreeNode {
  static readonly COMMENT_NODE = 8
  static readonly DOCUMENT_POSITION_PRECEDING = 2
  static readonly DOCUMENT_POSITION_FOLLOWING = 4

  abstract readonly nodeType: number
  abstract readonly nodeName: string
  declare ownerDocument: TreeDocument
  declare parentNode: TreeParent | null
  declare previousSibling: TreeNode | null
  declare nextSibling: TreeNode | null
  declare firstChild: TreeNode | null

  /** Assigned, not defined as fields: there are thousands of nodes in each step. */
  constructor() {
    this.ownerDocument = pageDocument
    this.parentNode = null
    this.previousSibling = null
    this.nextSibling = null
    this.firstChild = null
  }

  abstract cloneNode(isDeep?: boolean): TreeNode
  abstract get textContent(): string

  get childNodes(): TreeNode[] {
    const nodes: TreeNode[] = []
    for (let node = this.firstChild; node; node = node.nextSibling) nodes.push(node)
    return nodes
  }

  get parentElement(): TreeElement | null {
    return this.parentNode?.nodeType === 1 ? (this.parentNode as TreeElement) : null
  }

  get isConnected(): boolean {
    return this.getRootNode() === this.ownerDocument
  }

  getRootNode(): TreeNode {
    let node: TreeNode = this
    while (node.parentNode) node = node.parentNode
    return node
  }

  after(...nodes: (TreeNode | string)[]): void {
    const parent = this.parentNode
    let before = this.nextSibling
    while (before && nodes.includes(before)) before = before.nextSibling
    for (const node of nodes) parent?.insertBefore(asNode(node), before)
  }

  remove(): void {
    this.parentNode?.removeChild(this)
  }

  replaceWith(...nodes: (TreeNode | string)[]): void {
    this.after(...nodes)
    this.remove()
  }

  isEqualNode(other: TreeNode | null): boolean {
    if (!other || this.nodeName !== other.nodeName || !this.isLike(other)) return false
    let [node, same] = [this.firstChild, other.firstChild]
    while (node?.isEqualNode(same)) [node, same] = [node.nextSibling, same!.nextSibling]
    return node === null && same === null
  }

  /** Whether it says the same as a node of the same name, children aside. */
  protected isLike(_other: TreeNode): boolean {
    return true
  }

  contains(other: TreeNode | null): boolean {
    for (let node = other; node; node = node.parentNode) if (node === this) return true
    return false
  }

  compareDocumentPosition(other: TreeNode): number {
    if (other.parentNode !== this.parentNode) throw new Error('only siblings are compared')
    for (let node = this.previousSibling; node; node = node.previousSibling)
      if (node === other) return TreeNode.DOCUMENT_POSITION_PRECEDING
    return other === this ? 0 : TreeNode.DOCUMENT_POSITION_FOLLOWING
  }
}

export const fragmentType = 11

/** A node with children. */
export abstract class TreeParent extends TreeNode {
  lastChild: TreeNode | null = null

  get textContent(): string {
    let text = ''
    for (let node = this.firstChild; node; node = node.nextSibling)
      if (!(node instanceof TreeComment)) text += node.textContent
    return text
  }

  set textContent(text: string) {
    this.replaceChildren(...(text === '' ? [] : [text]))
  }

  appendChild<T extends TreeNode>(node: T): T {
    return this.insertBefore(node, null)
  }

  append(...nodes: (TreeNode | string)[]): void {
    for (const node of nodes) this.insertBefore(asNode(node), null)
  }

  prepend(...nodes: (TreeNode | string)[]): void {
    const first = this.firstChild
    for (const node of nodes) this.insertBefore(asNode(node), first)
  }

  replaceChildren(...nodes: (TreeNode | string)[]): void {
    while (this.firstChild) this.removeChild(this.firstChild)
    this.append(...nodes)
  }

  insertBefore<T extends TreeNode>(node: T, before: TreeNode | null): T {
    if (node.contains(this)) throw new Error('HierarchyRequestError: a node is put into itself')
    const place = (before as TreeNode | null) === node ? node.nextSibling : before
    if (place && place.parentNode !== this) throw new Error('NotFoundError: not a child')
    if (node.nodeType === fragmentType && node instanceof TreeParent) {
      for (const child of node.childNodes) this.insertBefore(child, place)
      return node
    }
    node.remove()
    if (node.ownerDocument !== this.ownerDocument) adopt(node, this.ownerDocument)
    link(node, this, place)
    this.ownerDocument.inserted(node)
    return node
  }

  removeChild<T extends TreeNode>(node: T): T {
    if (node.parentNode !== this) throw new Error('NotFoundError: not a child')
    unlink(node)
    this.ownerDocument.removed(node, this)
    return node
  }

  /** Moves a node with its state, as the DOM's `moveBefore` does. */
  move(node: TreeNode, before: TreeNode | null): void {
    if (!this.isConnected || !node.isConnected || node.contains(this))
      throw new Error('HierarchyRequestError: only what is in the page can be moved')
    const place = before === node ? node.nextSibling : before
    if (place && place.parentNode !== this) throw new Error('NotFoundError: not a child')
    unlink(node)
    link(node, this, place)
  }

  normalize(): void {
    for (const node of this.childNodes) {
      if (node instanceof TreeParent) node.normalize()
      if (!(node instanceof TreeText)) continue
      const { previousSibling } = node
      if (node.data === '') node.remove()
      else if (previousSibling instanceof TreeText) {
        previousSibling.data += node.data
        node.remove()
      }
    }
  }

  protected cloneChildrenInto(copy: TreeParent): void {
    for (let node = this.firstChild; node; node = node.nextSibling)
      copy.appendChild(node.cloneNode(true))
  }
}

abstract class TreeCharacters extends TreeNode {
  data: string

  constructor(data = '') {
    super()
    this.data = data
  }

  get textContent(): string {
    return this.data
  }

  get nodeValue(): string {
    return this.data
  }

  set nodeValue(data: string) {
    this.data = data
  }

  protected override isLike(other: TreeNode): boolean {
    return this.data === (other as TreeCharacters).data
  }
}

export class TreeText extends TreeCharacters {
  readonly nodeType = 3
  readonly nodeName = '#text'

  cloneNode(): TreeText {
    return new TreeText(this.data)
  }
}

export class TreeComment extends TreeCharacters {
  readonly nodeType = 8
  readonly nodeName = '#comment'

  cloneNode(): TreeComment {
    return new TreeComment(this.data)
  }
}

export class TreeDoctype extends TreeNode {
  readonly nodeType = 10
  readonly nodeName = 'html'
  readonly textContent = ''

  cloneNode(): TreeDoctype {
    return new TreeDoctype()
  }
}

function asNode(node: TreeNode | string): TreeNode {
  return typeof node === 'string' ? new TreeText(node) : node
}

/** Makes a node one of another document, with all that is in it. */
function adopt(node: TreeNode, document: TreeDocument): void {
  node.ownerDocument = document
  for (let child = node.firstChild; child; child = child.nextSibling) adopt(child, document)
}

function link(node: TreeNode, parent: TreeParent, before: TreeNode | null): void {
  const after = before ? before.previousSibling : parent.lastChild
  node.parentNode = parent
  node.previousSibling = after
  node.nextSibling = before
  if (after) after.nextSibling = node
  else parent.firstChild = node
  if (before) before.previousSibling = node
  else parent.lastChild = node
}

function unlink(node: TreeNode): void {
  const { parentNode, previousSibling, nextSibling } = node
  if (previousSibling) previousSibling.nextSibling = nextSibling
  else parentNode!.firstChild = nextSibling
  if (nextSibling) nextSibling.previousSibling = previousSibling
  else parentNode!.lastChild = previousSibling
  node.parentNode = node.previousSibling = node.nextSibling = null
}
