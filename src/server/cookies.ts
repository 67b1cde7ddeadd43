import { randomBytes } from '../session/random-bytes.ts'
import { limits } from './limits.ts'

/** The cookie that ties pages, sockets and forms to one browser session. */
export const sessionCookieName = 'djust_sid'

/** The cookie that a page sets where no WebSocket opens: the next one connects by requests at once. */
export const lineCookieName = 'djust_line'

const sessionIdBytes = 16
const sessionIdShape = /^[A-Za-z0-9_-]{22}$/

/** A browser session: its id, and whether the browser has yet to be told. */
export interface CookieSession {
  readonly id: string
  readonly isNew: boolean
}

/** Finds the browser session of a request, or begins one. Answer a new one with `sessionCookie`. */
export function cookieSession(cookieHeader: string | null | undefined): CookieSession {
  const id = parseCookies(cookieHeader).get(sessionCookieName)
  if (id !== undefined && sessionIdShape.test(id)) return { id, isNew: false }
  return { id: randomBytes(sessionIdBytes).toString('base64url'), isNew: true }
}

/**
 * The `Set-Cookie` value that gives a browser its session.
 *
 * @param isSecure whether the page came over https, so that the cookie never travels without
 * @param maxAgeMs how long the browser keeps it (default: until it is closed)
 */
export function sessionCookie(id: string, isSecure: boolean, maxAgeMs?: number): string {
  return serializeCookie(sessionCookieName, id, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure,
    ...(maxAgeMs !== undefined && { maxAgeSeconds: maxAgeMs / 1_000 }),
  })
}

/**
 * Reads a `Cookie` header. The first of several cookies of one name counts, as it has the closest
 * path.
 */
export function parseCookies(header: string | null | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  if (typeof header !== 'string') return cookies
  const pairs = header.slice(0, limits.maxCookieHeaderChars).split(';', limits.maxCookies)
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    if (equals < 0) continue
    const name = pair.slice(0, equals).trim()
    if (name !== '' && !cookies.has(name))
      cookies.set(name, readValue(pair.slice(equals + 1).trim()))
  }
  return cookies
}

export interface CookieOptions {
  /** Hides the cookie from scripts. */
  readonly httpOnly?: boolean
  readonly sameSite?: 'Lax' | 'Strict' | 'None'
  /** Sends the cookie over https only. */
  readonly secure?: boolean
  /** Where on the site it is sent (default: everywhere). */
  readonly path?: string
  /** How long the browser keeps it (default: until it is closed). */
  readonly maxAgeSeconds?: number
}

/** Writes a `Set-Cookie` value; the cookie's own value is percent-encoded. */
export function serializeCookie(name: string, value: string, options: CookieOptions = {}): string {
  const path = options.path ?? '/'
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
    throw new TypeError(`"${name}" cannot be a cookie's name.`)
  if (!/^\/[\x21-\x3a\x3c-\x7e]*$/.test(path))
    throw new TypeError(`"${path}" cannot be a cookie's path.`)
  const parts = [`${name}=${encodeURIComponent(value)}`, `Path=${path}`]
  if (options.maxAgeSeconds !== undefined)
    parts.push(`Max-Age=${Math.trunc(options.maxAgeSeconds)}`)
  if (options.httpOnly) parts.push('HttpOnly')
  if (options.secure) parts.push('Secure')
  if (options.sameSite) parts.push(`SameSite=${options.sameSite}`)
  return parts.join('; ')
}

function readValue(text: string): string {
  const bare =
    text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text
  try {
    return decodeURIComponent(bare)
  } catch {
    return bare
  }
}
