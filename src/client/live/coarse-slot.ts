import type { WrittenFields } from '../../wire/layout.ts'
import type { CoarseValues, PartValues, Patch, StayingPart, Values } from '../../wire/patch.ts'
import { type Around, parseMarkup } from './markup.ts'
import { morph, type MorphedRegion, remember } from './morph.ts'
import { moveNodes } from './move-nodes.ts'
import { detach, LiveRegion, type LiveSlot, Miss, mustBeThere, type RegionBuilder } from './slot.ts'
import { TextSlot } from './text-slots.ts'

/** What stands around a coarse region, and what is said of its fields. */
interface CoarsePlace extends Around {
  readonly written?: WrittenFields
}

type Content = string | CoarseValues<PartValues | StayingPart>

/** Stands for a component in markup. Its key is one that no element has. */
const hole = '<template dj-key="/p"></template>'
const holes = 'template[dj-key="/p"]'

/** Markup without certain places: all of it becomes what comes next, but for the components in it, which are slots. */
export class CoarseSlot implements LiveSlot, MorphedRegion {
  /** The node behind its content, when that was found. */
  readonly next: ChildNode | null
  readonly made = new WeakMap<Node, ReadonlyMap<string, string>>()
  readonly written: WrittenFields
  readonly #anchor: Element | Comment
  readonly #place: CoarsePlace
  readonly #builder: RegionBuilder
  /** The nodes that markup made. */
  #content: ChildNode[] = []
  readonly #parts = new LiveRegion()

  constructor(anchor: Element | Comment, place: CoarsePlace, builder: RegionBuilder) {
    this.#anchor = anchor
    this.#place = place
    this.written = place.written ?? {}
    this.#builder = builder
    const isAlone = anchor instanceof Element
    this.next = this.#find(isAlone ? anchor.firstChild : anchor.nextSibling, this.#content)
  }

  patch(change: Content | readonly [Patch]): void {
    mustBeThere(this.#anchor)
    if (Array.isArray(change[0])) this.#parts.patch(change[0])
    else this.#show(change as Content, [])
  }

  fill(content: Content, isNew?: boolean): void {
    mustBeThere(this.#anchor, isNew)
    this.#show(content, this.#parts.slots)
  }

  nodes(): readonly ChildNode[] {
    const anchor = this.#anchor
    if (anchor instanceof Element) return []
    const own = new Set([...this.#content, ...this.#parts.slots.flatMap((slot) => slot.nodes())])
    const nodes: ChildNode[] = [anchor]
    for (let node = anchor.nextSibling; node; node = node.nextSibling) {
      const isBehind = isEnd(node) && !own.has(node)
      if (isBehind || own.has(node)) nodes.push(node)
      if (isBehind) break
    }
    return nodes
  }

  /**
   * Finds the components among nodes that the server has drawn; all others are what markup made.
   *
   * @param found takes those
   * @returns the node behind them
   */
  #find(first: ChildNode | null, found?: ChildNode[]): ChildNode | null {
    let node = first
    while (node && !(found && isEnd(node))) {
      const print = node instanceof Comment ? node.data.slice(1) : ''
      const part = this.#builder.part(print)?.find(node.nextSibling)
      if (part) {
        const end = part.next as Comment
        if (!isEnd(end)) throw new Miss('end of component')
        const shown = { ...part, print, behind: [] }
        this.#parts.slots.push(new TextSlot(node as Comment, {}, [], shown, end, this.#builder))
        node = end
      } else {
        remember(node, this)
        found?.push(node)
        this.#find(node.firstChild)
      }
      node = node.nextSibling
    }
    return node
  }

  /** @param before the components that may stay, by number */
  #show(content: Content, before: readonly LiveSlot[]): void {
    const anchor = this.#anchor
    const isAlone = anchor instanceof Element
    const parent = isAlone ? anchor : anchor.parentNode
    if (!parent) throw new Miss('coarse')
    const isText = typeof content === 'string'
    const parts = isText ? [] : content.filter((piece) => typeof piece !== 'string')
    const wanted = isText
      ? [new Text(content)]
      : parseMarkup(
          content.map((piece) => (typeof piece === 'string' ? piece : hole)).join(''),
          parent,
          this.#place,
        )
    const places = [...(wanted[0]?.parentNode?.querySelectorAll(holes) ?? [])]
    if (places.length !== parts.length) throw new Miss('place of component')
    const behind = isAlone ? null : anchor
    const putIn = () => {
      const { slots } = this.#parts
      const left = new Set(slots)
      const now = parts.map((part, i) => this.#putIn(part, places[i]!, before[i], left))
      for (const slot of left) for (const node of slot.nodes()) detach(node)
      slots.splice(0, slots.length, ...now)
    }
    const now = morph(this, parent, this.#content, wanted, behind, putIn)
    this.#content = now.filter((node) => node.parentNode)
  }

  /**
   * Puts a component in place of a hole.
   *
   * @param shown the one that may stay
   * @param left those that are not put in yet
   */
  #putIn(
    [first, inner]: PartValues | StayingPart,
    place: Element,
    shown: LiveSlot | undefined,
    left: Set<LiveSlot>,
  ): LiveSlot {
    const known = typeof first === 'number' ? this.#parts.slots[first] : shown
    if (!known) {
      const [start, end] = [new Comment(), new Comment('/')]
      place.replaceWith(start, end)
      const slot = new TextSlot(start, {}, [], null, end, this.#builder)
      slot.fill([first as string, inner as Values], true)
      return slot
    }
    if (typeof first === 'number') known.patch([inner])
    else known.fill([first, inner])
    left.delete(known)
    const nodes = known.nodes()
    if (place.nextSibling !== nodes[0]) moveNodes(place.parentNode!, nodes, place)
    place.remove()
    return known
  }
}

function isEnd(node: Node): boolean {
  return node instanceof Comment && node.data === '/'
}
