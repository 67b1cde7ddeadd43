import { isAddressAttribute, safeAddress } from '../../shared/safe-address.ts'
import type { Fields } from '../fields.ts'
import { type LiveSlot, mustBeThere } from './slot.ts'

/** One attribute of an element, written whole. */
export class AttributeSlot implements LiveSlot {
  readonly #element: Element
  readonly #name: string
  readonly #trustsUrls: boolean
  readonly #fields: Fields | null

  /**
   * @param fields null where nobody else writes it
   * @param trustsUrls whether an address may be any
   */
  constructor(element: Element, name: string, fields: Fields | null, trustsUrls: boolean) {
    this.#element = element
    this.#name = name
    this.#trustsUrls = trustsUrls
    this.#fields = fields
    if (isFieldState(element, name)) fields?.bind(element, name)
  }

  patch(value: string | false): void {
    mustBeThere(this.#element)
    this.fill(value)
  }

  fill(value: string | false): void {
    const element = this.#element
    const name = this.#name
    const isSafe = this.#trustsUrls || value === false
    writeAttribute(element, name, isSafe ? value : safeValue(element, name, value), this.#fields)
  }

  nodes(): readonly ChildNode[] {
    return []
  }
}

/** Whether an attribute is where a field's state begins, which the user then changes. */
export function isFieldState(element: Node, name: string): boolean {
  if (element instanceof HTMLInputElement) return name === 'value' || name === 'checked'
  if (element instanceof HTMLTextAreaElement) return name === 'value'
  return element instanceof HTMLOptionElement && name === 'selected'
}

/** The value, unless it is an address that would run code. */
function safeValue(element: Element, name: string, value: string): string {
  const tag = element.localName
  const isRefresh = tag === 'meta' && /refresh/i.test(element.getAttribute('http-equiv') ?? '')
  return isAddressAttribute(tag, name, isRefresh) ? safeAddress(value, tag, name) : value
}

/** Writes an attribute whose value can be trusted by now. @param value false when it is not there */
export function writeAttribute(
  element: Element,
  name: string,
  value: string | false,
  fields: Fields | null,
): void {
  if (fields && isFieldState(element, name)) fields.write(element, name, value)
  else if (value === false) element.removeAttribute(name)
  else setAttribute(element, name, value)
}

/** Sets an attribute to a value that can be trusted by now. */
export function setAttribute(element: Element, name: string, value: string): void {
  if (name.startsWith('xlink:')) element.setAttributeNS('http://www.w3.org/1999/xlink', name, value)
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}
