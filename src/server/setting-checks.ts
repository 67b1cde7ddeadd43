import { ConfigError } from '../shared/errors.ts'
import { isDevelopment } from '../shared/mode.ts'
import { parseOriginRule } from './origin.ts'
import type { GetUser, Settings } from './settings.ts'

const minMessageBytes = 1_024
const maxTimerMs = 2_147_483_647

/** For each setting, what turns an author's value into what the settings hold, or refuses it. */
export const settingChecks: { readonly [K in keyof Settings]: (value: unknown) => Settings[K] } = {
  urls(value) {
    if (Array.isArray(value)) return value
    return refuse('urls', value, 'a list of routes', "urls: defineUrls([path('', HomeView)])")
  },

  templates(value) {
    const folders = typeof value === 'string' ? [value] : value
    if (isTextList(folders)) return folders
    return refuse('templates', value, 'a folder or a list of folders', "templates: 'templates'")
  },

  staticDir(value) {
    if (isPlainText(value)) return value
    return refuse('staticDir', value, 'a folder', "staticDir: 'static'")
  },

  staticUrl(value) {
    if (isPath(value) && value.endsWith('/') && value !== '/') return value
    return refuse(
      'staticUrl',
      value,
      'a path that begins and ends with a slash',
      "staticUrl: '/static/'",
    )
  },

  wsPath(value) {
    if (isPath(value)) return value
    return refuse('wsPath', value, 'a path that begins with a slash', "wsPath: '/ws/live/'")
  },

  allowedOrigins(value) {
    const advice = "allowedOrigins: ['https://example.com', 'https://*.example.com']"
    if (!isTextList(value)) return refuse('allowedOrigins', value, 'a list of origins', advice)
    const wrong = value.find((text) => parseOriginRule(text) === null)
    if (wrong === undefined) return value
    return refuse('allowedOrigins', wrong, 'origins: scheme, name and port, no path', advice)
  },

  maxMessageSize(value) {
    const isSize =
      Number.isSafeInteger(value) && ((value as number) >= minMessageBytes || value === 0)
    if (!isSize) {
      const wanted = `a whole number of bytes, ${minMessageBytes} or more`
      return refuse('maxMessageSize', value, wanted, 'maxMessageSize: 65_536')
    }
    if (value === 0 && !isDevelopment()) {
      const wanted = 'a limit in production, where one message could fill the memory'
      return refuse('maxMessageSize', value, wanted, 'maxMessageSize: 65_536')
    }
    return value as number
  },

  handlerTimeoutMs(value) {
    if (Number.isSafeInteger(value) && (value as number) > 0 && (value as number) <= maxTimerMs) {
      return value as number
    }
    return refuse(
      'handlerTimeoutMs',
      value,
      'a whole number of milliseconds',
      'handlerTimeoutMs: 30_000',
    )
  },

  debug(value) {
    if (value === false) return false
    if (value === true && isDevelopment()) return true
    const wanted =
      value === true ? 'left out: only `djust dev` switches it on' : 'false or left out'
    return refuse('debug', value, wanted, 'debug: false, or nothing')
  },

  debugVdom(value) {
    if (typeof value === 'boolean') return value
    return refuse('debugVdom', value, 'true or false', 'debugVdom: true')
  },

  timeZone(value) {
    if (typeof value === 'string' && isTimeZone(value)) return value
    return refuse('timeZone', value, 'the name of an IANA time zone', "timeZone: 'Europe/Berlin'")
  },

  contentSecurityPolicy(value) {
    if (value === null || (isPlainText(value) && /^[\x20-\x7e]+$/.test(value))) return value
    return refuse(
      'contentSecurityPolicy',
      value,
      'one line of text or null',
      'contentSecurityPolicy: strictCsp',
    )
  },

  getUser(value) {
    if (value === null || typeof value === 'function') return value as GetUser | null
    return refuse('getUser', value, 'a function', 'getUser: (request) => findUser(request)')
  },
}

function refuse(key: keyof Settings, value: unknown, wanted: string, advice: string): never {
  throw new ConfigError(
    'bad_setting',
    `Setting "${key}" is ${show(value)}; it must be ${wanted}. Write ${advice}.`,
  )
}

/** Names a value in an error message, whatever it is. */
function show(value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'symbol') return 'a symbol'
  if (typeof value !== 'object' || value === null) return String(value)
  return Array.isArray(value) ? 'a list' : 'an object'
}

function isPlainText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('\0')
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isPlainText)
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && /^(?:\/[\w.~-]+)+\/?$/.test(value)
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
