import type { Library, TagParser } from '../parser.ts'
import { parseBlockTranslate } from '../tags/blocktranslate.ts'
import { parseCache } from '../tags/cache.ts'
import {
  parseAvailableLanguages,
  parseCurrentLanguage,
  parseCurrentLanguageBidi,
  parseLanguage,
  parseLanguageInfo,
  parseLanguageInfoList,
} from '../tags/languages.ts'
import { parseLocalize, parseLocalTime } from '../tags/localize.ts'
import { parseCurrentTimeZone, parseTimeZone } from '../tags/timezone.ts'
import { parseTranslate } from '../tags/translate.ts'
import { languageFilters, localizeFilters, zoneFilters } from './filters.ts'

/** `{% load i18n %}`: texts in the reader's language. */
export const i18nLibrary: Library = {
  tags: new Map<string, TagParser>([
    ['blocktrans', parseBlockTranslate],
    ['blocktranslate', parseBlockTranslate],
    ['get_available_languages', parseAvailableLanguages],
    ['get_current_language', parseCurrentLanguage],
    ['get_current_language_bidi', parseCurrentLanguageBidi],
    ['get_language_info', parseLanguageInfo],
    ['get_language_info_list', parseLanguageInfoList],
    ['language', parseLanguage],
    ['trans', parseTranslate],
    ['translate', parseTranslate],
  ]),
  filters: new Map(Object.entries(languageFilters)),
}

/** `{% load l10n %}`: numbers and dates as in the reader's country, or not. */
export const l10nLibrary: Library = {
  tags: new Map<string, TagParser>([['localize', parseLocalize]]),
  filters: new Map(Object.entries(localizeFilters)),
}

/** `{% load tz %}`: the time zone in which instants are shown. */
export const tzLibrary: Library = {
  tags: new Map<string, TagParser>([
    ['get_current_timezone', parseCurrentTimeZone],
    ['localtime', parseLocalTime],
    ['timezone', parseTimeZone],
  ]),
  filters: new Map(Object.entries(zoneFilters)),
}

/** `{% load cache %}`: parts of a page that are not rendered each time. */
export const cacheLibrary: Library = {
  tags: new Map<string, TagParser>([['cache', parseCache]]),
  filters: new Map(),
}
