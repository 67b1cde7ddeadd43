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

function collect(element: Element, prefix: string): Params {
  const params: Params = {}
  for (const name of attributeNames(element)) {
    if (!name.startsWith(prefix) || notParams.test(name)) continue
    params[camelCase(name.slice(prefix.length))] = attribute(element, name)
  }
  return params
}
