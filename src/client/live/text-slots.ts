import type { Shown } from '../../wire/patch.ts'
import type { Fields } from '../fields.ts'
import { parseMarkup } from './markup.ts'
import { type LiveSlot, Miss, mustBeThere } from './slot.ts'

/** A text that is its element's one dynamic piece, between two static texts. */
export class AloneText implements LiveSlot {
  readonly #element: Element
  readonly #before: string
  readonly #after: string

  constructor(element: Element, before: string, after: string) {
    this.#element = element
    this.#before = before
    this.#after = after
  }

  patch(value: Shown): void {
    mustBeThere(this.#element)
    this.fill(value)
  }

  fill(value: Shown): void {
    const element = this.#element
    if (typeof value !== 'string') {
      element.replaceChildren(this.#before, ...parseMarkup(value ? value[0] : ''), this.#after)
      return
    }
    const text = this.#before + value + this.#after
    const only = element.firstChild
    if (only instanceof Text && only === element.lastChild) {
      if (only.data !== text) only.data = text
    } else element.textContent = text
  }

  nodes(): readonly ChildNode[] {
    return []
  }
}

/** A text behind a comment. */
export class AnchoredText implements LiveSlot {
  readonly #start: Comment
  #content: ChildNode[]
  #end: Comment | null

  constructor(start: Comment, content: ChildNode[], end: Comment | null) {
    this.#start = start
    this.#content = content
    this.#end = end
  }

  patch(value: Shown): void {
    mustBeThere(this.#start)
    this.fill(value)
  }

  fill(value: Shown): void {
    const parent = this.#start.parentNode
    if (!parent) throw new Miss('text')
    const [only, ...more] = this.#content
    if (
      typeof value === 'string' &&
      more.length === 0 &&
      only instanceof Text &&
      only.parentNode === parent
    ) {
      if (only.data !== value) only.data = value
      return
    }
    for (const node of this.#content) if (node.parentNode === parent) node.remove()
    this.#content =
      typeof value === 'string'
        ? value === ''
          ? []
          : [new Text(value)]
        : parseMarkup(value ? value[0] : '')
    this.#start.after(...this.#content)
  }

  nodes(): readonly ChildNode[] {
    return this.#end ? [this.#start, ...this.#content, this.#end] : [this.#start, ...this.#content]
  }
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
