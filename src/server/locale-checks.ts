import { asLanguage, isLanguageCode } from './languages.ts'
import { languageInfo } from '../template/i18n/languages.ts'
import { isTimeZone } from '../template/i18n/zones.ts'
import {
  isPlainText,
  isTextList,
  refuse,
  type SettingChecks,
  trueOrFalse,
} from './setting-values.ts'
import type { Choose, Language } from './settings.ts'

type Locale =
  | 'timeZone'
  | 'locale'
  | 'languages'
  | 'localeDirs'
  | 'useThousandSeparator'
  | 'getLocale'
  | 'getTimeZone'

/** The checks of what dates, numbers and texts follow. */
export const localeChecks: Pick<SettingChecks, Locale> = {
  timeZone(value) {
    if (isTimeZone(value)) return value
    return refuse('timeZone', value, 'the name of an IANA time zone', "timeZone: 'Europe/Berlin'")
  },

  locale(value) {
    if (isLanguageCode(value)) return value.toLowerCase()
    return refuse('locale', value, 'a language, with hyphens', "locale: 'pt-br'")
  },

  languages(value) {
    const advice = "languages: ['en', ['de', 'Deutsch']]"
    if (!Array.isArray(value)) return refuse('languages', value, 'a list of languages', advice)
    const languages = new Map<string, Language>()
    for (const each of value) {
      const language = asLanguage(each)
      if (!language || (!Array.isArray(each) && !languageInfo(language[0])))
        return refuse('languages', each, 'languages, each a known code or [code, name]', advice)
      if (languages.has(language[0])) {
        return refuse('languages', language[0], 'a list that names each language once', advice)
      }
      languages.set(language[0], language)
    }
    return [...languages.values()]
  },

  localeDirs(value) {
    const folders = isPlainText(value) ? [value] : value
    if (isTextList(folders)) return folders
    return refuse('localeDirs', value, 'a folder or a list of folders', "localeDirs: 'locale'")
  },

  useThousandSeparator: (value) => trueOrFalse('useThousandSeparator', value, true),

  getLocale(value) {
    if (typeof value === 'function') return value as Choose
    const advice = "getLocale: (request) => request.headers.get('accept-language')"
    return refuse('getLocale', value, 'a function', advice)
  },

  getTimeZone(value) {
    if (typeof value === 'function') return value as Choose
    const advice = 'getTimeZone: (request) => request.user?.timeZone'
    return refuse('getTimeZone', value, 'a function', advice)
  },
}
