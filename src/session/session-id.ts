import { randomBytes } from 'node:crypto'

/** A name that nobody can guess: 128 random bits. */
export function sessionId(): string {
  return randomBytes(16).toString('base64url')
}
