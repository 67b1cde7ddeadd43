import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { ConfigError } from '../shared/errors.ts'
import { isDevelopment } from '../shared/mode.ts'

/** One key per purpose, so that what is signed for one can never be shown to another. */
export interface Keys {
  readonly token: KeyObject
  readonly csrf: KeyObject
  readonly snapshot: KeyObject
  readonly browser: KeyObject
  readonly ticket: KeyObject
}

const minSecretChars = 32
const makeOne = `node -p "require('node:crypto').randomBytes(32).toString('base64url')"`

/**
 * Reads `DJUST_SECRET` and derives the keys of this application from it.
 *
 * @throws {ConfigError} when it is missing, or too short for production
 */
export function readKeys(env: Readonly<Record<string, string | undefined>> = process.env): Keys {
  return deriveKeys(readSecret(env.DJUST_SECRET))
}

/** Derives the keys from one secret with HKDF-SHA256 (RFC 5869). */
export function deriveKeys(secret: string): Keys {
  return {
    token: derive(secret, 'token'),
    csrf: derive(secret, 'csrf'),
    snapshot: derive(secret, 'snapshot'),
    browser: derive(secret, 'browser'),
    ticket: derive(secret, 'ticket'),
  }
}

function readSecret(secret: string | undefined): string {
  if (secret === undefined || secret === '') {
    throw new ConfigError(
      'secret_missing',
      `The environment variable DJUST_SECRET is not set, so pages cannot be signed. Make a secret with\n\n  ${makeOne}\n\nand start the application with it, the same one at every start.`,
    )
  }
  if (secret.length < minSecretChars && !isDevelopment()) {
    throw new ConfigError(
      'secret_too_short',
      `DJUST_SECRET has ${secret.length} characters; it needs at least ${minSecretChars}. Make one with\n\n  ${makeOne}`,
    )
  }
  return secret
}

function derive(secret: string, purpose: string): KeyObject {
  return createSecretKey(new Uint8Array(hkdfSync('sha256', secret, '', `djust ${purpose}`, 32)))
}
