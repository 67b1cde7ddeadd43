import { hash } from 'node:crypto'
import { randomBytes } from './random-bytes.ts'

/** A name that nobody can guess: 128 random bits. */
export function sessionId(): string {
  return randomBytes(16).toString('base64url')
}

/** Names a secret without telling it. */
export function hashOf(secret: string): string {
  return hash('sha256', secret, 'base64url').slice(0, 22)
}
