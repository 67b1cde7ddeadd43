import type { Node } from '../nodes.ts'
import { type Parser, type Tag, usage } from '../parser.ts'

/** `{% autoescape off %}…{% endautoescape %}`: whether the values of its body are escaped. */
export function parseAutoescape(tag: Tag, parser: Parser): Node {
  const [state, ...more] = tag.args
  const isKnown = state?.text === 'on' || state?.text === 'off'
  if (!isKnown || more.length > 0) {
    throw usage(tag, '{% autoescape on %} or {% autoescape off %}', state?.at)
  }
  const { nodes } = parser.parseUntil(['endautoescape'], tag)
  return { kind: 'env', change: { autoescape: state.text === 'on' }, body: nodes, at: tag.at }
}
