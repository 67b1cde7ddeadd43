import { TemplateError } from '../../shared/errors.ts'
import { part } from '../expression.ts'
import type { Node } from '../nodes.ts'
import { type Parser, type Tag, usage } from '../parser.ts'

const form =
  '{% for item in items %}, {% for key, value in items %} or {% for item in items reversed %}'

/** `{% for x in xs [reversed] %}…{% empty %}…{% endfor %}` */
export function parseFor(tag: Tag, parser: Parser): Node {
  const reversed = tag.args.at(-1)?.text === 'reversed'
  const args = reversed ? tag.args.slice(0, -1) : tag.args
  const inAt = args.length - 2
  const items = args.at(-1)
  if (inAt < 1 || args[inAt]!.text !== 'in' || !items) throw usage(tag, form)

  const names = args
    .slice(0, inAt)
    .map((bit) => bit.text)
    .join(' ')
    .split(/ *, */)
  for (const name of names) {
    if (!/^[\p{L}][\p{L}\p{N}_]*$/u.test(name)) {
      const at = args[0]!.at
      throw new TemplateError(
        'tag_arguments',
        `"${name}" cannot name a loop variable. {% for %} is written ${form}`,
        part(at, 0, args[inAt - 1]!.at.end - at.start),
      )
    }
  }

  const { nodes: body, end } = parser.parseUntil(['empty', 'endfor'], tag)
  const empty = end.name === 'empty' ? parser.parseUntil(['endfor'], tag).nodes : null
  return { kind: 'for', names, items: parser.value(items), reversed, body, empty, at: tag.at }
}
