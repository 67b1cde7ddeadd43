import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeOwnFolder, ownFolder } from '../server/own-folder.ts'

const minSecretChars = 32

/**
 * Keeps a secret for development beside the application, so that pages opened before a restart are
 * still known after it. It is readable by its owner alone and never committed.
 */
export function developmentSecret(appFolder: string): string {
  const file = join(ownFolder(appFolder), 'secret')
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (kept.length >= minSecretChars) return kept
  const secret = randomBytes(32).toString('base64url')
  makeOwnFolder(appFolder)
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })
  chmodSync(file, 0o600) // The mode above is not applied to a file that was there.
  return secret
}
