import { camelCase } from '../shared/letter-case.ts'
import { attribute, attributeNames } from './dom.ts'

export type Params = Record<string, unknown>

/** `data-*` attributes that are never parameters. */
const notParams = /^data-(key$|component-id$|djust-)/

/** The parameters that an element's attributes give: `dj-value-*`, and apart from them `data-*`. */
export function paramsOf(element: Element): { params: Params; data: Params } {
  const params: Params = {}
  const data: Params = {}
  for (const name of attributeNames(element))
    if (name.startsWith('dj-value-')) params[camelCase(name.slice(9))] = attribute(element, name)
    else if (name.startsWith('data-') && !notParams.test(name))
      data[camelCase(name.slice(5))] = attribute(element, name)
  return { params, data }
}
