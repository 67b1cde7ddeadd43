import { ConfigError } from '../shared/errors.ts'
import { readSetting, readSettings } from './read-settings.ts'
import {
  defaultSettings,
  isSetting,
  settingNames,
  type GetUser,
  type Settings,
} from './settings.ts'
import { refuseUnknownSetting } from './unknown-setting.ts'

/**
 * What an author may write in `djust({ … })` beside the URL table; undefined counts as left out.
 */
export interface Config {
  /** Folder or folders that templates are looked for in (default: `templates`). */
  templates?: string | readonly string[] | undefined
  /** Folder of the files that are served as they are (default: `static`). */
  staticDir?: string | undefined
  /** Where those files are served (default: `/static/`). */
  staticUrl?: string | undefined
  /** Where the WebSocket is served (default: `/ws/live/`). */
  wsPath?: string | undefined
  /**
   * Other origins whose pages may open a socket or post here; `https://*.example.com` by whole
   * labels.
   */
  allowedOrigins?: readonly string[] | undefined
  /** Largest incoming message, in bytes (default: 65,536); 0 for no limit, in development only. */
  maxMessageSize?: number | undefined
  /**
   * How long a handler may run before its event is answered with an error, in milliseconds
   * (default: 30,000).
   */
  handlerTimeoutMs?: number | undefined
  /**
   * Whether errors are shown in detail (default: under `djust dev`); may be switched off, never on.
   */
  debug?: boolean | undefined
  /** Whether each frame that is sent is written to stderr (default: false). */
  debugVdom?: boolean | undefined
  /** The IANA time zone that dates are shown in (default: `UTC`). */
  timeZone?: string | undefined
  /** The policy that every page is sent with (default: none); `strictCsp` is one that fits. */
  contentSecurityPolicy?: string | null | undefined
}

/** What `djust({ … })` takes. */
export interface AppOptions<Urls> extends Config {
  /** The URL table. */
  urls: Urls
  /** Finds out who sends a request. */
  getUser?: GetUser | undefined
}

/** The settings that may change while an application runs; every other one acts at its start. */
export type RuntimeKey = 'allowedOrigins' | 'debugVdom' | 'handlerTimeoutMs' | 'maxMessageSize'

const runtimeKeys: readonly string[] = [
  'allowedOrigins',
  'debugVdom',
  'handlerTimeoutMs',
  'maxMessageSize',
] satisfies RuntimeKey[]

// Until an application starts, `current` is what was set for it beforehand.
let current: Settings = { ...defaultSettings }
let isStarted = false

/**
 * Reads an author's options and makes them the settings that `config` speaks of. The object
 * returned changes in place when `config.set` is called.
 *
 * @throws {ConfigError} when a key is unknown or its value cannot be used
 */
export function configure(options: unknown): Settings {
  current = readSettings(options, isStarted ? defaultSettings : current)
  isStarted = true
  return current
}

/** The settings of the application that was started last. */
export const config = {
  /**
   * Reads a setting.
   *
   * @throws {ConfigError} when there is no setting of that name
   */
  get<K extends keyof Settings>(key: K): Settings[K] {
    if (!isSetting(key)) refuseUnknownSetting(String(key), undefined, settingNames)
    return current[key]
  },

  /**
   * Changes a setting from now on, or, before `djust({ … })`, for the application that is about to
   * start.
   *
   * @throws {ConfigError} when the setting only acts at the start, or the value cannot be used
   */
  set<K extends RuntimeKey>(key: K, value: Settings[K]): void {
    if (!isSetting(key)) refuseUnknownSetting(String(key), undefined, settingNames)
    if (!runtimeKeys.includes(key)) {
      throw new ConfigError(
        'start_only_setting',
        `Setting "${key}" acts only at the start. Write it in djust({ ${key}: … }). These may change later: ${runtimeKeys.join(', ')}.`,
      )
    }
    current[key] = readSetting(key, value)
  },
}
