import { TemplateError } from '../../shared/errors.ts'
import type { TagFunction, TagTools } from '../tag-function.ts'
import type { RenderEnv } from '../values/env.ts'
import { Float } from '../values/float.ts'
import { describe } from '../values/iterate.ts'
import { toNumeric } from '../values/numbers.ts'
import { markSafe } from '../values/safe-string.ts'
import { toHtml, toText } from '../values/text.ts'
import { gettext, messageContext, missingText } from './gettext.ts'
import { formatMessage } from './message-format.ts'

/** What a `{% blocktranslate %}` says. */
export interface BlockMessage {
  /** The tag as it is written, for messages. */
  readonly tag: string
  readonly singular: MessagePart
  readonly plural: MessagePart | null
  /** The name of the number that chooses between them. */
  readonly counter: string | null
}

/** A message as files hold it: variables are written `%(name)s`, and `%` is `%%`. */
export interface MessagePart {
  readonly id: string
  readonly variables: readonly string[]
}

/** Makes the function that writes a message of its context, its number, and values by name. */
export function blockMessageTag(message: BlockMessage): TagFunction {
  const { tag, singular, plural, counter } = message
  const variables = new Set([...singular.variables, ...(plural?.variables ?? [])])
  return {
    name: tag,
    dependsOn: [],
    isPure: true,
    run([contextValue, countValue], named, tools) {
      const { env } = tools
      const context = messageContext(contextValue)
      const count = plural === null ? 1 : numberOf(countValue, tag, counter)
      const source = plural === null || Number(count) === 1 ? singular.id : plural.id
      const translation =
        plural === null
          ? gettext(env, singular.id, context)
          : ngettext(env, singular.id, plural.id, count, context)
      const values = new Map<string, string>()
      for (const name of variables) values.set(name, shown(named[name], name, tools))
      // A translation that does not fit the message is not shown.
      return markSafe(formatMessage(translation, values) ?? formatMessage(source, values) ?? source)
    },
  }
}

function ngettext(
  env: RenderEnv,
  singular: string,
  plural: string,
  count: number | bigint,
  context: string | null,
): string {
  return env.translations.translatePlural(env.locale, singular, plural, Number(count), context)
}

function shown(value: unknown, name: string, tools: TagTools): string {
  const { env } = tools
  if (value === undefined) return missingText(name, tools)
  return env.autoescape ? toHtml(value, env) : toText(value, env)
}

function numberOf(value: unknown, tag: string, counter: string | null): number | bigint {
  const number = value instanceof Float ? value.value : toNumeric(value)
  if (number !== undefined) return number
  throw new TemplateError(
    'tag_value',
    `{% ${tag} %} counts by "${counter}", which has to be a number but is ${describe(value)}. ` +
      'Pass a number, such as list|length.',
  )
}
