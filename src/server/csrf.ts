import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto'
import { randomBytes } from '../session/random-bytes.ts'
import type { KeyRing } from './secret.ts'

const proofBytes = 32
const tokenShape = /^[A-Za-z0-9_-]{86}$/

/**
 * Makes the token of one response: a random mask, then the proof of this browser session under the
 * mask. The text differs in every response, so that a compressed page gives nothing of it away.
 */
export function csrfToken([key]: KeyRing, sessionId: string): string {
  const mask = randomBytes(proofBytes)
  const token = Buffer.allocUnsafe(2 * proofBytes)
  token.set(mask)
  token.set(xor(mask, proof(key, sessionId)), proofBytes)
  return token.toString('base64url')
}

/** Tells whether a token was made for this browser session, by any response. */
export function checkCsrf(keys: KeyRing, sessionId: string, token: unknown): boolean {
  if (typeof token !== 'string' || !tokenShape.test(token)) return false
  const bytes = Buffer.from(token, 'base64url')
  const given = xor(bytes.subarray(0, proofBytes), bytes.subarray(proofBytes))
  return keys.some((key) => timingSafeEqual(given, proof(key, sessionId)))
}

function proof(key: KeyObject, sessionId: string): Buffer {
  return createHmac('sha256', key).update(sessionId).digest()
}

function xor(a: Buffer, b: Buffer): Buffer {
  const result = Buffer.alloc(proofBytes)
  for (let i = 0; i < proofBytes; i++) result[i] = a[i]! ^ b[i]!
  return result
}
