import { isHarmlessName } from '../../shared/safe-address.ts'
import { setAttribute } from './attribute-slot.ts'
import { type LiveSlot, mustBeThere } from './slot.ts'

/** Attributes that data names. */
export class FreeAttributes implements LiveSlot {
  readonly #element: Element
  /** Those that are there now. */
  #names: readonly string[]

  /** @param written names that the template gives to the element */
  constructor(element: Element, written: readonly unknown[]) {
    this.#element = element
    this.#names = element.getAttributeNames().filter((name) => !written.includes(name))
  }

  patch(value: string | false): void {
    this.fill(value)
  }

  /** @param value names with their values, as JSON; false when there are none */
  fill(value: string | false, isNew?: boolean): void {
    const element = this.#element
    mustBeThere(element, isNew)
    const list = value ? (JSON.parse(value) as [string, string][]) : []
    const harmless = list.filter(([name]) => isHarmlessName(element.localName, name))
    const names = harmless.map(([name]) => name)
    for (const name of this.#names) if (!names.includes(name)) element.removeAttribute(name)
    for (const [name, text] of harmless) setAttribute(element, name, text)
    this.#names = names
  }

  nodes(): readonly ChildNode[] {
    return []
  }
}
