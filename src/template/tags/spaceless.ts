import type { Expression, Node } from '../nodes.ts'
import { type Parser, type Tag, usage } from '../parser.ts'
import type { TagFunction } from '../tag-function.ts'
import { markSafe } from '../values/safe-string.ts'
import { strip, whiteSpaceClass } from '../values/white-space.ts'

/** `{% spaceless %}…{% endspaceless %}`: its body without the white space between tags. */
export function parseSpaceless(tag: Tag, parser: Parser): Node {
  const { at } = tag
  if (tag.args.length > 0) throw usage(tag, '{% spaceless %}, without arguments', tag.args[0]!.at)
  const { nodes } = parser.parseUntil(['endspaceless'], tag)
  const value: Expression = {
    kind: 'tag',
    tag: spaceless,
    args: [{ kind: 'body', at }],
    named: [],
    takesContext: false,
    at,
  }
  return { kind: 'captured', body: nodes, value, as: null, at }
}

const betweenTags = new RegExp(`>[${whiteSpaceClass}]+<`, 'g')

const spaceless: TagFunction = {
  name: 'spaceless',
  dependsOn: [],
  isPure: true,
  run: ([body]) => markSafe(strip(String(body)).replace(betweenTags, '><')),
}
