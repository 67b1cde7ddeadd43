import { gettextTag, translateValueTag } from '../i18n/gettext.ts'
import type { Expression, Node } from '../nodes.ts'
import { outputOrAssign, type Parser, type Tag, usage } from '../parser.ts'
import type { TagFunction } from '../tag-function.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import { toHtml, toText } from '../values/text.ts'
import { tagValue } from '../tag-value.ts'

const form = '{% translate "message" %}, with noop, context "…" or as name behind the message'

/** `{% translate "message" %}`, `{% translate value context "menu" as label %}` */
export function parseTranslate(tag: Tag, parser: Parser): Node {
  const [message, ...options] = tag.args
  if (!message) throw usage(tag, form)
  const { isNoop, context, name } = readOptions(tag, parser, options)
  const { at } = tag
  const value = parser.value(message)
  const translated = isNoop ? value : translateFirst(value, context)
  const args = [translated]
  return outputOrAssign(tag, tagValue(shownMessage, args, at), name)
}

interface Options {
  readonly isNoop: boolean
  readonly context: Expression | null
  readonly name: string | null
}

function readOptions(tag: Tag, parser: Parser, bits: Tag['args']): Options {
  const seen = new Set<string>()
  let context: Expression | null = null
  let name: string | null = null
  for (let i = 0; i < bits.length; i++) {
    const option = bits[i]!
    if (seen.has(option.text)) throw usage(tag, `with "${option.text}" only once`, option.at)
    seen.add(option.text)
    if (option.text === 'noop') continue
    const argument = bits[++i]
    if (option.text === 'context') {
      if (!argument || ['as', 'noop'].includes(argument.text)) {
        throw usage(tag, 'with a text behind "context": context "menu"', option.at)
      }
      context = parser.value(argument)
    } else if (option.text === 'as') {
      if (!argument) throw usage(tag, 'with a name behind "as": as label', option.at)
      name = argument.text
    } else throw usage(tag, form, option.at)
  }
  return { isNoop: seen.has('noop'), context, name }
}

/** Translates what a value begins with, before its filters. */
function translateFirst(value: Expression, context: Expression | null): Expression {
  if (value.kind === 'filter') return { ...value, input: translateFirst(value.input, context) }
  // A message in _( ) is translated already.
  if (value.kind === 'tag') return value
  const { at } = value
  const isText = value.kind === 'literal' && typeof value.value === 'string'
  const message = isText ? { ...value, value: unescapedAgain(value.value as string) } : value
  const args = context === null ? [message] : [message, context]
  const tag = isText ? gettextTag : translateValueTag
  return tagValue(tag, args, at)
}

/** The text of a message is read twice, each time without one layer of backslashes. */
function unescapedAgain(text: string): string {
  return text.replaceAll("\\'", "'").replaceAll('\\\\', '\\')
}

/** Shows a message: escaped where it is not safe, and with `%%` as `%`. */
const shownMessage: TagFunction = {
  name: 'translate',
  dependsOn: [],
  isPure: true,
  run([value], _named, { env }) {
    if (value === undefined) return undefined
    const text = env.autoescape ? toHtml(value, env) : toText(value, env)
    const shown = text.replaceAll('%%', '%')
    return env.autoescape || value instanceof SafeString ? markSafe(shown) : shown
  },
}
