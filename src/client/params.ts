import { camelCase } from '../shared/letter-case.ts'
import { attribute, attributeNames } from './dom.ts'

export type Params = Record<string, unknown>

/** `data-*` attributes that are never parameters. */
const notParams = /^data-(?:key$|component-id$|djust-)/

/** The parameters that an element's attributes give: `dj-value-*`, and apart from them `data-*`. */
export function paramsOf(element: Element): { params: Params; data: Params } {
  return { params: valuesOf(element, 'dj-value-'), data: valuesOf(element, 'data-', notParams) }
}

/** What attributes of a prefix say, by the rest of their names. */
export function valuesOf(element: Element, prefix: string, but?: RegExp): Params {
  const values: Params = {}
  for (const name of attributeNames(element))
    if (name.startsWith(prefix) && !but?.test(name))
      values[camelCase(name.slice(prefix.length))] = attribute(element, name)
  return values
}
