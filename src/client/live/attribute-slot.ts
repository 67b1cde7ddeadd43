import { isAddressAttribute, safeAddress } from '../../shared/safe-address.ts'
import type { Fields } from '../fields.ts'
import { type LiveSlot, mustBeThere } from './slot.ts'

/** One attribute of an element, written whole. */
export class AttributeSlot implements LiveSlot {
  readonly #element: Element
  readonly #name: string
  readonly #fields: Fields | null

  constructor(element: Element, name: string, fields: Fields) {
    this.#element = element
    this.#name = name
    this.#fields = isFieldState(element, name) ? fields : null
    this.#fields?.bind(element, name)
  }

  patch(value: string | false): void {
    mustBeThere(this.#element)
    this.fill(value)
  }

  fill(value: string | false): void {
    const element = this.#element
    const name = this.#name
    if (this.#fields) this.#fields.write(element, name, value)
    else if (value === false) element.removeAttribute(name)
    else setAttribute(element, name, value)
  }

  nodes(): readonly ChildNode[] {
    return []
  }
}

/** Whether an attribute is where a field's state begins, which the user then changes. */
function isFieldState(element: Element, name: string): boolean {
  if (element instanceof HTMLInputElement) return name === 'value' || name === 'checked'
  return element instanceof HTMLOptionElement && name === 'selected'
}

/** Sets an attribute to a value that may come from data. */
export function setAttribute(element: Element, name: string, value: string): void {
  const safe = isAddressAttribute(name) ? safeAddress(value) : value
  if (name.startsWith('xlink:')) element.setAttributeNS('http://www.w3.org/1999/xlink', name, safe)
  else if (element.getAttribute(name) !== safe) element.setAttribute(name, safe)
}
