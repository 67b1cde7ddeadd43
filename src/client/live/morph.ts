import { browsersAttributes } from '../../shared/browsers-attributes.ts'
import type { WrittenFields } from '../../wire/layout.ts'
import { attribute } from '../dom.ts'
import { bindField, writeAttribute } from './attribute-slot.ts'
import { moveNodes } from './move-nodes.ts'
import { detach, mustBeThere } from './slot.ts'

type Attributes = ReadonlyMap<string, string>

/** A region whose content is markup. */
export interface MorphedRegion {
  /** The nodes that it made, with the attributes it gave them. Whatever else stands among them is somebody else's. */
  readonly made: WeakMap<Node, Attributes>
  /** Fields that the server writes, though markup may not show it. */
  readonly written: WrittenFields
}

/** Notes that a node is what the markup of a region made. */
export function remember(node: ChildNode, region: MorphedRegion): void {
  const attributes = attributesOf(node)
  region.made.set(node, attributes)
  for (const name of attributes.keys()) bindField(node as Element, name)
  if (node instanceof Element) bindWritten(node, region)
}

/** The same of nodes with all that is in them. */
function rememberAll(nodes: Iterable<ChildNode>, region: MorphedRegion): void {
  for (const node of nodes) {
    remember(node, region)
    rememberAll(node.childNodes, region)
  }
}

function bindWritten(element: Element, { written }: MorphedRegion): void {
  for (const [name, which] of Object.entries(written))
    if (element.matches(which)) bindField(element, name)
}

/**
 * Makes nodes into what new markup says, and keeps those that stay: with their focus, what the user typed, and what other
 * scripts put into them. What changes is what the markup says now and did not say before.
 *
 * @param region says whose nodes they are
 * @param shown nodes that markup made, among the children of `parent`
 * @param wanted what there shall be
 * @param behind the node behind which they stand; null where they come first
 * @param putIn puts in what markup does not make, before the nodes that are left over go
 * @returns the nodes that are there now
 */
export function morph(
  region: MorphedRegion,
  parent: ParentNode & Node,
  shown: readonly ChildNode[],
  wanted: readonly ChildNode[],
  behind: ChildNode | null,
  putIn: () => void,
): ChildNode[] {
  const { made } = region
  const kept = new Set<ChildNode>()
  /** Those that stay as they are, with all that is in them. */
  const equal = new Set<Node>()
  const left: ChildNode[] = []
  const arrived: ChildNode[] = []
  const active = document.activeElement
  const now = children(parent, shown, wanted, behind)
  // Only now: until then, what markup has made is what was there before, and may be wanted elsewhere.
  rememberAll(arrived, region)
  putIn()
  for (const node of left) if (!kept.has(node)) detach(node)
  // What has gone into another element has lost the focus in browsers without `moveBefore`.
  if (active !== document.activeElement && parent.contains(active))
    (active as HTMLElement).focus({ preventScroll: true })
  return now

  function children(
    into: ParentNode & Node,
    old: readonly ChildNode[],
    next: readonly ChildNode[],
    last: ChildNode | null,
  ): ChildNode[] {
    const chosen = choose(
      old.filter((node) => node.parentNode === into),
      next,
    )
    left.push(...old)
    return next.map((said, i) => {
      const node = chosen[i] ?? said
      if (node === said) arrived.push(node)
      else if (node.isEqualNode(said)) equal.add(node)
      else update(node, said)
      // Only now: what stood there may have gone into this one.
      let place = last ? last.nextSibling : into.firstChild
      // What others put before it stays there.
      let first = place
      while (node !== said && first && !kept.has(first)) first = first.nextSibling
      if (first === node) place = first
      else moveNodes(into, [node], place)
      return (last = node)
    })
  }

  /** Chooses for each node that shall be one that is there: an equal one, or else a namesake, or else any that can become it. */
  function choose(
    old: readonly ChildNode[],
    next: readonly ChildNode[],
  ): readonly (ChildNode | undefined)[] {
    const chosen: (ChildNode | undefined)[] = []
    for (const fits of [isEqual, isNamesake, isAlike]) {
      let at = 0
      for (const [i, said] of next.entries()) {
        const isFree = (node: ChildNode | null): boolean => !kept.has(node!) && fits(node!, said)
        const node = chosen[i] ?? old.slice(at).find(isFree) ?? old.find(isFree) ?? elsewhere(said)
        if (!node) continue
        kept.add((chosen[i] = node))
        at = old.indexOf(node) + 1
      }
    }
    return chosen
  }

  /** Finds what stands in another element, and has the id of a node that shall be. */
  function elsewhere(said: ChildNode): Element | undefined {
    const id = said instanceof Element ? attribute(said, 'id') : null
    const node = id && document.getElementById(id)
    if (!node || !made.has(node) || kept.has(node) || !isAlike(node, said)) return undefined
    for (let around: Node | null = node; around; around = around.parentNode)
      if (equal.has(around)) return undefined
    return node
  }

  function update(node: ChildNode, said: ChildNode): void {
    mustBeThere(node)
    if (!(node instanceof Element)) {
      node.nodeValue = said.nodeValue
      return
    }
    const before = made.get(node) ?? attributesOf(node)
    const after = attributesOf(said)
    made.set(node, after)
    const update = after.get('dj-update')
    const isBrowsers = browsersAttributes(update, after.get('dj-ignore-attrs'))
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      if (after.get(name) === before.get(name) || isBrowsers(name)) continue
      bindField(node, name)
      writeAttribute(node, name, after.get(name) ?? false)
    }
    bindWritten(node, region)
    if (update === 'ignore') equal.add(node)
    if (node instanceof HTMLTextAreaElement || equal.has(node)) return
    const own = [...node.childNodes].filter((child) => made.has(child))
    children(node, own, [...said.childNodes], null)
  }
}

/** What markup says of a node; of a `textarea` its text too, which is where its state begins. */
function attributesOf(node: Node): Attributes {
  const list = node instanceof Element ? node.attributes : []
  const attributes = new Map(Array.from(list, ({ name, value }) => [name, value]))
  if (node instanceof HTMLTextAreaElement && node.defaultValue)
    attributes.set('value', node.defaultValue)
  return attributes
}

function isEqual(node: ChildNode, said: ChildNode): boolean {
  return said instanceof Element && node.isEqualNode(said)
}

/** Whether a node can become what another one says, and is the field of the same name: what is typed there is meant for it. */
function isNamesake(node: ChildNode, said: ChildNode): boolean {
  const name = said instanceof Element && attribute(said, 'name')
  return !!name && isAlike(node, said) && attribute(node as Element, 'name') === name
}

/** Whether a node can become what another one says: the same kind of node, with the same key if it has one. */
function isAlike(node: ChildNode, said: ChildNode): boolean {
  return node.nodeName === said.nodeName && keyOf(node) === keyOf(said)
}

/** What tells an element from others; without a name of its own, what of it is the browser's. */
function keyOf(node: ChildNode): string | null {
  if (!(node instanceof Element)) return null
  const key = attribute(node, 'dj-key') ?? attribute(node, 'data-key') ?? attribute(node, 'id')
  return key ?? attribute(node, 'dj-ignore-attrs')
}
