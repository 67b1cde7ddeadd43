import { isAddressAttribute, safeAddress } from '../../shared/safe-address.ts'
import { features } from '../features.ts'
import { type LiveSlot, mustBeThere } from './slot.ts'

/** One attribute of an element, written whole. */
export class AttributeSlot implements LiveSlot {
  readonly #element: Element
  readonly #name: string
  readonly #trustsUrls: boolean
  readonly #isOwn: boolean

  /**
   * @param isOwn whether nobody else writes it
   * @param trustsUrls whether an address may be any
   */
  constructor(element: Element, name: string, trustsUrls: boolean, isOwn = false) {
    this.#element = element
    this.#name = name
    this.#trustsUrls = trustsUrls
    this.#isOwn = isOwn
    if (!isOwn) bindField(element, name)
  }

  patch(value: string | false): void {
    this.fill(value)
  }

  fill(value: string | false, isNew?: boolean): void {
    const element = this.#element
    mustBeThere(element, isNew)
    const name = this.#name
    const isSafe = this.#trustsUrls || value === false
    writeAttribute(element, name, isSafe ? value : safeValue(element, name, value), this.#isOwn)
  }

  nodes(): readonly ChildNode[] {
    return []
  }
}

/** Marks an element as one whose attribute the server writes, if that is where a field's state begins. */
export function bindField(element: Element, name: string): void {
  if (isFieldState(element, name)) features.fields?.bind(element, name)
}

/** Whether an attribute is where a field's state begins, which the user then changes. */
function isFieldState(element: Node, name: string): boolean {
  if (element instanceof HTMLInputElement) return name === 'value' || name === 'checked'
  if (element instanceof HTMLTextAreaElement) return name === 'value'
  return element instanceof HTMLOptionElement && name === 'selected'
}

/** The value, unless it is an address that would run code. */
export function safeValue(element: Element, name: string, value: string): string {
  const tag = element.localName
  const isRefresh = tag === 'meta' && /refresh/i.test(element.getAttribute('http-equiv') ?? '')
  return isAddressAttribute(tag, name, isRefresh) ? safeAddress(value, tag, name) : value
}

/** Writes an attribute whose value can be trusted by now. @param value false when it is not there */
export function writeAttribute(
  element: Element,
  name: string,
  value: string | false,
  isOwn = false,
): void {
  const { fields } = features
  features['element-state']?.(element, name, value)
  if (fields && !isOwn && isFieldState(element, name)) fields.write(element, name, value)
  else if (value === false) element.removeAttribute(name)
  else setAttribute(element, name, value)
}

/** Sets an attribute to a value that can be trusted by now. */
export function setAttribute(element: Element, name: string, value: string): void {
  if (name.startsWith('xlink:')) element.setAttributeNS('http://www.w3.org/1999/xlink', name, value)
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}
