import type { PartValues, Patch, Shown } from '../../wire/patch.ts'
import { features } from '../features.ts'
import { bindField } from './attribute-slot.ts'
import { type Around, parseMarkup } from './markup.ts'
import {
  detach,
  type LiveRegion,
  type LiveSlot,
  Miss,
  mustBeThere,
  type RegionBuilder,
  takeBack,
} from './slot.ts'

/** A component that stands in a text's place. */
export interface ShownPart {
  /** Fingerprint of its layout. */
  readonly print: string
  readonly region: LiveRegion
  /** What stands behind it where it is alone in its element: an anchor, and static text. */
  readonly behind: readonly ChildNode[]
}

/** A text, markup, or a component: alone in its element, between two static texts, or behind a comment. */
export class TextSlot implements LiveSlot {
  readonly #anchor: Element | Comment
  readonly #end: Comment | null
  readonly #place: Around
  readonly #builder: RegionBuilder
  /** What is shown; with a component, what stands before it. */
  #content: readonly ChildNode[]
  #part: ShownPart | null

  /** @param anchor the element in which it is alone, or the comment before it */
  constructor(
    anchor: Element | Comment,
    place: Around,
    content: readonly ChildNode[],
    part: ShownPart | null,
    end: Comment | null,
    builder: RegionBuilder,
  ) {
    this.#anchor = anchor
    this.#place = place
    this.#content = content
    this.#part = part
    this.#end = end
    this.#builder = builder
  }

  patch(change: Shown | PartValues | readonly [Patch]): void {
    mustBeThere(this.#anchor)
    if (!isPatch(change)) return this.#show(change)
    if (!this.#part) throw new Miss('part')
    this.#part.region.patch(change[0])
  }

  fill(value: Shown | PartValues, isNew?: boolean): void {
    mustBeThere(this.#anchor, isNew)
    const part = this.#part
    if (part && isPart(value) && part.print === value[0]) part.region.fill(value[1])
    else this.#show(value)
  }

  #show(value: Shown | PartValues): void {
    const { before = '', after = '' } = this.#place
    const anchor = this.#anchor
    const isAlone = anchor instanceof Element
    const parent = isAlone ? anchor : anchor.parentNode
    if (!parent) throw new Miss('text')
    const shown = this.#shown()
    const [first] = shown
    const isThere = first?.parentNode === parent
    const behind = !isAlone ? anchor : isThere ? first.previousSibling : null
    if (isPart(value)) {
      const [print, values] = value
      const builder = this.#builder.part(print)
      if (!builder) throw new Miss(print)
      const { fragment, region } = builder.build(0, values)
      const part = { print, region, behind: textNodes(after) }
      this.#content = textNodes(before)
      this.#part = part
      replace(parent, shown, [...this.#content, ...fragment.childNodes, ...part.behind], behind)
      return
    }
    const text = before + value + after
    if (typeof value === 'string' && isThere && shown.length === 1 && first instanceof Text) {
      if (first.data !== text) first.data = text
      return
    }
    const wanted =
      typeof value !== 'string'
        ? parseMarkup(value ? value[0] : '', parent, this.#place)
        : textNodes(text)
    this.#part = null
    this.#content = replace(parent, shown, wanted, behind)
  }

  #shown(): readonly ChildNode[] {
    const anchor = this.#anchor
    const [first] = this.#content
    if (first && !first.parentNode)
      takeBack(first, anchor instanceof Element ? anchor.firstElementChild : anchor.nextSibling)
    const part = this.#part
    return part ? [...this.#content, ...part.region.nodes(), ...part.behind] : this.#content
  }

  nodes(): readonly ChildNode[] {
    const anchor = this.#anchor
    if (anchor instanceof Element) return []
    const parent = anchor.parentNode
    // An empty text is gone after somebody's normalize(). Without the anchor, what it stood before still has to go.
    const content = this.#shown().filter((node) => !parent || node.parentNode === parent)
    return this.#end ? [anchor, ...content, this.#end] : [anchor, ...content]
  }
}

function isPart(content: unknown): content is PartValues {
  return Array.isArray(content) && content.length === 2
}

function isPatch(change: unknown): change is readonly [Patch] {
  return Array.isArray(change) && Array.isArray(change[0])
}

function textNodes(text: string): Text[] {
  return text === '' ? [] : [new Text(text)]
}

/** Puts nodes in place of others. */
function replace(
  parent: ParentNode & Node,
  shown: readonly ChildNode[],
  wanted: ChildNode[],
  behind: ChildNode | null,
): ChildNode[] {
  for (const node of shown) if (node.parentNode === parent) detach(node)
  if (behind) behind.after(...wanted)
  else parent.prepend(...wanted)
  return wanted
}

/** The whole text of a `title` or `textarea`. */
export class WholeText implements LiveSlot {
  readonly #element: Element

  constructor(element: Element) {
    this.#element = element
    if (element instanceof HTMLTextAreaElement) bindField(element, 'value')
  }

  patch(value: string): void {
    this.fill(value)
  }

  fill(value: string, isNew?: boolean): void {
    mustBeThere(this.#element, isNew)
    if (this.#element instanceof HTMLTextAreaElement)
      features.fields?.write(this.#element, 'value', value)
    else this.#element.textContent = value
  }

  nodes(): readonly ChildNode[] {
    return []
  }
}
