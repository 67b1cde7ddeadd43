import type { Foreign, LayoutAlone } from '../../wire/layout.ts'
import type { Shown } from '../../wire/patch.ts'
import type { Fields } from '../fields.ts'
import { parseMarkup } from './markup.ts'
import { detach, type LiveSlot, Miss, mustBeThere } from './slot.ts'

/** A text that is its element's one dynamic piece, between two static texts. */
export class AloneText implements LiveSlot {
  readonly #element: Element
  readonly #layout: LayoutAlone
  #content: readonly ChildNode[]

  constructor(element: Element, layout: LayoutAlone, content: readonly ChildNode[]) {
    this.#element = element
    this.#layout = layout
    this.#content = content
  }

  patch(value: Shown): void {
    mustBeThere(this.#element)
    this.fill(value)
  }

  fill(value: Shown): void {
    const { before, after, ns } = this.#layout
    const element = this.#element
    if (typeof value === 'string' && rewrite(this.#content, before + value + after, element)) return
    const [first] = this.#content
    const previous = first?.parentNode === element ? first.previousSibling : null
    removeFrom(element, this.#content)
    this.#content =
      typeof value === 'string'
        ? textNodes(before + value + after)
        : [...textNodes(before), ...markupNodes(value, element, ns), ...textNodes(after)]
    const next = previous ? previous.nextSibling : element.firstChild
    for (const node of this.#content) element.insertBefore(node, next)
  }

  nodes(): readonly ChildNode[] {
    return []
  }
}

/** A text behind a comment. */
export class AnchoredText implements LiveSlot {
  readonly #start: Comment
  readonly #end: Comment | null
  readonly #foreign: Foreign | undefined
  #content: readonly ChildNode[]

  constructor(place: {
    start: Comment
    content: readonly ChildNode[]
    end: Comment | null
    foreign: Foreign | undefined
  }) {
    this.#start = place.start
    this.#content = place.content
    this.#end = place.end
    this.#foreign = place.foreign
  }

  patch(value: Shown): void {
    mustBeThere(this.#start)
    this.fill(value)
  }

  fill(value: Shown): void {
    const parent = this.#start.parentNode
    if (!parent) throw new Miss('text')
    if (typeof value === 'string' && rewrite(this.#content, value, parent)) return
    removeFrom(parent, this.#content)
    this.#content =
      typeof value === 'string' ? textNodes(value) : markupNodes(value, parent, this.#foreign)
    this.#start.after(...this.#content)
  }

  nodes(): readonly ChildNode[] {
    // An empty text is gone after somebody's normalize().
    const content = this.#content.filter((node) => node.parentNode === this.#start.parentNode)
    return this.#end ? [this.#start, ...content, this.#end] : [this.#start, ...content]
  }
}

/** Writes a text into the node that shows one. @returns false where it is something else, or not there any more */
function rewrite(content: readonly ChildNode[], text: string, parent: Node): boolean {
  const [only] = content
  if (content.length !== 1 || !(only instanceof Text) || only.parentNode !== parent) return false
  if (only.data !== text) only.data = text
  return true
}

function removeFrom(parent: Node, content: readonly ChildNode[]): void {
  for (const node of content) if (node.parentNode === parent) detach(node)
}

function textNodes(text: string): Text[] {
  return text === '' ? [] : [new Text(text)]
}

function markupNodes(
  value: Exclude<Shown, string>,
  parent: Node,
  foreign: Foreign | undefined,
): ChildNode[] {
  return parseMarkup(value ? value[0] : '', parent, foreign)
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
