import { attribute } from './dom.ts'
import type { Params } from './params.ts'

/** What an event of a field carries: its value, its name, and whether it is checked. */
export function fieldParams(field: Element): Params {
  const params: Params = { value: valueOf(field) }
  if (field instanceof HTMLInputElement && /^(?:checkbox|radio)$/.test(field.type)) {
    params.checked = field.checked
  }
  const name = attribute(field, 'name')
  if (name) params._target = params.field = name
  return params
}

function valueOf(field: Element): string | string[] {
  if (field instanceof HTMLSelectElement && field.multiple) {
    return Array.from(field.selectedOptions, ({ value }) => value)
  }
  if (field instanceof HTMLInputElement && field.type === 'file') {
    const names = Array.from(field.files ?? [], ({ name }) => name)
    return field.multiple ? names : (names[0] ?? '')
  }
  // What has no value is an editable element.
  return String((field as { value?: unknown }).value ?? field.textContent)
}
