import { ConfigError } from '../shared/errors.ts'
import { isDevelopment } from '../shared/mode.ts'
import { chooseLanguage } from './languages.ts'
import { settingChecks } from './setting-checks.ts'
import { refuse } from './setting-values.ts'
import { defaultSettings, isSetting, settingNames, type Settings } from './settings.ts'
import { refuseUnknownSetting } from './unknown-setting.ts'

/**
 * Reads what an author gave to `djust({ … })`. A key that is undefined counts as not given.
 *
 * @param options the author's object
 * @param defaults what holds where it says nothing
 * @throws {ConfigError} when a key is unknown or its value cannot be used
 */
export function readSettings(options: unknown, defaults: Settings = defaultSettings): Settings {
  const given = readObject(options)
  const settings: Record<string, unknown> = { ...defaults, debug: isDevelopment() }
  for (const [key, value] of Object.entries(given)) {
    if (!isSetting(key)) refuseUnknownSetting(key, value, settingNames)
    if (value !== undefined) settings[key] = readSetting(key, value)
  }
  if (given.urls === undefined) {
    throw new ConfigError(
      'setting_missing',
      'djust({ … }) has no "urls". Write urls: defineUrls([path(\'\', HomeView)]).',
    )
  }
  const all = settings as unknown as Settings
  checkLocale(all)
  checkTransport(all)
  return all
}

/** What comes by requests is not signed. */
function checkTransport({ signMessages, useWebsocket }: Settings): void {
  if (!signMessages || useWebsocket) return
  refuse('signMessages', true, 'false where useWebsocket is false', 'useWebsocket: true')
}

/** The language of all who choose none has to be one that can be chosen; American English always is. */
function checkLocale({ locale, languages }: Settings): void {
  const codes = languages.map(([code]) => code)
  if (codes.length === 0 || locale === defaultSettings.locale) return
  if (chooseLanguage(locale, codes) !== null) return
  refuse('locale', locale, `one of languages (${codes.join(', ')})`, `locale: '${codes[0]}'`)
}

/** Checks one value, and returns it in the form that the settings hold. */
export function readSetting<K extends keyof Settings>(key: K, value: unknown): Settings[K] {
  return settingChecks[key](value)
}

function readObject(options: unknown): Record<string, unknown> {
  if (typeof options === 'object' && options !== null && !Array.isArray(options)) {
    return options as Record<string, unknown>
  }
  throw new ConfigError(
    'bad_setting',
    "djust() takes one object. Write djust({ urls, templates: 'templates' }).",
  )
}
