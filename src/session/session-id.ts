import { createHash } from 'node:crypto'
import { randomBytes } from './random-bytes.ts'

/** A name that nobody can guess: 128 random bits. */
export function sessionId(): string {
  return randomBytes(16).toString('base64url')
}

/** Names a secret without telling it. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url').slice(0, 22)
}
