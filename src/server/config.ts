import type { WireFormat } from '../wire/frames.ts'
import type { CssFramework } from '../view/css-framework.ts'
import type { HasPerm } from '../session/permissions.ts'
import type { Durability } from '../session/vault.ts'
import type { ContextProcessor } from '../session/template-names.ts'
import { ConfigError } from '../shared/errors.ts'
import type { SessionStore } from '../store/session-store.ts'
import type { Library } from '../template/library.ts'
import type { Escaping } from '../template/place/escaping.ts'
import type { EventSecurity } from '../view/event-security.ts'
import type { HookNamespacing } from '../view/hook-namespacing.ts'
import { readSetting, readSettings } from './read-settings.ts'
import {
  defaultSettings,
  isSetting,
  settingNames,
  type Choose,
  type GetUser,
  type Language,
  type RateLimitSettings,
  type Settings,
  type UploadSettings,
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
  /** Where files are that users sent (default: `/media/`). */
  mediaUrl?: string | undefined
  /** Where the WebSocket is served (default: `/ws/live/`). */
  wsPath?: string | undefined
  /**
   * Whether pages open a WebSocket where they can (default: true). Without, the package `ws` need not be installed.
   */
  useWebsocket?: boolean | undefined
  /** Whether frames over 1 kB are compressed (default: true). */
  websocketCompression?: boolean | undefined
  /** In what frames are written: `'json'` (the default), or `'messagepack'`, which is a little shorter. */
  wireFormat?: WireFormat | undefined
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
  /** The language of texts, dates and numbers, such as `de` or `pt-br` (default: `en-us`). */
  locale?: string | undefined
  /**
   * The languages that readers may choose, as codes, or with the names that templates show
   * (default: those of `localeDirs`, and that of `locale`).
   */
  languages?: readonly (string | Language)[] | undefined
  /** Folder or folders of message catalogs: `de/LC_MESSAGES/django.po` (default: none). */
  localeDirs?: string | readonly string[] | undefined
  /** Whether numbers are grouped, as in `1,234` (default: false). */
  useThousandSeparator?: boolean | undefined
  /**
   * Chooses the language of a reader when a page is opened: one of `languages`, or what an
   * `Accept-Language` header says. Without one that is there, `locale` holds.
   */
  getLocale?: Choose | undefined
  /** Chooses the time zone of a reader when a page is opened. Unless there is such a one, `timeZone` holds. */
  getTimeZone?: Choose | undefined
  /** Give names to every template: `[(request) => ({ siteName: 'Books' })]`. */
  contextProcessors?: readonly ContextProcessor[] | undefined
  /** What templates show for a variable that is not there, `%s` being its name (default: nothing). */
  stringIfInvalid?: string | undefined
  /**
   * Where pages are escaped as in Django, and the rest is trusted to their author: `'django'` for
   * all places, or some as in `{ styleAttributes: 'django' }` (default: nowhere).
   */
  escaping?: Escaping | undefined
  /** Tags and filters that `{% load %}` makes known, by the name of their library. */
  libraries?: Readonly<Record<string, Library>> | undefined
  /** Names of libraries that need no `{% load %}`. */
  builtins?: readonly string[] | undefined
  /**
   * What one render may use at most: rounds of all its loops together (1,000,000), and characters of
   * its output (10,485,760).
   */
  renderLimits?: { loopRounds?: number | undefined; outputLength?: number | undefined } | undefined
  /**
   * Where sessions are stored whose page is away: `sqlite('data/sessions.db')`, `redis(url)` and `postgres(url)` are
   * still there after a restart (default: `memory()`).
   */
  store?: SessionStore | undefined
  /**
   * Where the sessions of browsers are stored: who is logged in, and what the application keeps (default: `store`, or
   * the memory of this process).
   */
  sessionStore?: SessionStore | undefined
  /** How long the session of a browser is kept after its last change, in milliseconds (default: two weeks). */
  sessionLifetimeMs?: number | undefined
  /**
   * When a session is stored: once its page is away (`'memory'`, the default), after each answer (`'afterReply'`), or
   * before it (`'beforeReply'`), so that nothing that was answered is lost when the process dies.
   */
  durability?: Durability | undefined
  /**
   * After how long a page at which nothing happens becomes text, which takes less memory (default: null, never). It wakes
   * at the next event, with `restored()`.
   */
  sleepAfterMs?: number | null | undefined
  /**
   * Whether a field that cannot be stored is a mistake (default: false). Where it is not, the field is left out of what is
   * stored, and the log says so once; where it is, each event that leaves such a field fails. A view may say otherwise in
   * `static strictSerialization`.
   */
  strictSerialization?: boolean | undefined
  /**
   * How much may come: events of one connection each second (`rate`, 100) and at once (`burst`, 20), how many are
   * refused before it is closed (`maxWarnings`, 3), connections of one address (`maxConnectionsPerIp`, 10), and how long
   * an address stays away that was closed so (`reconnectCooldownMs`, 5,000).
   */
  rateLimit?: { [K in keyof RateLimitSettings]?: number | undefined } | undefined
  /** Whose classes fields and errors have that forms draw: `'bootstrap5'` (the default), `'bootstrap4'`, `'tailwind'`, or null for none. */
  cssFramework?: CssFramework | undefined
  /**
   * Where files go that users send: the folder of those whose page is open (default: one of the machine's for such files), how
   * much one visitor may have there (default: 500 MB), and the largest form with files without JavaScript (default: 20 MB).
   */
  uploads?: { [K in keyof UploadSettings]?: UploadSettings[K] | undefined } | undefined
  /**
   * Which methods the browser may call that are no declared handlers: none (`'strict'`, the default), or public methods
   * of your own classes, with a line in the log (`'warn'`) or without (`'open'`).
   */
  eventSecurity?: EventSecurity | undefined
  /**
   * What hooks are called in the browser that are written beside their markup: as they are written (`'lax'`, the default),
   * or behind the name of the class whose template they stand in (`'strict'`).
   */
  hookNamespacing?: HookNamespacing | undefined
  /** Whether every message of a live connection is signed, in both directions (default: false). */
  signMessages?: boolean | undefined
  /** Whether ordinary links of the site come into the same document, as with `dj-navigate` (default: false). */
  autoNavigate?: boolean | undefined
  /** The proxies that may say where a request comes from: `['10.0.0.0/8']` (default: none). */
  trustedProxies?: readonly string[] | undefined
  /** Where those go who have to log in, with `?next=` (default: `/accounts/login/`); views may say otherwise. */
  loginUrl?: string | undefined
  /** The policy that every page is sent with (default: none); `strictCsp` is one that fits. */
  contentSecurityPolicy?: string | null | undefined
}

/** What `djust({ … })` takes. */
export interface AppOptions<Urls> extends Config {
  /** The URL table. */
  urls: Urls
  /** Who sends a request, and whether a user has a permission that a template asks `perms` for. */
  auth?: { getUser?: GetUser | undefined; hasPerm?: HasPerm | undefined } | undefined
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
