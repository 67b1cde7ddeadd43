import type { Node } from '../nodes.ts'
import { type Parser, type Tag, usage } from '../parser.ts'

/** `{% comment "note" %}…{% endcomment %}`: nothing inside is parsed. */
export function parseComment(tag: Tag, parser: Parser): null {
  parser.skipUntil('endcomment', tag)
  return null
}

/** `{% csrf_token %}`: the hidden field of a native form. */
export function parseCsrfToken(tag: Tag): Node {
  if (tag.args.length > 0) throw usage(tag, '{% csrf_token %}')
  return { kind: 'csrf', at: tag.at }
}

/** `{% djust_scripts %}`: the browser runtime and what it needs to know. */
export function parseScripts(tag: Tag): Node {
  if (tag.args.length > 0) throw usage(tag, '{% djust_scripts %}')
  return { kind: 'scripts', at: tag.at }
}
