import type { TagParser } from '../parser.ts'
import { parseAutoescape } from './autoescape.ts'
import { parseColocatedHook } from './colocated-hook.ts'
import { parseComponent } from './component.ts'
import { parseCycle, parseResetCycle } from './cycle.ts'
import { parseDebug } from './debug.ts'
import { parseFilter } from './filter.ts'
import { parseFirstOf } from './firstof.ts'
import { parseFlash } from './flash.ts'
import { parseFor } from './for.ts'
import { parseIf } from './if.ts'
import { parseIfChanged } from './ifchanged.ts'
import { parseBlock, parseExtends, parseInclude } from './inheritance.ts'
import { parseLoad } from './load.ts'
import { parseLorem } from './lorem.ts'
import { parseNow } from './now.ts'
import { parsePartial, parsePartialDef } from './partial.ts'
import { parseQueryString } from './querystring.ts'
import { parseRegroup } from './regroup.ts'
import { parseComment, parseCsrfToken, parseScripts } from './simple.ts'
import { parseSpaceless } from './spaceless.ts'
import { parseMediaPrefix, parseStatic, parseStaticPrefix } from './static.ts'
import { parseTemplateTag } from './templatetag.ts'
import { parseUrl } from './url.ts'
import { parseWidthRatio } from './widthratio.ts'
import { parseWith } from './with.ts'

/** Every tag that needs no `{% load %}`; `verbatim` is the lexer's. */
export const tags: ReadonlyMap<string, TagParser> = new Map<string, TagParser>([
  ['autoescape', parseAutoescape],
  ['block', parseBlock],
  ['colocated_hook', parseColocatedHook],
  ['comment', parseComment],
  ['component', parseComponent],
  ['csrf_token', parseCsrfToken],
  ['cycle', parseCycle],
  ['debug', parseDebug],
  ['dj_flash', parseFlash],
  ['djust_scripts', parseScripts],
  ['extends', parseExtends],
  ['filter', parseFilter],
  ['firstof', parseFirstOf],
  ['for', parseFor],
  ['get_media_prefix', parseMediaPrefix],
  ['get_static_prefix', parseStaticPrefix],
  ['if', parseIf],
  ['ifchanged', parseIfChanged],
  ['include', parseInclude],
  ['load', parseLoad],
  ['lorem', parseLorem],
  ['now', parseNow],
  ['partial', parsePartial],
  ['partialdef', parsePartialDef],
  ['querystring', parseQueryString],
  ['regroup', parseRegroup],
  ['resetcycle', parseResetCycle],
  ['spaceless', parseSpaceless],
  ['static', parseStatic],
  ['templatetag', parseTemplateTag],
  ['url', parseUrl],
  ['widthratio', parseWidthRatio],
  ['with', parseWith],
])
