import { TemplateError } from '../../shared/errors.ts'
import { codeOf, infoOf, translatedName } from '../i18n/language-names.ts'
import { isRightToLeft } from '../i18n/languages.ts'
import { toLanguageCode } from '../i18n/locale.ts'
import type { Expression, Node } from '../nodes.ts'
import { type Parser, type Tag, type TagParser, usage } from '../parser.ts'
import type { TagFunction } from '../tag-function.ts'
import type { RenderEnv } from '../values/env.ts'
import { describe, toItems } from '../values/iterate.ts'
import { SafeString } from '../values/safe-string.ts'
import { tagValue } from '../tag-value.ts'

/** `{% language "de" %}…{% endlanguage %}`: the language of its body. */
export function parseLanguage(tag: Tag, parser: Parser): Node {
  const [language, ...more] = tag.args
  if (!language || more.length > 0) throw usage(tag, '{% language "de" %}')
  const locale = computed(tag, languageTag, [parser.value(language)])
  const { nodes } = parser.parseUntil(['endlanguage'], tag)
  return { kind: 'env', change: { locale }, body: nodes, at: tag.at }
}

/** `{% get_current_language as code %}` */
export const parseCurrentLanguage = assigning({
  name: 'get_current_language',
  dependsOn: [],
  isPure: true,
  // The empty locale is that of {% language None %}: no language at all.
  run: (_args, _named, { env }) => (env.locale === '' ? null : env.locale),
})

/** `{% get_current_language_bidi as is_right_to_left %}` */
export const parseCurrentLanguageBidi = assigning({
  name: 'get_current_language_bidi',
  dependsOn: [],
  isPure: true,
  run: (_args, _named, { env }) => isRightToLeft(env.locale),
})

/** `{% get_available_languages as languages %}`: a list of code and translated name. */
export const parseAvailableLanguages = assigning({
  name: 'get_available_languages',
  dependsOn: [],
  isPure: true,
  run: (_args, _named, { env }) =>
    env.translations.languages.map(([code, name]) => [code, translatedName({ code, name }, env)]),
})

/** `{% get_language_info for code as info %}` */
export const parseLanguageInfo = assigningFor({
  name: 'get_language_info',
  dependsOn: [],
  isPure: true,
  run: ([code], _named, { env }) => languageObject(code, env),
})

/** `{% get_language_info_list for codes as infos %}` */
export const parseLanguageInfoList = assigningFor({
  name: 'get_language_info_list',
  dependsOn: [],
  isPure: true,
  run: ([languages], _named, { env }) =>
    // An item is a code, or a list that begins with one.
    toItems(languages).map((item) => languageObject(Array.isArray(item) ? item[0] : item, env)),
})

const languageTag: TagFunction = {
  name: 'language',
  dependsOn: [],
  isPure: true,
  run([language], _named, { env }) {
    if (language === null) return ''
    if (language === undefined || language === '') return env.locale
    if (typeof language === 'string') return toLanguageCode(language)
    if (language instanceof SafeString) return toLanguageCode(language.html)
    throw new TemplateError(
      'tag_value',
      `{% language %} needs the code of a language, but its value is ${describe(language)}. ` +
        'Write one such as {% language "de" %}.',
    )
  },
}

function languageObject(code: unknown, env: RenderEnv): Readonly<Record<string, unknown>> {
  const info = infoOf(codeOf(code ?? ''))
  return {
    bidi: info.isRightToLeft,
    code: info.code,
    name: info.name,
    name_local: info.nameLocal,
    name_translated: translatedName(info, env),
  }
}

/** Parses a tag that only gives a name to what it computes. */
function assigning(run: TagFunction): TagParser {
  return (tag) => {
    const [as, name, ...more] = tag.args
    if (as?.text !== 'as' || !name || more.length > 0) throw usage(tag, `{% ${tag.name} as name %}`)
    return { kind: 'assign', name: name.text, value: computed(tag, run, []), at: tag.at }
  }
}

/** Parses a tag that gives a name to what it computes of a value. */
function assigningFor(run: TagFunction): TagParser {
  return (tag, parser) => {
    const [word, value, as, name, ...more] = tag.args
    const isComplete = word?.text === 'for' && as?.text === 'as' && value && name
    if (!isComplete || more.length > 0) throw usage(tag, `{% ${tag.name} for value as name %}`)
    const args = [parser.value(value)]
    return { kind: 'assign', name: name.text, value: computed(tag, run, args), at: tag.at }
  }
}

function computed(tag: Tag, run: TagFunction, args: readonly Expression[]): Expression {
  return tagValue(run, args, tag.at)
}
