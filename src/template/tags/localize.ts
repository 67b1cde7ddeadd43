import type { Node } from '../nodes.ts'
import { type Parser, type Tag, usage } from '../parser.ts'

/** `{% localize off %}…{% endlocalize %}`: whether numbers and dates follow the reader's locale. */
export function parseLocalize(tag: Tag, parser: Parser): Node {
  const localizes = readSwitch(tag)
  const { nodes } = parser.parseUntil(['endlocalize'], tag)
  return { kind: 'env', change: { localizes }, body: nodes, at: tag.at }
}

/** `{% localtime off %}…{% endlocaltime %}`: whether instants follow the reader's time zone. */
export function parseLocalTime(tag: Tag, parser: Parser): Node {
  const usesLocalTime = readSwitch(tag)
  const { nodes } = parser.parseUntil(['endlocaltime'], tag)
  return { kind: 'env', change: { usesLocalTime }, body: nodes, at: tag.at }
}

function readSwitch(tag: Tag): boolean {
  const [state, ...more] = tag.args
  if (state === undefined) return true
  if (more.length > 0 || (state.text !== 'on' && state.text !== 'off')) {
    throw usage(tag, `{% ${tag.name} on %} or {% ${tag.name} off %}`, state.at)
  }
  return state.text === 'on'
}
