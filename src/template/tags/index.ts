import type { TagParser } from '../parser.ts'
import { parseFor } from './for.ts'
import { parseIf } from './if.ts'
import { parseBlock, parseExtends, parseInclude } from './inheritance.ts'
import { parseLoad } from './load.ts'
import { parseComment, parseCsrfToken, parseScripts } from './simple.ts'
import { parseStatic, parseUrl } from './url.ts'
import { parseWith } from './with.ts'

/** Every tag that opens something; `verbatim` is the lexer's. */
export const tags: ReadonlyMap<string, TagParser> = new Map<string, TagParser>([
  ['block', parseBlock],
  ['comment', parseComment],
  ['csrf_token', parseCsrfToken],
  ['djust_scripts', parseScripts],
  ['extends', parseExtends],
  ['for', parseFor],
  ['if', parseIf],
  ['include', parseInclude],
  ['load', parseLoad],
  ['static', parseStatic],
  ['url', parseUrl],
  ['with', parseWith],
])

/** Tags of Django and of djust that later versions bring: named, so that nobody takes them for a typing error. */
export const laterTags: ReadonlySet<string> = new Set(
  `autoescape blocktrans blocktranslate cache component cycle debug dj_flash dj_suspense dj_activity
  djust_markdown filter firstof get_media_prefix get_static_prefix get_current_language ifchanged
  language live_render localize localtime lorem now partial partialdef querystring regroup resetcycle
  spaceless templatetag timezone trans translate widthratio`.split(/\s+/),
)
