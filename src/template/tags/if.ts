import { TemplateError } from '../../shared/errors.ts'
import type { Branch, Node } from '../nodes.ts'
import { type Parser, type Tag, usage } from '../parser.ts'

/** `{% if %}…{% elif %}…{% else %}…{% endif %}` */
export function parseIf(tag: Tag, parser: Parser): Node {
  const branches: Branch<Node[]>[] = []
  let head = tag
  for (;;) {
    const condition = head.name === 'else' ? null : parser.condition(head.args, head.at)
    const ends = condition ? ['elif', 'else', 'endif'] : ['endif']
    const { nodes, end } = parser.parseUntil(ends, tag)
    branches.push({ condition, body: nodes })
    if (end.name === 'endif' && end.args.length > 0) throw usage(end, '{% endif %}')
    if (end.name === 'endif') return { kind: 'if', branches, at: tag.at }
    if (end.name === 'else' && end.args.length > 0) {
      throw new TemplateError(
        'tag_arguments',
        '{% else %} takes no condition. Write {% elif … %}.',
        end.at,
      )
    }
    head = end
  }
}
