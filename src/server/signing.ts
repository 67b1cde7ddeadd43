import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto'
import { DjustError } from '../shared/errors.ts'
import { limits } from './limits.ts'
import type { KeyRing } from './secret.ts'

/**
 * Writes a payload as text that only the holder of the key can make: its JSON and an HMAC-SHA256,
 * both in base64url. The payload can be read by anyone.
 *
 * @throws {DjustError} when the token would be longer than `verify` accepts
 */
export function sign([key]: KeyRing, payload: object): string {
  const body = Buffer.from(JSON.stringify(payload)).toString('base64url')
  const token = [body, signature(key, body)].join('.')
  if (token.length <= limits.maxTokenChars) return token
  throw new DjustError(
    'token_too_large',
    `A signed token would have ${token.length} characters, over the limit of ${limits.maxTokenChars}. Keep long values out of the address of the page.`,
  )
}

/**
 * Reads a payload that `sign` wrote with one of the keys. Whatever else it is given, it returns null.
 */
export function verify(keys: KeyRing, token: unknown): Record<string, unknown> | null {
  if (typeof token !== 'string' || token.length > limits.maxTokenChars) return null
  const dot = token.indexOf('.')
  if (dot < 0) return null
  const body = token.slice(0, dot)
  const given = token.slice(dot + 1)
  if (!keys.some((key) => sameText(given, signature(key, body)))) return null
  return readPayload(body)
}

function signature(key: KeyObject, body: string): string {
  return createHmac('sha256', key).update(body).digest('base64url')
}

// The texts are compared, not the bytes they stand for: base64 has several spellings of the same
// bytes.
function sameText(given: string, wanted: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(wanted)
  return a.length === b.length && timingSafeEqual(a, b)
}

function readPayload(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(body, 'base64url').toString())
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
    return Object.assign(Object.create(null), value) as Record<string, unknown>
  } catch {
    return null
  }
}
