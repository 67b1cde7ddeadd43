import { type TreeElement, elementsIn, TreeHtmlElement } from './element.ts'
import type { TreeNode } from './node.ts'

/** Types of input whose value is their attribute. */
const attributeValue = /^(?:hidden|submit|image|reset|button|checkbox|radio)$/

export class TreeInputElement extends TreeHtmlElement {
  /** What was set, or typed; null while the field follows its attribute. */
  #value: string | null = null
  #checked: boolean | null = null

  get type(): string {
    return this.getAttribute('type')?.toLowerCase() || 'text'
  }

  get name(): string {
    return this.getAttribute('name') ?? ''
  }

  get form(): TreeElement | null {
    return this.closest('form')
  }

  get defaultValue(): string {
    return this.getAttribute('value') ?? ''
  }

  set defaultValue(value: string) {
    this.setAttribute('value', value)
  }

  get value(): string {
    if (!attributeValue.test(this.type))
      return sanitized(this.type, this.#value ?? this.defaultValue)
    return this.getAttribute('value') ?? (/^(?:checkbox|radio)$/.test(this.type) ? 'on' : '')
  }

  set value(value: string) {
    if (attributeValue.test(this.type)) this.setAttribute('value', value)
    else this.#value = sanitized(this.type, `${value}`)
  }

  get defaultChecked(): boolean {
    return this.hasAttribute('checked')
  }

  set defaultChecked(isChecked: boolean) {
    if (isChecked) this.setAttribute('checked', '')
    else this.removeAttribute('checked')
  }

  get checked(): boolean {
    return this.#checked ?? this.#followed
  }

  set checked(isChecked: boolean) {
    this.#checked = isChecked
    if (isChecked) this.uncheckOthers()
  }

  /** What it shows as long as nobody set it: its attribute, unless another of its group was chosen since. */
  #followed = false

  protected override attributeChanged(name: string, hasCome: boolean): void {
    if (name === 'checked' && hasCome && this.#checked === null) {
      this.#followed = this.hasAttribute('checked')
      if (this.#followed) this.uncheckOthers()
    }
    if ((name === 'name' || name === 'type') && this.checked) this.uncheckOthers()
  }

  /** Of radio buttons of one name, one is chosen. */
  uncheckOthers(): void {
    const { type, name, form } = this
    if (type !== 'radio' || name === '' || !this.parentNode) return
    for (const other of elementsIn(this.getRootNode() as TreeElement)) {
      if (!(other instanceof TreeInputElement) || other === this || other.type !== 'radio') continue
      if (other.name === name && other.form === form) other.uncheck()
    }
  }

  uncheck(): void {
    if (this.#checked === null) this.#followed = false
    else this.#checked = false
  }

  override cloneNode(): TreeElement {
    const copy = super.cloneNode() as TreeInputElement
    copy.#value = this.#value
    copy.#checked = this.#checked
    copy.#followed = this.#followed
    return copy
  }
}

function sanitized(type: string, value: string): string {
  switch (type) {
    case 'range': {
      const number = isNumber(value) ? Number(value) : 50
      return String(Math.min(100, Math.max(0, Math.round(number))))
    }
    case 'number':
      return isNumber(value) ? value : ''
    case 'color':
      return /^#[\da-f]{6}$/i.test(value) ? value.toLowerCase() : '#000000'
    case 'email':
    case 'url':
      return value.replace(/[\r\n]/g, '').replace(/^[ \t\f]+|[ \t\f]+$/g, '')
    default:
      return value.replace(/[\r\n]/g, '')
  }
}

function isNumber(value: string): boolean {
  return /^-?(?:\d+|\d*\.\d+)(?:e[-+]?\d+)?$/i.test(value)
}

export class TreeTextAreaElement extends TreeHtmlElement {
  #value: string | null = null

  get defaultValue(): string {
    return this.textContent
  }

  set defaultValue(text: string) {
    this.textContent = text
  }

  get value(): string {
    return (this.#value ?? this.textContent).replace(/\r\n?/g, '\n')
  }

  set value(text: string) {
    this.#value = `${text}`
  }

  override cloneNode(isDeep = false): TreeElement {
    const copy = super.cloneNode(isDeep) as TreeTextAreaElement
    copy.#value = this.#value
    return copy
  }
}

export class TreeOptionElement extends TreeHtmlElement {
  isOn = false
  #isSet = false

  get select(): TreeSelectElement | null {
    const select = this.closest('select')
    return select instanceof TreeSelectElement ? select : null
  }

  get defaultSelected(): boolean {
    return this.hasAttribute('selected')
  }

  get selected(): boolean {
    return this.isOn
  }

  set selected(isOn: boolean) {
    this.isOn = isOn
    this.#isSet = true
    this.select?.settle(isOn ? this : null)
  }

  protected override attributeChanged(name: string, hasCome: boolean): void {
    if (name !== 'selected' || !hasCome || this.#isSet) return
    this.isOn = this.defaultSelected
    this.select?.settle(this.isOn ? this : null)
  }
}

export class TreeSelectElement extends TreeHtmlElement {
  get multiple(): boolean {
    return this.hasAttribute('multiple')
  }

  set multiple(isMultiple: boolean) {
    if (isMultiple) this.setAttribute('multiple', '')
    else this.removeAttribute('multiple')
  }

  get options(): TreeOptionElement[] {
    return elementsIn(this).filter((each) => each instanceof TreeOptionElement)
  }

  get selectedOptions(): TreeOptionElement[] {
    return this.options.filter((option) => option.selected)
  }

  get selectedIndex(): number {
    return this.options.findIndex(({ isOn }) => isOn)
  }

  set selectedIndex(index: number) {
    for (const [i, option] of this.options.entries()) option.isOn = i === index
  }

  /** Makes a drop-down show one option. @param chosen the one that has just been chosen or put in */
  settle(chosen: TreeOptionElement | null): void {
    if (this.multiple) return
    const { options } = this
    const on = options.filter(({ isOn }) => isOn)
    if (on.length === 0) {
      const first = options.find((option) => !isDisabled(option))
      if (first) first.isOn = true
    } else if (on.length > 1) {
      const staying = chosen ?? on.at(-1)
      for (const option of on) option.isOn = option === staying
    }
  }
}

function isDisabled(option: TreeOptionElement): boolean {
  return (
    option.hasAttribute('disabled') || Boolean(option.closest('optgroup')?.hasAttribute('disabled'))
  )
}

/** What fields make of nodes that came into the tree. */
export function fieldsInserted(node: TreeNode): void {
  if (!(node instanceof TreeHtmlElement)) return
  const chosen = node.localName === 'optgroup' ? elementsIn(node).filter(isChosen) : []
  // Of several that come together, the last one is chosen.
  for (const option of chosen.slice(0, -1)) option.isOn = false
  fieldInserted(node)
  for (let child = node.firstChild; child; child = child.nextSibling) fieldsInserted(child)
}

function isChosen(element: TreeElement): element is TreeOptionElement {
  return element instanceof TreeOptionElement && element.isOn && element.select?.multiple === false
}

function fieldInserted(node: TreeHtmlElement): void {
  if (node instanceof TreeOptionElement) {
    const { select, isOn } = node
    if (isOn || select?.selectedIndex === -1) select?.settle(isOn ? node : null)
  }
  if (node instanceof TreeInputElement && node.checked) node.uncheckOthers()
}

/** What a drop-down makes of nodes that went. */
export function fieldsRemoved(node: TreeNode, parent: TreeNode): void {
  if (!(node instanceof TreeHtmlElement) || !(parent instanceof TreeHtmlElement)) return
  if (!/^(?:option|optgroup)$/.test(node.localName)) return
  const select = parent.closest('select')
  if (select instanceof TreeSelectElement) select.settle(null)
}
