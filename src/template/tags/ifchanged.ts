import type { Node } from '../nodes.ts'
import type { Parser, Tag } from '../parser.ts'

/** `{% ifchanged [values] %}…{% else %}…{% endifchanged %}` */
export function parseIfChanged(tag: Tag, parser: Parser): Node {
  const values = tag.args.map((bit) => parser.value(bit))
  const { nodes: body, end } = parser.parseUntil(['else', 'endifchanged'], tag)
  const orElse = end.name === 'else' ? parser.parseUntil(['endifchanged'], tag).nodes : null
  return { kind: 'ifchanged', id: {}, values, body, orElse, at: tag.at }
}
