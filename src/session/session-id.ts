import { hash } from 'node:crypto'
import { randomBytes } from './random-bytes.ts'

/** A name that nobody can guess: 128 random bits. */
export function sessionId(): string {
  return randomBytes(16).toString('base64url')
}

/** Names a secret without telling it. */
export function hashOf(secret: string): string {
  // Not the beginning of the whole text, which would be kept with it.
  return hash('sha256', secret, 'buffer').toString('base64url', 0, 16)
}
