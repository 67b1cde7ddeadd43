import type {
  LayoutAlone,
  LayoutElement,
  LayoutItem,
  LayoutList,
  LayoutOnce,
  PageLayout,
} from '../../wire/layout.ts'
import type { Values } from '../../wire/patch.ts'
import { features } from '../features.ts'
import { AttributeSlot } from './attribute-slot.ts'
import { ListSlot } from './list-slot.ts'
import { OnceSlot } from './once-slot.ts'
import { BranchSlot, CallSlot } from './region-slots.ts'
import { LiveRegion, type LiveSlot, Miss, type RegionBuilder } from './slot.ts'
import { type ShownPart, TextSlot, WholeText } from './text-slots.ts'

/** What the walk below needs to know of the page. */
export interface ResolveContext {
  readonly layout: PageLayout
  readonly builder: RegionBuilder
  /** Whether the nodes were built just now, and hold nothing of anybody yet. */
  readonly isBuilt: boolean
}

/**
 * Finds the slots of the live part itself.
 *
 * @param items its layout
 * @throws {Miss} when an anchor is not where it should be, or there is more than the layout knows
 */
export function resolveRoot(
  items: readonly LayoutItem[],
  root: Element,
  context: ResolveContext,
): LiveRegion {
  const region = new LiveRegion()
  resolveChildren(items, root, region, context)
  features.instant?.found(region, items, context.layout)
  return region
}

/**
 * Finds the slots of a region among nodes that were drawn by the server or cloned from a prototype. The layout and the
 * nodes are walked side by side; what does not fit is a miss.
 *
 * @param items the region's layout
 * @param first the first of its nodes
 * @returns the region, and the node behind it
 * @throws {Miss} when an anchor is not where it should be
 */
export function resolveRegion(
  items: readonly LayoutItem[],
  first: ChildNode | null,
  context: ResolveContext,
): { region: LiveRegion; next: ChildNode | null } {
  const walk = new Walk(context, new LiveRegion(), first)
  walk.items(items, true)
  features.instant?.found(walk.region, items, context.layout)
  return { region: walk.region, next: walk.next }
}

/** Finds the slots among the children of an element that is always there. */
function resolveChildren(
  items: readonly LayoutItem[],
  element: Element,
  region: LiveRegion,
  context: ResolveContext,
): void {
  const [only] = items
  if (typeof only === 'object' && only.k === 'alone')
    region.slots[only.slot] = resolveAlone(only, element, context)
  else if (typeof only === 'object' && only.k === 'once')
    region.slots[only.slot] = new OnceSlot(
      context.isBuilt ? drawOnce(element, only, context) : null,
    )
  else if (typeof only === 'object' && only.k === 'whole') {
    region.slots[only.slot] = new WholeText(element)
  } else if (only !== undefined) {
    const walk = new Walk(context, region, element.firstChild)
    walk.items(items, false)
    walk.end()
  }
}

/** Gives what draws the content of an element, which is the browser's from then on. */
function drawOnce(element: Element, { region }: LayoutOnce, { builder }: ResolveContext) {
  return (values: Values): void => element.append(builder.build(region, values).fragment)
}

/** Finds a text that is alone in its element, or the component in its place. */
function resolveAlone(layout: LayoutAlone, element: Element, context: ResolveContext): LiveSlot {
  if (layout.coarse) return new features.morph!(element, layout, context.builder)
  const nodes = [...element.childNodes]
  let part: ShownPart | null = null
  for (const [i, node] of nodes.entries()) {
    const found = node instanceof Comment && findPart(node, node.nextSibling, context)
    if (!found) continue
    const behind = found.next ? nodes.splice(nodes.indexOf(found.next as ChildNode)) : []
    nodes.length = i + 1
    part = { ...found, behind }
    break
  }
  return new TextSlot(element, layout, nodes, part, null, context.builder)
}

/** Finds the component that a comment with a `p` and a fingerprint stands before. */
function findPart({ data }: Comment, first: ChildNode | null, { builder }: ResolveContext) {
  const print = data.slice(1)
  const found = builder.part(print)?.find(first)
  return found && { print, ...found }
}

class Walk {
  readonly region: LiveRegion
  next: ChildNode | null
  readonly #context: ResolveContext

  constructor(context: ResolveContext, region: LiveRegion, next: ChildNode | null) {
    this.#context = context
    this.region = region
    this.next = next
  }

  /** @param isTop whether the nodes are the region's own, which it owns one by one */
  items(items: readonly LayoutItem[], isTop: boolean): void {
    for (const item of items) this.#item(item, isTop)
  }

  /** @throws {Miss} when there are more nodes: markup in a value may have made the browser move some */
  end(): void {
    while (this.next instanceof Text) this.#take()
    if (this.next) throw new Miss('end')
  }

  #item(item: LayoutItem, isTop: boolean): void {
    const { region } = this
    if (typeof item === 'number') {
      for (let i = 0; i < item; i++) this.#element()
      return
    }
    if (typeof item === 'string') {
      if (this.next instanceof Text) this.#own(this.#take(), isTop)
      return
    }
    switch (item.k) {
      case 'element':
        this.#own(this.#resolveElement(item), isTop)
        return
      case 'comment':
        this.#own(this.#comment(), isTop)
        return
      case 'text': {
        const start = this.#comment()
        if (item.coarse) {
          const slot = new features.morph!(start, item, this.#context.builder)
          this.next = slot.next
          this.#comment('/')
          this.#slot(item.slot, slot, isTop)
          return
        }
        const isMarkup = start.data === 'h'
        const content = isMarkup
          ? this.#untilEnd()
          : this.next instanceof Text
            ? [this.#take()]
            : []
        const part = this.#part(content, item.after)
        const end = item.end || isMarkup ? this.#comment('/') : null
        this.#slot(
          item.slot,
          new TextSlot(start, item, content, part, end, this.#context.builder),
          isTop,
        )
        return
      }
      case 'branch': {
        const start = this.#comment()
        const choice = Number.parseInt(start.data)
        const id = item.regions[choice]
        const shown = id === undefined ? null : this.#inner(id)
        const end = item.end ? this.#comment('/') : null
        const Branch = item.all ? features.instant!.SharedBranch : BranchSlot
        const place = { start, end, choice, shown }
        this.#slot(item.slot, new Branch(this.#context.builder, item.regions, place), isTop)
        return
      }
      case 'state':
        this.#slot(item.slot, new features.instant!.StateSlot(this.#comment()), isTop)
        return
      case 'list':
        this.#slot(item.slot, this.#resolveList(item), isTop)
        return
      case 'call': {
        const start = this.#comment()
        const shown = this.#context.isBuilt ? null : this.#inner(item.region)
        const end = item.end ? this.#comment('/') : null
        const choice = shown ? 0 : -1
        this.#slot(
          item.slot,
          new CallSlot(this.#context.builder, [item.region], { start, end, choice, shown }),
          isTop,
        )
        return
      }
      default:
        region satisfies LiveRegion
        throw new Miss(item.k)
    }
  }

  #resolveElement(item: LayoutElement): Element {
    const element = this.#element()
    if (element.localName !== item.tag) throw new Miss(item.tag)
    const { isBuilt, layout } = this.#context
    const { slots } = this.region
    for (let i = 0; i < item.slots.length; i += 2) {
      const name = item.slots[i + 1] as string
      const isOnce = name[0] === '!'
      const slot =
        name === '*'
          ? new features['free-attributes']!(element, [...item.slots, ...Object.keys(item.fixed)])
          : new AttributeSlot(
              element,
              isOnce ? name.slice(1) : name,
              layout.trustsUrls === 1,
              isOnce,
            )
      slots[item.slots[i] as number] = isOnce
        ? new OnceSlot(isBuilt ? (value) => slot.fill(value, true) : null)
        : slot
    }
    resolveChildren(item.children, element, this.region, this.#context)
    return element
  }

  #resolveList(item: LayoutList): LiveSlot {
    const start = this.#comment()
    const count = Number(start.data)
    const rows: LiveRegion[] = []
    const gaps: (Text | null)[] = []
    for (let i = 0; i < count; i++) {
      gaps.push(this.#text(i === 0 ? item.before : item.after + item.before))
      rows.push(this.#inner(item.row))
    }
    const tail = count > 0 ? this.#text(item.after) : null
    const empty =
      count === 0 && start.data !== '' && item.empty >= 0 ? this.#inner(item.empty) : null
    const end = item.end ? this.#comment('/') : null
    const List = item.key ? features['kept-rows']! : item.virtual ? features.virtual! : ListSlot
    return new List(this.#context.builder, item, { start, end, rows, gaps, tail, empty })
  }

  /** The component behind a text. @param content gets the comment that names it, too */
  #part(content: ChildNode[], after = ''): ShownPart | null {
    const name = this.next
    if (!(name instanceof Comment) || name.data[0] !== 'p') return null
    content.push(this.#take())
    const found = findPart(name, this.next, this.#context)
    if (!found) throw new Miss('part')
    this.next = found.next
    const end = after === '' ? null : this.#comment('/')
    return { ...found, behind: [end, this.#text(after)].filter((node) => node !== null) }
  }

  #inner(id: number): LiveRegion {
    const { region, next } = resolveRegion(
      this.#context.layout.regions[id]!,
      this.next,
      this.#context,
    )
    this.next = next
    return region
  }

  #own(node: ChildNode, isTop: boolean): void {
    if (isTop) this.region.parts.push(node)
  }

  #slot(number: number, slot: LiveSlot, isTop: boolean): void {
    this.region.slots[number] = slot
    if (isTop) this.region.parts.push(slot)
  }

  #take(): ChildNode {
    const node = this.next!
    this.next = node.nextSibling
    return node
  }

  #text(expected: string): Text | null {
    if (expected === '' || !(this.next instanceof Text)) return null
    return this.#take() as Text
  }

  #element(): Element {
    while (this.next instanceof Text) this.#take()
    if (!(this.next instanceof Element)) throw new Miss('element')
    return this.#take() as ChildNode & Element
  }

  #comment(data?: string): Comment {
    while (this.next instanceof Text) this.#take()
    if (!(this.next instanceof Comment)) throw new Miss('comment')
    if (data !== undefined && this.next.data !== data) throw new Miss('end')
    return this.#take() as Comment
  }

  #untilEnd(): ChildNode[] {
    const nodes: ChildNode[] = []
    while (this.next && !(this.next instanceof Comment && this.next.data === '/'))
      nodes.push(this.#take())
    return nodes
  }
}
