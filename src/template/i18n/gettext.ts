import { TemplateError } from '../../shared/errors.ts'
import type { TagFunction, TagTools } from '../tag-function.ts'
import type { RenderEnv } from '../values/env.ts'
import { describe } from '../values/iterate.ts'
import { toStr } from '../values/python-text.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import { isTruthy } from '../values/truth.ts'

/**
 * What `_("message")` stands for in a template: the message in the reader's language. It is markup,
 * as all that an author writes; a second argument is its context.
 */
export const gettextTag: TagFunction = {
  name: '_',
  dependsOn: [],
  isPure: true,
  run: ([message, context], _named, { env }) =>
    markSafe(gettext(env, doubled(String(message)), messageContext(context))),
}

/** What `{% translate value %}` begins with. The translation is safe where the value is. */
export const translateValueTag: TagFunction = {
  name: 'translate',
  passesMissing: true,
  dependsOn: [],
  isPure: true,
  run: ([value, context], _named, { env }) => {
    if (value === undefined) return undefined
    const isSafe = value instanceof SafeString
    if (!isSafe && typeof value !== 'string') {
      throw new TemplateError(
        'tag_value',
        `{% translate %} needs a text, but its value is ${describe(value)}. ` +
          'Pass a text, or show the value without the tag.',
      )
    }
    const message = gettext(env, doubled(String(value)), messageContext(context))
    return isSafe ? markSafe(message) : message
  },
}

/**
 * Looks a message up. Every line end counts as `\n`. An untranslated message has such line ends too,
 * unless it has a context.
 */
export function gettext(env: RenderEnv, message: string, context: string | null): string {
  const id = message.replace(/\r\n?/g, '\n')
  if (id === '') return ''
  const translated = env.translations.translate(env.locale, id, context)
  return context !== null && translated === id ? message : translated
}

/** The value of a tag's `context` option; none where it is empty. */
export function messageContext(value: unknown): string | null {
  return isTruthy(value) ? toStr(value) : null
}

/** What a missing variable shows in a message. */
export function missingText(name: string, { stringIfInvalid }: TagTools): string {
  return stringIfInvalid.replace('%s', () => name)
}

/** In messages of templates `%` is written twice, so that it stands for itself. */
function doubled(message: string): string {
  return message.replaceAll('%', '%%')
}
