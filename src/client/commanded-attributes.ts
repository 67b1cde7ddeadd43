import { isRunByName } from '../shared/safe-address.ts'
import { keep } from './commanded.ts'
import { attribute } from './dom.ts'
import { safeValue } from './live/attribute-slot.ts'

/** @param isOn undefined for the opposite of what is */
export function setClasses(element: Element, names: string, isOn?: boolean): void {
  for (const name of names.match(/\S+/g) ?? []) {
    const on = isOn ?? !element.classList.contains(name)
    keep(element, `.${name}`, () => element.classList.toggle(name, on))
  }
}

/** @param value null takes it away */
export function setAttr(element: Element, name: string, value: string | null): void {
  if (isRunByName(name)) throw new Error(`Commands do not set ${name}.`)
  keep(element, name, () => {
    if (value === null) element.removeAttribute(name)
    else element.setAttribute(name, safeValue(element, name, value))
  })
}

/** @param values one, or two between which it goes to and fro */
export function toggleAttr(
  element: Element,
  name: string,
  values: string | readonly [string, string],
): void {
  const now = attribute(element, name)
  if (typeof values === 'string') setAttr(element, name, now === null ? values : null)
  else setAttr(element, name, now === values[0] ? values[1] : values[0])
}
