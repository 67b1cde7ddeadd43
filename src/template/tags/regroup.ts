import { part } from '../expression.ts'
import type { Node } from '../nodes.ts'
import { type Parser, type Tag, usage } from '../parser.ts'

/** `{% regroup people by city as groups %}` */
export function parseRegroup(tag: Tag, parser: Parser): Node {
  const [items, by, key, as, name, ...more] = tag.args
  if (!items || by?.text !== 'by' || !key || as?.text !== 'as' || !name || more.length > 0) {
    throw usage(tag, '{% regroup people by city as groups %}')
  }
  // The key is a path from the item, with filters; the item goes by the name of the groups, as in Django.
  const path = parser.value({
    text: `${name.text}.${key.text}`,
    at: part(key.at, 0, key.text.length),
  })
  return {
    kind: 'regroup',
    items: parser.value(items),
    item: name.text,
    key: path,
    name: name.text,
    at: tag.at,
  }
}
