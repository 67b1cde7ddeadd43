import type { Binding, Expression, Node } from '../nodes.ts'
import { outputOrAssign, type Parser, splitAs, type Tag, usage } from '../parser.ts'
import type { TagFunction } from '../tag-function.ts'
import { toStr } from '../values/python-text.ts'

/** `{% url 'name' a b %}`, `{% url 'name' pk=a as address %}` */
export function parseUrl(tag: Tag, parser: Parser): Node {
  const { args, name } = splitAs(tag)
  const [route, ...rest] = args
  if (!route) throw usage(tag, "{% url 'route' name=value %}")
  const positional: Expression[] = [parser.value(route)]
  const named: Binding[] = []
  for (const bit of rest) {
    const bound = parser.binding(bit)
    if (bound) named.push(bound)
    else positional.push(parser.value(bit))
  }
  if (positional.length > 1 && named.length > 0) {
    throw usage(tag, 'with positional or with named arguments, not with both')
  }
  const value: Expression = {
    kind: 'tag',
    tag: name === null ? urlTag : quietUrlTag,
    args: positional,
    named,
    takesContext: false,
    at: tag.at,
  }
  return outputOrAssign(tag, value, name)
}

/** The address of a route. */
export const urlTag: TagFunction = {
  name: 'url',
  dependsOn: [],
  isPure: true,
  run([route, ...positional], named, { reverse }) {
    const values = Object.entries(named).map(([name, value]) => [
      name,
      value === undefined ? '' : value,
    ])
    return reverse(
      toStr(route),
      positional.map((value) => (value === undefined ? '' : value)),
      Object.fromEntries(values),
    )
  },
}

/** With `as`, a route that does not fit gives an empty text instead of an error. */
const quietUrlTag: TagFunction = {
  ...urlTag,
  run(args, named, tools) {
    try {
      return urlTag.run(args, named, tools)
    } catch {
      return ''
    }
  },
}
