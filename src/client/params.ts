import { camelCase } from '../shared/letter-case.ts'
import { attribute, attributeNames } from './dom.ts'

export type Params = Record<string, unknown>

/** `data-*` attributes that are never parameters. */
const notParams = /^data-(?:key$|component-id$|djust-)/

/** The parameters that an element's `dj-value-*` attributes give. */
export function paramsOf(element: Element): Params {
  return collect(element, 'dj-value-')
}

/** The parameters that an element's `data-*` attributes give. */
export function dataOf(element: Element): Params {
  return collect(element, 'data-')
}

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

function collect(element: Element, prefix: string): Params {
  const params: Params = {}
  for (const name of attributeNames(element)) {
    if (!name.startsWith(prefix) || notParams.test(name)) continue
    params[camelCase(name.slice(prefix.length))] = attribute(element, name)
  }
  return params
}
