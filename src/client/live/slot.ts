import type { KeptContent, Values } from '../../wire/patch.ts'
import { beforeWrite } from '../around-patch.ts'

/** A place in the page that the server writes. */
export interface LiveSlot {
  /** Takes what changed. @throws {Miss} when its place in the page is gone */
  patch(change: unknown): void
  /**
   * Takes its whole content, whatever it shows.
   *
   * @param isNew whether it was built just now, and is not in the page yet
   * @throws {Miss} when its place in the page is gone
   */
  fill(content: unknown, isNew?: boolean): void
  /** The nodes it owns among its siblings, in order. Attributes own none. */
  nodes(): readonly ChildNode[]
}

/** Builds regions for the slots that hold them. */
export interface RegionBuilder {
  /** Makes a region's nodes, filled, in a fragment. */
  build(region: number, values: Values): { fragment: DocumentFragment; region: LiveRegion }
  /** What builds components of a layout; undefined when that is not known. */
  part(print: string): PartBuilder | undefined
}

/** Builds and finds components. */
export interface PartBuilder extends RegionBuilder {
  /**
   * Finds the slots of a component that the server has drawn.
   *
   * @param first the first of its nodes
   * @returns its region, and the node behind it
   */
  find(first: ChildNode | null): { region: LiveRegion; next: ChildNode | null }
}

/** One drawn region: its slots by number, and its top-level nodes. */
export class LiveRegion {
  readonly slots: LiveSlot[] = []
  /** Static nodes, and slots that own nodes, in document order. */
  readonly parts: (ChildNode | LiveSlot)[] = []

  patch(patch: readonly unknown[]): void {
    for (let i = 0; i < patch.length; i += 2) this.#slot(patch[i]).patch(patch[i + 1])
  }

  /** @param isNew whether it was built just now, and has nothing that it could keep */
  fill(values: Values, isNew?: boolean): void {
    values.forEach((content, i) => {
      const isKept = (content as KeptContent)[0] === null
      if (!isKept || isNew)
        this.#slot(i).fill(isKept ? (content as KeptContent)[1] : content, isNew)
    })
  }

  /** @param start what stands before it, where that is known */
  nodes(start?: Node): ChildNode[] {
    const nodes = this.parts.flatMap((part) => (part instanceof Node ? [part] : [...part.nodes()]))
    nodes.forEach((node, i) =>
      takeBack(node, (nodes[i - 1] ?? start)?.nextSibling ?? nodes[i + 1]?.previousSibling),
    )
    return nodes
  }

  remove(start?: Node): void {
    for (const node of this.nodes(start)) detach(node)
  }

  #slot(number: unknown): LiveSlot {
    const slot = this.slots[number as number]
    if (!slot) throw new Miss('slot')
    return slot
  }
}

/** What stands behind the comment of a branch when it is found in the page. */
export interface BranchPlace {
  readonly start: Comment
  readonly end: Comment | null
  readonly choice: number
  readonly shown: LiveRegion | null
}

/** What stands behind the comment of a list when it is found in the page. */
export interface ListPlace {
  readonly start: Comment
  readonly end: Comment | null
  readonly rows: LiveRegion[]
  /** The static text before each row. */
  readonly gaps: (Text | null)[]
  /** The static text behind the last row. */
  readonly tail: Text | null
  readonly empty: LiveRegion | null
}

/** Takes a node out of the page. A form has no `remove` of its own when one of its fields is called that. */
export function detach(node: Node): void {
  node.parentNode?.removeChild(node)
}

/**
 * Puts a text back that a translator has taken out: browsers that translate a page put an element in its place. They
 * notice, and translate it again.
 *
 * @param standIn what may be that element
 */
export function takeBack(text: Node, standIn: Node | null | undefined): void {
  if (text instanceof Text && text.data && !text.parentNode && standIn?.nodeName === 'FONT')
    (standIn as Element).replaceWith(text)
}

/** What the server speaks of is not where it should be. The page asks for all values instead of guessing. */
export class Miss extends Error {}

/** Puts nodes behind a comment. @throws {Miss} when that is gone, as after a script that strips comments */
export function putBehind(anchor: Comment, ...nodes: Node[]): void {
  if (!anchor.parentNode) throw new Miss('anchor')
  anchor.after(...nodes)
}

/** Where nodes are that have their place in the page, but are not in it for now. */
export const parked = new WeakSet<Node>()

/** Makes sure that a node is still in the page: it is about to be written. @param isNew whether it does not have to be yet */
export function mustBeThere(node: Node, isNew?: boolean): void {
  if (isNew) return
  if (!node.isConnected && !parked.has(node.getRootNode())) throw new Miss(node.nodeName)
  for (const tell of beforeWrite) tell(node)
}
