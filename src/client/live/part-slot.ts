import type { LayoutAlone } from '../../wire/layout.ts'
import type { PartValues, Patch, Shown } from '../../wire/patch.ts'
import {
  detach,
  type LiveRegion,
  type LiveSlot,
  Miss,
  mustBeThere,
  type RegionBuilder,
} from './slot.ts'

/** A component that stands in a text's place. */
export interface ShownPart {
  /** Fingerprint of its layout. */
  readonly print: string
  readonly region: LiveRegion
  /** What stands around it where it is alone in its element, and goes when it goes: its anchors, and static text. */
  readonly around: readonly ChildNode[]
}

/** A text, in whose place a component may stand. */
export class PartSlot implements LiveSlot {
  readonly #builder: RegionBuilder
  readonly #text: LiveSlot
  /** The comment before it, or the element in which it is alone. */
  readonly #anchor: Comment | Element
  readonly #layout: Partial<LayoutAlone>
  #shown: ShownPart | null

  /** @param text shows what is no component, and nothing while there is one */
  constructor(
    builder: RegionBuilder,
    text: LiveSlot,
    place: { anchor: Comment | Element; layout: Partial<LayoutAlone>; shown: ShownPart | null },
  ) {
    this.#builder = builder
    this.#text = text
    this.#anchor = place.anchor
    this.#layout = place.layout
    this.#shown = place.shown
  }

  patch(change: Shown | PartValues | readonly [Patch]): void {
    mustBeThere(this.#anchor)
    if (isPart(change)) this.#show(change)
    else if (isPatch(change)) {
      if (!this.#shown) throw new Miss('component')
      this.#shown.region.patch(change[0])
    } else this.fill(change)
  }

  fill(content: Shown | PartValues): void {
    if (!isPart(content)) {
      this.#clear()
      this.#text.fill(content)
    } else if (this.#shown?.print === content[0]) this.#shown.region.fill(content[1])
    else this.#show(content)
  }

  #show([print, values]: PartValues): void {
    const builder = this.#builder.part(print)
    if (!builder) throw new Miss(print)
    const { fragment, region } = builder.build(0, values)
    this.#clear()
    this.#text.fill('')
    const { before = '', after = '' } = this.#layout
    const anchor = this.#anchor
    let tail: Text | undefined
    if (anchor instanceof Comment) anchor.after(fragment)
    else {
      const text = [...anchor.childNodes].find(
        (node): node is Text => node instanceof Text && node.data === before + after,
      )
      tail = text?.splitText(before.length)
      anchor.insertBefore(fragment, tail ?? null)
    }
    this.#shown = { print, region, around: tail ? [tail] : [] }
  }

  #clear(): void {
    this.#shown?.region.remove()
    this.#shown?.around.forEach(detach)
    this.#shown = null
  }

  nodes(): readonly ChildNode[] {
    const [start, ...rest] = this.#text.nodes()
    return start ? [start, ...(this.#shown?.region.nodes() ?? []), ...rest] : []
  }
}

function isPart(content: unknown): content is PartValues {
  return Array.isArray(content) && content.length === 2
}

function isPatch(change: unknown): change is readonly [Patch] {
  return Array.isArray(change) && Array.isArray(change[0])
}
