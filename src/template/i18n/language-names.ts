import { TemplateError } from '../../shared/errors.ts'
import type { RenderEnv } from '../values/env.ts'
import { describe } from '../values/iterate.ts'
import { SafeString } from '../values/safe-string.ts'
import { gettext } from './gettext.ts'
import { type LanguageInfo, languageInfo, languageNameIn } from './languages.ts'

/** The code of a language that a template gives. @throws {TemplateError} when it is no text */
export function codeOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof SafeString) return value.html
  throw unknownLanguage(describe(value))
}

/** What is known of a language. @throws {TemplateError} when its code is not known */
export function infoOf(code: string): LanguageInfo {
  const info = languageInfo(code)
  if (info === undefined) throw unknownLanguage(`"${code}"`)
  return info
}

/** The name of a language in the reader's: as the application translates it, else as Intl does. */
export function translatedName(
  { code, name }: Pick<LanguageInfo, 'code' | 'name'>,
  env: RenderEnv,
): string {
  const translated = gettext(env, name, null)
  // A name that the application has given itself is not one that Intl could translate.
  const isEnglish = languageInfo(code)?.name === name
  if (translated !== name || !isEnglish) return translated
  return languageNameIn(env.locale, code) ?? name
}

function unknownLanguage(found: string): TemplateError {
  return new TemplateError(
    'unknown_language',
    `${found} is not the code of a language. Write one such as "de" or "pt-br".`,
  )
}
