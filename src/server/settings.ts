import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { WireFormat } from '../wire/frames.ts'
import { defaultRenderLimits, type RenderLimits } from '../render/budget.ts'
import type { CssFramework } from '../view/css-framework.ts'
import type { HasPerm } from '../session/permissions.ts'
import type { Durability } from '../session/vault.ts'
import type { ContextProcessor } from '../session/template-names.ts'
import type { SessionStore } from '../store/session-store.ts'
import type { Library } from '../template/library.ts'
import type { Escaping } from '../template/place/escaping.ts'
import type { EventSecurity } from '../view/event-security.ts'
import type { HookNamespacing } from '../view/hook-namespacing.ts'
import type { SessionRequest, User, ViewRequest } from '../view/register.ts'

/** Finds out who sends a request: the application's own way of logging in. */
export type GetUser = (request: SessionRequest) => User | null | Promise<User | null>

/** Who looks at a page, and what they may do. */
export interface Auth {
  /** Who sends a request; null when nobody logs in here. */
  readonly getUser: GetUser | null
  /** Whether a user has a permission; null when no template asks. */
  readonly hasPerm: HasPerm | null
}

/** How much may come. */
export interface RateLimitSettings {
  /** Events each second, on average, of one connection. */
  readonly rate: number
  /** Events at once. */
  readonly burst: number
  /** How many events are refused before the connection is closed. */
  readonly maxWarnings: number
  /** Connections of one address. */
  readonly maxConnectionsPerIp: number
  /** How long an address is refused whose connection was closed for flooding, in milliseconds. */
  readonly reconnectCooldownMs: number
}

/** Where files go that users send. */
export interface UploadSettings {
  /** Folder of files whose page is open. */
  readonly folder: string
  /** How much one visitor may have there. */
  readonly maxBytesPerVisitor: number
  /** Largest form that brings files without JavaScript, in bytes. */
  readonly maxPostBytes: number
}

/** Chooses something for the reader of a page. What is not there falls back to the setting. */
export type Choose = (request: ViewRequest) => string | null | undefined

/** A language that readers may choose. */
export type Language = readonly [code: string, name: string]

/**
 * Every setting of an application with its value. Those without `readonly` may change while it
 * runs.
 */
export interface Settings {
  /** The URL table. */
  readonly urls: readonly unknown[]
  /** Folders that templates are looked for in, in this order. */
  readonly templates: readonly string[]
  /** Folder of the files that are served as they are. */
  readonly staticDir: string
  /** Where those files are served. */
  readonly staticUrl: string
  /** Where files are that users sent: what `{% get_media_prefix %}` gives. */
  readonly mediaUrl: string
  /** Where the WebSocket is served. */
  readonly wsPath: string
  /**
   * Other origins whose pages may open a socket or post here; `https://*.example.com` by whole
   * labels.
   */
  allowedOrigins: readonly string[]
  /** Largest incoming message, in bytes; 0 for no limit, in development only. */
  maxMessageSize: number
  /** How long a handler may run before its event is answered with an error, in milliseconds. */
  handlerTimeoutMs: number
  /** Whether errors are shown in detail: true under `djust dev` alone. */
  readonly debug: boolean
  /** Whether pages may open a WebSocket; they connect by requests otherwise. */
  readonly useWebsocket: boolean
  /** Whether large frames are compressed for browsers that can undo it. */
  readonly websocketCompression: boolean
  /** In what pages write frames, where a WebSocket carries them. */
  readonly wireFormat: WireFormat
  /** Whether each frame that is sent is written to stderr. */
  debugVdom: boolean
  /** The IANA time zone that dates are shown in. */
  readonly timeZone: string
  /** The language of texts, dates and numbers. */
  readonly locale: string
  /** The languages that readers may choose; empty for those of `localeDirs` and of `locale`. */
  readonly languages: readonly Language[]
  /** Folders of message catalogs, in which translated texts are looked for in this order. */
  readonly localeDirs: readonly string[]
  /** Whether numbers are grouped, as in `1,234`. */
  readonly useThousandSeparator: boolean
  /** Chooses the language of one reader; null when all have that of `locale`. */
  readonly getLocale: Choose | null
  /** Chooses the time zone of one reader; null when all have that of `timeZone`. */
  readonly getTimeZone: Choose | null
  /** Give names to every template. */
  readonly contextProcessors: readonly ContextProcessor[]
  /** What templates show for a variable that is not there. */
  readonly stringIfInvalid: string
  /** Where pages are escaped as in Django, and the rest trusted to the author. */
  readonly escaping: Escaping
  /** Tags and filters that `{% load %}` makes known, by the name of their library. */
  readonly libraries: Readonly<Record<string, Library>>
  /** Names of libraries that need no `{% load %}`. */
  readonly builtins: readonly string[]
  /** What one render may use at most. */
  readonly renderLimits: RenderLimits
  /** The policy that every page is sent with. */
  readonly contentSecurityPolicy: string | null
  /** Who looks at a page, and what they may do. */
  readonly auth: Auth
  /** How much may come from one connection, and from one address. */
  readonly rateLimit: RateLimitSettings
  /** Whose classes fields and errors have that forms draw by themselves; null for none. */
  readonly cssFramework: CssFramework
  /** Where files go that users send, and how much of them. */
  readonly uploads: UploadSettings
  /** Which methods the browser may call that are no declared handlers. */
  readonly eventSecurity: EventSecurity
  /** What hooks are called in the browser that are written beside their markup. */
  readonly hookNamespacing: HookNamespacing
  /** Whether every message of a live connection is signed, in both directions. */
  readonly signMessages: boolean
  /** Whether ordinary links of the site come into the same document. */
  readonly autoNavigate: boolean
  /** The proxies that may say where a request comes from: addresses and ranges. */
  readonly trustedProxies: readonly string[]
  /** Where those go who have to log in. */
  readonly loginUrl: string
  /** Where sessions are stored whose page is away; null for the memory of this process. */
  readonly store: SessionStore | null
  /** Where the sessions of browsers are stored; null for `store`, or the memory of this process. */
  readonly sessionStore: SessionStore | null
  /** How long the session of a browser is kept after its last change, in milliseconds. */
  readonly sessionLifetimeMs: number
  /** When a session is stored. */
  readonly durability: Durability
  /** After how long a page at which nothing happens becomes text; null for never. */
  readonly sleepAfterMs: number | null
  /** Whether a field that cannot be stored is a mistake. */
  readonly strictSerialization: boolean
}

/** What holds where an application says nothing. */
export const defaultSettings: Settings = {
  urls: [],
  templates: ['templates'],
  staticDir: 'static',
  staticUrl: '/static/',
  mediaUrl: '/media/',
  wsPath: '/ws/live/',
  allowedOrigins: [],
  maxMessageSize: 65_536,
  handlerTimeoutMs: 30_000,
  debug: false,
  useWebsocket: true,
  websocketCompression: true,
  wireFormat: 'json',
  debugVdom: false,
  timeZone: 'UTC',
  locale: 'en-us',
  languages: [],
  localeDirs: [],
  useThousandSeparator: false,
  getLocale: null,
  getTimeZone: null,
  contextProcessors: [],
  stringIfInvalid: '',
  escaping: {},
  libraries: {},
  builtins: [],
  renderLimits: defaultRenderLimits,
  contentSecurityPolicy: null,
  auth: { getUser: null, hasPerm: null },
  rateLimit: {
    rate: 100,
    burst: 20,
    maxWarnings: 3,
    maxConnectionsPerIp: 10,
    reconnectCooldownMs: 5_000,
  },
  cssFramework: 'bootstrap5',
  uploads: {
    folder: join(tmpdir(), `djust-uploads-${userInfo().uid}`),
    maxBytesPerVisitor: 500_000_000,
    maxPostBytes: 20_000_000,
  },
  eventSecurity: 'strict',
  hookNamespacing: 'lax',
  signMessages: false,
  autoNavigate: false,
  trustedProxies: [],
  loginUrl: '/accounts/login/',
  store: null,
  sessionStore: null,
  sessionLifetimeMs: 14 * 24 * 60 * 60 * 1_000,
  durability: 'memory',
  sleepAfterMs: null,
  strictSerialization: false,
}

/** Tells whether a name is that of a setting. */
export function isSetting(name: string): name is keyof Settings {
  return Object.hasOwn(defaultSettings, name)
}

/** The name of every setting. */
export const settingNames = Object.keys(defaultSettings) as readonly (keyof Settings)[]
