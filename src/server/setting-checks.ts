import type { HasPerm } from '../session/permissions.ts'
import type { SessionStore } from '../store/session-store.ts'
import { isDevelopment } from '../shared/mode.ts'
import { ownAddress } from '../shared/own-address.ts'
import { cssFrameworks } from '../view/css-framework.ts'
import { isEventSecurity } from '../view/event-security.ts'
import { isHookNamespacing } from '../view/hook-namespacing.ts'
import { localeChecks } from './locale-checks.ts'
import { parseOriginRule } from './origin.ts'
import {
  isPath,
  isPlainText,
  isRecord,
  isTextList,
  refuse,
  type SettingChecks,
  trueOrFalse,
} from './setting-values.ts'
import {
  defaultSettings,
  type GetUser,
  type RateLimitSettings,
  type UploadSettings,
} from './settings.ts'
import { parseRange } from './trusted-proxies.ts'
import { templateChecks } from './template-checks.ts'
import { checkKeys } from './unknown-setting.ts'

const minMessageBytes = 1_024
const maxTimerMs = 2_147_483_647

/** The check of every setting. */
export const settingChecks: SettingChecks = {
  ...templateChecks,
  ...localeChecks,

  urls(value) {
    if (Array.isArray(value)) return value
    return refuse('urls', value, 'a list of routes', "urls: defineUrls([path('', HomeView)])")
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

  mediaUrl(value) {
    if (typeof value === 'string' && value.endsWith('/') && isPathOrSite(value)) return value
    const wanted = 'a path or an http address that ends with a slash'
    return refuse('mediaUrl', value, wanted, "mediaUrl: '/media/'")
  },

  wsPath(value) {
    if (isPath(value)) return value
    return refuse('wsPath', value, 'a path that begins with a slash', "wsPath: '/ws/live/'")
  },

  useWebsocket: (value) => trueOrFalse('useWebsocket', value, false),

  websocketCompression: (value) => trueOrFalse('websocketCompression', value, false),

  wireFormat(value) {
    if (value === 'json' || value === 'messagepack') return value
    return refuse('wireFormat', value, "'json' or 'messagepack'", "wireFormat: 'messagepack'")
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

  debugVdom: (value) => trueOrFalse('debugVdom', value, true),

  contentSecurityPolicy(value) {
    if (value === null || (isPlainText(value) && /^[\x20-\x7e]+$/.test(value))) return value
    return refuse(
      'contentSecurityPolicy',
      value,
      'one line of text or null',
      'contentSecurityPolicy: strictCsp',
    )
  },

  store: (value) => checkStore('store', value),

  sessionStore: (value) => checkStore('sessionStore', value),

  sessionLifetimeMs(value) {
    if (Number.isSafeInteger(value) && (value as number) >= 60_000) return value as number
    const wanted = 'a whole number of milliseconds, a minute or more'
    return refuse('sessionLifetimeMs', value, wanted, 'sessionLifetimeMs: 8 * 60 * 60 * 1_000')
  },

  sleepAfterMs(value) {
    const isTime = Number.isSafeInteger(value) && (value as number) >= 1_000
    if (value === null || (isTime && (value as number) < 2 ** 31)) return value as number | null
    return refuse(
      'sleepAfterMs',
      value,
      'milliseconds, 1,000 or more, or null',
      'sleepAfterMs: 60_000',
    )
  },

  strictSerialization: (value) => trueOrFalse('strictSerialization', value, true),

  durability(value) {
    if (value === 'memory' || value === 'afterReply' || value === 'beforeReply') return value
    const wanted = "'memory', 'afterReply' or 'beforeReply'"
    return refuse('durability', value, wanted, "durability: 'beforeReply'")
  },

  rateLimit(value) {
    const advice = 'rateLimit: { rate: 100, burst: 20 }'
    if (!isRecord(value)) return refuse('rateLimit', value, 'an object of limits', advice)
    const limits: Record<string, unknown> = { ...defaultSettings.rateLimit }
    checkKeys('rateLimit', value, Object.keys(limits))
    for (const [key, limit] of Object.entries(value)) {
      if (limit === undefined) continue
      const isWhole = key === 'burst' || key === 'maxConnectionsPerIp'
      const mayBeZero = key === 'maxWarnings' || key === 'reconnectCooldownMs'
      const isFine =
        Number.isFinite(limit) && (mayBeZero ? (limit as number) >= 0 : (limit as number) > 0)
      if (!isFine || (isWhole && (limit as number) < 1))
        return refuse(`rateLimit.${key}`, limit, 'a number above zero', advice)
      limits[key] = limit
    }
    return limits as unknown as RateLimitSettings
  },

  eventSecurity(value) {
    if (isEventSecurity(value)) return value
    const wanted = "'strict', 'warn' or 'open'"
    return refuse('eventSecurity', value, wanted, "eventSecurity: 'strict'")
  },

  hookNamespacing(value) {
    if (isHookNamespacing(value)) return value
    return refuse('hookNamespacing', value, "'lax' or 'strict'", "hookNamespacing: 'strict'")
  },

  autoNavigate: (value) => trueOrFalse('autoNavigate', value, true),

  signMessages: (value) => trueOrFalse('signMessages', value, true),

  trustedProxies(value) {
    const advice = "trustedProxies: ['10.0.0.0/8', '2001:db8::1']"
    if (!isTextList(value)) return refuse('trustedProxies', value, 'a list of addresses', advice)
    const wrong = value.find((text) => parseRange(text) === null)
    if (wrong === undefined) return value
    return refuse('trustedProxies', wrong, 'IP addresses, or ranges of them', advice)
  },

  cssFramework(value) {
    const found = cssFrameworks.find((framework) => framework === value)
    if (found !== undefined) return found
    const known = cssFrameworks.map((framework) => (framework ? `'${framework}'` : 'null'))
    return refuse('cssFramework', value, known.join(', '), "cssFramework: 'tailwind'")
  },

  uploads(value) {
    const advice = "uploads: { folder: 'uploads', maxBytesPerVisitor: 500_000_000 }"
    if (!isRecord(value)) return refuse('uploads', value, 'an object', advice)
    const all: Record<string, unknown> = { ...defaultSettings.uploads }
    checkKeys('uploads', value, Object.keys(all))
    for (const [key, given] of Object.entries(value)) {
      if (given === undefined) continue
      const isRight =
        key === 'folder' ? isPlainText(given) : Number.isSafeInteger(given) && (given as number) > 0
      const wanted = key === 'folder' ? 'a folder' : 'a whole number of bytes above zero'
      if (!isRight) return refuse(`uploads.${key}`, given, wanted, advice)
      all[key] = given
    }
    return all as unknown as UploadSettings
  },

  loginUrl(value) {
    const isOwn = typeof value === 'string' && value.startsWith('/')
    if (isOwn && ownAddress(value, 'http://own.site') !== null) return value
    const wanted = 'an address of this site that begins with a slash'
    return refuse('loginUrl', value, wanted, "loginUrl: '/accounts/login/'")
  },

  auth(value) {
    if (!isRecord(value)) {
      return refuse('auth', value, 'an object', 'auth: { getUser: (request) => findUser(request) }')
    }
    checkKeys('auth', value, ['getUser', 'hasPerm'])
    const { getUser = null, hasPerm = null } = value
    if (getUser !== null && typeof getUser !== 'function') {
      const advice = 'auth: { getUser: (request) => findUser(request) }'
      return refuse('auth.getUser', getUser, 'a function', advice)
    }
    if (hasPerm !== null && typeof hasPerm !== 'function') {
      const advice = 'auth: { hasPerm: (user, permission) => user.permissions.has(permission) }'
      return refuse('auth.hasPerm', hasPerm, 'a function', advice)
    }
    return { getUser: getUser as GetUser | null, hasPerm: hasPerm as HasPerm | null }
  },
}

function checkStore(key: 'store' | 'sessionStore', value: unknown): SessionStore | null {
  const methods = ['take', 'write', 'remove', 'removeUser', 'close'] as const
  const isStore = isRecord(value) && methods.every((name) => typeof value[name] === 'function')
  if (value === null || isStore) return value as SessionStore | null
  return refuse(key, value, 'a store of sessions', `${key}: sqlite('data/sessions.db')`)
}

function isPathOrSite(text: string): boolean {
  return isPath(text) || (/^https?:\/\//.test(text) && URL.canParse(text))
}
