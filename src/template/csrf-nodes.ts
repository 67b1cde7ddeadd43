import { csrfField } from '../shared/csrf-field.ts'
import type { Location } from '../shared/location.ts'
import { htmlFilters } from './filters/html.ts'
import type { Condition, Expression, Node } from './nodes.ts'

/**
 * What `{% csrf_token %}` stands for: the hidden field of a form.
 *
 * @param isPage whether it is a page of an application, which always has a token; a text may have none, and then has no
 *   field
 */
export function csrfNodes(at: Location, isPage: boolean): Node[] {
  const token: Expression = { kind: 'path', name: 'csrf_token', steps: [], at }
  const filter = htmlFilters.escape!
  const escaped: Expression = {
    kind: 'filter',
    input: token,
    name: 'escape',
    filter,
    argument: null,
    at,
  }
  const field: Node[] = [
    { kind: 'text', text: `<input type="hidden" name="${csrfField}" value="`, at },
    { kind: 'output', value: escaped, at },
    { kind: 'text', text: '">', at },
  ]
  if (isPage) return field
  // What a proxy or cache may have put there instead of a token.
  const none: Expression = { kind: 'literal', value: 'NOTPROVIDED', at }
  const condition: Condition = {
    kind: 'and',
    left: { kind: 'value', value: token },
    right: {
      kind: 'compare',
      operator: '!=',
      left: { kind: 'value', value: token },
      right: { kind: 'value', value: none },
    },
  }
  return [{ kind: 'if', branches: [{ condition, body: field }], at }]
}
