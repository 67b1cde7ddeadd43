import type { User } from '../view/register.ts'

/** Finds out who sends a request: the application's own way of logging in. */
export type GetUser = (request: Request) => User | null | Promise<User | null>

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
  /** Whether each frame that is sent is written to stderr. */
  debugVdom: boolean
  /** The IANA time zone that dates are shown in. */
  readonly timeZone: string
  /** The policy that every page is sent with. */
  readonly contentSecurityPolicy: string | null
  /** Who sends a request; null when nobody logs in here. */
  readonly getUser: GetUser | null
}

/** What holds where an application says nothing. */
export const defaultSettings: Settings = {
  urls: [],
  templates: ['templates'],
  staticDir: 'static',
  staticUrl: '/static/',
  wsPath: '/ws/live/',
  allowedOrigins: [],
  maxMessageSize: 65_536,
  handlerTimeoutMs: 30_000,
  debug: false,
  debugVdom: false,
  timeZone: 'UTC',
  contentSecurityPolicy: null,
  getUser: null,
}

/** Tells whether a name is that of a setting. */
export function isSetting(name: string): name is keyof Settings {
  return Object.hasOwn(defaultSettings, name)
}

/** The name of every setting. */
export const settingNames = Object.keys(defaultSettings) as readonly (keyof Settings)[]
