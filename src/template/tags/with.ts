import type { Binding, Node } from '../nodes.ts'
import { type Parser, type Tag, usage } from '../parser.ts'

const form = '{% with name=value other=value %}'

/** `{% with a=x b=y %}…{% endwith %}`, or the older `{% with x as a %}`. */
export function parseWith(tag: Tag, parser: Parser): Node {
  const bindings =
    tag.args[1]?.text === 'as' ? legacy(tag, parser) : tag.args.map((bit) => parser.binding(bit))
  if (bindings.length === 0 || bindings.includes(null)) throw usage(tag, form)
  const { nodes: body } = parser.parseUntil(['endwith'], tag)
  return {
    kind: 'with',
    bindings: bindings as Binding[],
    only: false,
    isInclude: false,
    body,
    at: tag.at,
  }
}

function legacy(tag: Tag, parser: Parser): Binding[] {
  if (tag.args.length % 4 !== 3) throw usage(tag, form)
  const bindings: Binding[] = []
  for (let i = 0; i < tag.args.length; i += 4) {
    const [from, as, to, and] = tag.args.slice(i, i + 4)
    const isLast = i + 3 === tag.args.length
    if (as!.text !== 'as' || (!isLast && and!.text !== 'and')) throw usage(tag, form)
    bindings.push({ name: to!.text, value: parser.value(from!) })
  }
  return bindings
}
