import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { ConfigError } from '../shared/errors.ts'
import { isDevelopment } from '../shared/mode.ts'

/** Keys of one purpose: the first makes what all of them can read. */
export type KeyRing = readonly [KeyObject, ...KeyObject[]]

/** A ring per purpose, so that what is signed for one can never be shown to another. */
export interface Keys {
  readonly token: KeyRing
  readonly csrf: KeyRing
  readonly snapshot: KeyRing
  readonly browser: KeyRing
  readonly ticket: KeyRing
  readonly message: KeyRing
  readonly bus: KeyRing
}

const minSecretChars = 32
const makeOne = `node -p "require('node:crypto').randomBytes(32).toString('base64url')"`

/**
 * Reads `DJUST_SECRET`, and from `DJUST_OLD_SECRETS` those that were it before, and derives the keys of this application.
 *
 * @throws {ConfigError} when it is missing, or one is too short for production
 */
export function readKeys(env: Readonly<Record<string, string | undefined>> = process.env): Keys {
  const old = (env.DJUST_OLD_SECRETS ?? '').split(/\s+/).filter((secret) => secret !== '')
  for (const secret of old) checkLength('A secret in DJUST_OLD_SECRETS', secret)
  return deriveKeys(readSecret(env.DJUST_SECRET), ...old)
}

/** Derives the keys from secrets, the one in use first, with HKDF-SHA256 (RFC 5869). */
export function deriveKeys(secret: string, ...old: readonly string[]): Keys {
  const ring = (purpose: string): KeyRing => [
    derive(secret, purpose),
    ...old.map((each) => derive(each, purpose)),
  ]
  return {
    token: ring('token'),
    csrf: ring('csrf'),
    snapshot: ring('snapshot'),
    browser: ring('browser'),
    ticket: ring('ticket'),
    message: ring('message'),
    bus: ring('bus'),
  }
}

function readSecret(secret: string | undefined): string {
  if (secret === undefined || secret === '') {
    throw new ConfigError(
      'secret_missing',
      `The environment variable DJUST_SECRET is not set, so pages cannot be signed. Make a secret with\n\n  ${makeOne}\n\nand start the application with it, the same one at every start.`,
    )
  }
  checkLength('DJUST_SECRET', secret)
  return secret
}

function checkLength(what: string, secret: string): void {
  if (secret.length < minSecretChars && !isDevelopment()) {
    throw new ConfigError(
      'secret_too_short',
      `${what} has ${secret.length} characters; it needs at least ${minSecretChars}. Make one with\n\n  ${makeOne}`,
    )
  }
}

function derive(secret: string, purpose: string): KeyObject {
  return createSecretKey(new Uint8Array(hkdfSync('sha256', secret, '', `djust ${purpose}`, 32)))
}
