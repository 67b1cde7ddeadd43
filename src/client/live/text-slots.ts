import type { Shown } from '../../wire/patch.ts'
import type { Fields } from '../fields.ts'
import { type Around, parseMarkup } from './markup.ts'
import { detach, type LiveSlot, Miss, mustBeThere } from './slot.ts'

/** A text or markup: alone in its element, between two static texts, or behind a comment. */
export class TextSlot implements LiveSlot {
  readonly #anchor: Element | Comment
  readonly #end: Comment | null
  readonly #place: Around
  readonly #fields: Fields
  #content: readonly ChildNode[]

  /** @param anchor the element in which it is alone, or the comment before it */
  constructor(
    anchor: Element | Comment,
    place: Around,
    content: readonly ChildNode[],
    end: Comment | null,
    fields: Fields,
  ) {
    this.#anchor = anchor
    this.#place = place
    this.#content = content
    this.#end = end
    this.#fields = fields
    if (content.some((node) => node instanceof Element))
      window.djust?.morph?.remember(content, fields)
  }

  patch(value: Shown): void {
    mustBeThere(this.#anchor)
    this.fill(value)
  }

  fill(value: Shown): void {
    const { before = '', after = '' } = this.#place
    const anchor = this.#anchor
    const isAlone = anchor instanceof Element
    const parent = isAlone ? anchor : anchor.parentNode
    if (!parent) throw new Miss('text')
    const content = this.#content
    const [first] = content
    const isThere = first?.parentNode === parent
    const text = before + value + after
    if (typeof value === 'string' && isThere && content.length === 1 && first instanceof Text) {
      if (first.data !== text) first.data = text
      return
    }
    const wanted =
      typeof value !== 'string'
        ? parseMarkup(value ? value[0] : '', parent, this.#place)
        : text
          ? [new Text(text)]
          : []
    const behind = !isAlone ? anchor : isThere ? first.previousSibling : null
    this.#content = (window.djust?.morph?.morph ?? replace)(
      parent,
      content,
      wanted,
      behind,
      this.#fields,
    )
  }

  nodes(): readonly ChildNode[] {
    const anchor = this.#anchor
    if (anchor instanceof Element) return []
    // An empty text is gone after somebody's normalize().
    const content = this.#content.filter((node) => node.parentNode === anchor.parentNode)
    return this.#end ? [anchor, ...content, this.#end] : [anchor, ...content]
  }
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
  readonly #fields: Fields

  constructor(element: Element, fields: Fields) {
    this.#element = element
    this.#fields = fields
  }

  patch(value: string): void {
    mustBeThere(this.#element)
    this.fill(value)
  }

  fill(value: string): void {
    if (this.#element instanceof HTMLTextAreaElement)
      this.#fields.write(this.#element, 'value', value)
    else this.#element.textContent = value
  }

  nodes(): readonly ChildNode[] {
    return []
  }
}

/** The document's title. */
export class DocumentTitle implements LiveSlot {
  patch(value: string): void {
    this.fill(value)
  }

  fill(value: string): void {
    document.title = value
  }

  nodes(): readonly ChildNode[] {
    return []
  }
}
