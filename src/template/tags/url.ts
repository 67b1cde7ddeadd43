import type { Binding, Expression, Node } from '../nodes.ts'
import { binding, type Tag, usage, value } from '../parser.ts'

/** `{% url 'name' a b %}`, `{% url 'name' pk=a as address %}` */
export function parseUrl(tag: Tag): Node {
  const { args, name } = splitAs(tag)
  const [route, ...rest] = args
  if (!route) throw usage(tag, "{% url 'route' name=value %}")
  const positional: Expression[] = []
  const named: Binding[] = []
  for (const bit of rest) {
    const bound = binding(bit)
    if (bound) named.push(bound)
    else positional.push(value(bit))
  }
  if (positional.length > 0 && named.length > 0) {
    throw usage(tag, 'with positional or with named arguments, not with both')
  }
  const quiet = name !== null
  return outputOrAssign(
    tag,
    { kind: 'url', route: value(route), positional, named, quiet, at: tag.at },
    name,
  )
}

/** `{% static 'app.css' %}`, `{% static 'app.css' as address %}` */
export function parseStatic(tag: Tag): Node {
  const { args, name } = splitAs(tag)
  const [path, ...more] = args
  if (!path || more.length > 0) throw usage(tag, "{% static 'app.css' %}")
  return outputOrAssign(tag, { kind: 'static', path: value(path), at: tag.at }, name)
}

function splitAs(tag: Tag): { args: Tag['args']; name: string | null } {
  if (tag.args.at(-2)?.text !== 'as') return { args: tag.args, name: null }
  return { args: tag.args.slice(0, -2), name: tag.args.at(-1)!.text }
}

function outputOrAssign(tag: Tag, value: Expression, name: string | null): Node {
  return name === null
    ? { kind: 'output', value, at: tag.at }
    : { kind: 'assign', name, value, at: tag.at }
}
