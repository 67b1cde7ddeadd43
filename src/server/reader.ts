import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { RecentMap } from '../shared/recent-map.ts'
import { isTimeZone } from '../template/i18n/zones.ts'
import { environment, type RenderEnv } from '../template/values/env.ts'
import type { Translations } from '../template/values/translations.ts'
import type { ViewRequest } from '../view/register.ts'
import { chooseLanguage } from './languages.ts'
import { readCatalogs } from './message-files.ts'
import { refuse } from './setting-values.ts'
import type { Settings } from './settings.ts'

/**
 * The translations of an application, and the languages that its readers may choose: those of the
 * setting, or else those that are translated into.
 *
 * @throws {ConfigError} when a folder of catalogs is not there, or a catalog cannot be read
 */
export function translationsOf({ localeDirs, languages, locale }: Settings): Translations {
  const folders = localeDirs.map((folder) => resolve(folder))
  const missing = folders.find((folder) => !existsSync(folder))
  if (missing !== undefined) {
    const advice = "localeDirs: fileURLToPath(new URL('locale', import.meta.url))"
    return refuse('localeDirs', missing, 'folders that are there', advice)
  }
  return readCatalogs(folders, {
    defaultLocale: locale,
    ...(languages.length > 0 && { languages }),
  })
}

/** How many pairs of language and time zone are kept; browsers may send a zone in any letter case. */
const maxKept = 1_000

/**
 * Makes what tells the environment of a request's reader: the language and time zone that the
 * application chooses, or else those of the settings. Readers with the same choices share one.
 */
export function readerEnvironment(
  settings: Settings,
  translations: Translations,
): (request: ViewRequest) => RenderEnv {
  const codes = translations.languages.map(([code]) => code)
  const kept = new RecentMap<string, RenderEnv>(maxKept)
  const groupsDigits = settings.useThousandSeparator

  return (request) => {
    const locale = chooseLanguage(settings.getLocale?.(request), codes) ?? settings.locale
    const wantedZone: unknown = settings.getTimeZone?.(request)
    const timeZone = isTimeZone(wantedZone) ? wantedZone : settings.timeZone
    const key = `${locale} ${timeZone}`
    const known = kept.get(key)
    if (known) return known
    const env = environment({ locale, timeZone, groupsDigits, translations })
    kept.set(key, env)
    return env
  }
}
