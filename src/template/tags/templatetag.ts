import { didYouMean } from '../../shared/suggest.ts'
import type { Node } from '../nodes.ts'
import { type Tag, usage } from '../parser.ts'

const symbols: ReadonlyMap<string, string> = new Map([
  ['openblock', '{%'],
  ['closeblock', '%}'],
  ['openvariable', '{{'],
  ['closevariable', '}}'],
  ['openbrace', '{'],
  ['closebrace', '}'],
  ['opencomment', '{#'],
  ['closecomment', '#}'],
])

/** `{% templatetag openblock %}`: one of the signs that templates are written with. */
export function parseTemplateTag(tag: Tag): Node {
  const [name, ...more] = tag.args
  const text = symbols.get(name?.text ?? '')
  if (name === undefined || text === undefined || more.length > 0) {
    const nearest = name === undefined ? '' : didYouMean(name.text, symbols.keys())
    const names = [...symbols.keys()].join(', ')
    throw usage(tag, `{% templatetag openblock %}, with one of ${names}.${nearest}`, name?.at)
  }
  return { kind: 'text', text, at: tag.at }
}
