import type { TreeDocument } from './document.ts'
import { fragmentType, TreeParent, type TreeNode } from './node.ts'
import { selects } from './selectors.ts'

export interface TreeAttribute {
  readonly name: string
  value: string
}

export const htmlNamespace = 'http://www.w3.org/1999/xhtml'

export class TreeElement extends TreeParent {
  readonly nodeType = 1
  readonly localName: string
  readonly namespaceURI: string
  readonly #attributes = new Map<string, TreeAttribute>()

  constructor(localName: string, namespaceURI: string) {
    super()
    this.localName = localName
    this.namespaceURI = namespaceURI
  }

  get nodeName(): string {
    return this.localName
  }

  get id(): string {
    return this.getAttribute('id') ?? ''
  }

  get attributes(): Iterable<TreeAttribute> {
    return this.#attributes.values()
  }

  get children(): TreeElement[] {
    return this.childNodes.filter((node) => node instanceof TreeElement)
  }

  getAttributeNames(): string[] {
    return [...this.#attributes.keys()]
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(this.#key(name))?.value ?? null
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(this.#key(name))
  }

  setAttribute(name: string, value: string): void {
    const key = this.#key(name)
    const known = this.#attributes.get(key)
    if (known) known.value = `${value}`
    else this.#attributes.set(key, { name: key, value: `${value}` })
    this.attributeChanged(key, known === undefined)
  }

  setAttributeNS(_namespace: string, name: string, value: string): void {
    this.setAttribute(name, value)
  }

  removeAttribute(name: string): void {
    const key = this.#key(name)
    if (this.#attributes.delete(key)) this.attributeChanged(key, true)
  }

  protected override isLike(other: TreeNode): boolean {
    const element = other as TreeElement
    return (
      this.namespaceURI === element.namespaceURI &&
      this.#attributes.size === element.#attributes.size &&
      [...this.#attributes.values()].every(
        ({ name, value }) => element.#attributes.get(name)?.value === value,
      )
    )
  }

  /** Told of each attribute that is written. @param hasCome whether it came or went */
  protected attributeChanged(_name: string, _hasCome: boolean): void {}

  #key(name: string): string {
    return this.namespaceURI === htmlNamespace ? name.toLowerCase() : name
  }

  matches(selector: string): boolean {
    return selects(selector)(this)
  }

  closest(selector: string): TreeElement | null {
    const test = selects(selector)
    for (let each: TreeElement | null = this; each; each = each.parentElement)
      if (test(each)) return each
    return null
  }

  querySelector(selector: string): TreeElement | null {
    const test = selects(selector)
    return elementsIn(this).find(test) ?? null
  }

  querySelectorAll(selector: string): TreeElement[] {
    return elementsIn(this).filter(selects(selector))
  }

  get firstElementChild(): TreeElement | null {
    return elementsIn(this)[0] ?? null
  }

  set innerHTML(html: string) {
    this.replaceChildren(this.ownerDocument.parseInto(this, html))
  }

  cloneNode(isDeep = false): TreeElement {
    const copy = this.ownerDocument.createElementNS(this.namespaceURI, this.localName)
    for (const { name, value } of this.attributes) copy.setAttribute(name, value)
    if (isDeep) this.cloneChildrenInto(copy)
    return copy
  }
}

/** The elements in a node, in document order. */
export function elementsIn(parent: TreeParent): TreeElement[] {
  const found: TreeElement[] = []
  const visit = (node: TreeNode | null): void => {
    for (let each = node; each; each = each.nextSibling) {
      if (!(each instanceof TreeElement)) continue
      found.push(each)
      visit(each.firstChild)
    }
  }
  visit(parent.firstChild)
  return found
}

export class TreeHtmlElement extends TreeElement {
  get isContentEditable(): boolean {
    return false
  }

  focus(): void {
    if (this.isConnected && !this.hasAttribute('disabled')) this.ownerDocument.focused = this
  }

  dispatchEvent(event: { type: string; target?: unknown }): void {
    event.target = this
    this.ownerDocument.dispatch(event)
  }
}

export class TreeFragment extends TreeParent {
  readonly nodeType = fragmentType
  readonly nodeName = '#document-fragment'

  get firstElementChild(): TreeElement | null {
    return elementsIn(this)[0] ?? null
  }

  querySelectorAll(selector: string): TreeElement[] {
    return elementsIn(this).filter(selects(selector))
  }

  cloneNode(isDeep = false): TreeFragment {
    const copy = new TreeFragment()
    if (isDeep) this.cloneChildrenInto(copy)
    return copy
  }
}

export class TreeTemplateElement extends TreeHtmlElement {
  content = new TreeFragment()

  override set innerHTML(html: string) {
    this.content.replaceChildren(this.ownerDocument.parseInto(this, html))
  }

  override cloneNode(isDeep = false): TreeElement {
    const copy = super.cloneNode(isDeep) as TreeTemplateElement
    if (isDeep) copy.content = this.content.cloneNode(true)
    return copy
  }
}

export class TreeFormElement extends TreeHtmlElement {
  get elements(): TreeElement[] {
    return elementsIn(this).filter(selects('input, select, textarea, button'))
  }
}

export type { TreeDocument }
