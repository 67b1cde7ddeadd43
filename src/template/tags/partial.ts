import { TemplateError } from '../../shared/errors.ts'
import type { Node } from '../nodes.ts'
import { type Parser, type Tag, usage } from '../parser.ts'

/** `{% partialdef name [inline] %}…{% endpartialdef [name] %}`: a named part of the template, drawn where it is asked for. */
export function parsePartialDef(tag: Tag, parser: Parser): Node | null {
  const [name, inline, ...more] = tag.args
  if (!name || (inline && inline.text !== 'inline') || more.length > 0)
    throw usage(tag, '{% partialdef name inline %}')
  if (parser.partials.has(name.text)) {
    throw new TemplateError(
      'partial_twice',
      `There are two partials named "${name.text}" in this template. Give one another name.`,
      name.at,
    )
  }
  // Known before its body is read: a partial may show itself.
  parser.partials.set(name.text, [])
  const { nodes, end } = parser.parseUntil(['endpartialdef'], tag)
  const endName = end.args[0]?.text
  if (endName !== undefined && endName !== name.text) {
    throw new TemplateError(
      'tag_not_open',
      `{% endpartialdef ${endName} %} does not close {% partialdef ${name.text} %}. Write {% endpartialdef ${name.text} %}.`,
      end.at,
    )
  }
  parser.partials.set(name.text, nodes)
  return inline ? { kind: 'partial', name: name.text, at: tag.at } : null
}

/** `{% partial name %}` */
export function parsePartial(tag: Tag): Node {
  const [name, ...more] = tag.args
  if (!name || more.length > 0) throw usage(tag, '{% partial name %}')
  return { kind: 'partial', name: name.text, at: tag.at }
}
