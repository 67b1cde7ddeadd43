import { seal, unseal } from './sealing.ts'
import type { KeyRing } from './secret.ts'

/** A page goes to its address at once; after this it has been kept by somebody. */
const lifetimeMs = 60_000

/** What a page that leaves takes along: a cookie that a socket cannot set. */
export interface CookieTicket {
  readonly cookie: string
  /** Where the page goes then: it has been looked at. */
  readonly to: string
}

/**
 * Writes a ticket as text that only this server can read.
 *
 * @param browser the cookie that the browser has: with another one the ticket is worth nothing
 */
export function writeTicket(keys: KeyRing, browser: string, ticket: CookieTicket): string {
  const text = JSON.stringify({ ...ticket, expiresAtMs: Date.now() + lifetimeMs })
  return Buffer.from(seal(keys, text, browser)).toString('base64url')
}

/** Reads what `writeTicket` wrote for the same browser a moment ago. Whatever else it is given, it returns null. */
export function readTicket(keys: KeyRing, browser: string, text: unknown): CookieTicket | null {
  if (typeof text !== 'string') return null
  const opened = unseal(keys, Buffer.from(text, 'base64url'), browser)
  if (opened === null) return null
  const { cookie, to, expiresAtMs } = JSON.parse(opened)
  return Date.now() <= expiresAtMs ? { cookie, to } : null
}
