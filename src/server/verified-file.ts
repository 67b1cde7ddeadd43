import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { VerifiedCache } from '../template/verify/verified-cache.ts'
import { makeOwnFolder, ownFolder } from './own-folder.ts'

const maxKeys = 2_000
const maxFileBytes = 100_000

let inUse: VerifiedFile | undefined

/** Has the applications of this process remember in a folder beside them which pages were verified. */
export function rememberVerified(appFolder: string): void {
  inUse = new VerifiedFile(appFolder)
}

/** What this process remembers; nothing unless a command asked for it. */
export function verifiedFile(): VerifiedCache | undefined {
  return inUse
}

/**
 * Keeps the keys of verified pages in `.djust/verified.json`. It saves time and nothing else: a file that cannot be read,
 * or is of another version, counts as empty, and one that cannot be written is done without.
 */
export class VerifiedFile implements VerifiedCache {
  readonly #appFolder: string
  readonly #version: string
  /** Those used last come last. */
  readonly #keys: Set<string>
  #isWriting = false

  constructor(appFolder: string, version = ownVersion()) {
    this.#appFolder = appFolder
    this.#version = version
    this.#keys = new Set(readKeys(this.#path, version))
  }

  get #path(): string {
    return join(ownFolder(this.#appFolder), 'verified.json')
  }

  has(key: string): boolean {
    if (!this.#keys.delete(key)) return false
    this.#keys.add(key)
    return true
  }

  add(key: string): void {
    this.#keys.add(key)
    if (this.#isWriting) return
    this.#isWriting = true
    // All pages of an application are compiled in one go.
    queueMicrotask(() => {
      this.#isWriting = false
      this.#write()
    })
  }

  #write(): void {
    const keys = [...this.#keys].slice(-maxKeys)
    // Another process may read meanwhile, and write.
    const draft = `${this.#path}.${process.pid}`
    try {
      makeOwnFolder(this.#appFolder)
      writeFileSync(draft, `${JSON.stringify({ version: this.#version, keys })}\n`)
      renameSync(draft, this.#path)
    } catch {
      // The next start verifies again.
    }
  }
}

function readKeys(path: string, version: string): string[] {
  try {
    if (statSync(path).size > maxFileBytes) return []
    const kept = JSON.parse(readFileSync(path, 'utf8')) as { version?: unknown; keys?: unknown }
    if (kept.version !== version || !Array.isArray(kept.keys)) return []
    return kept.keys.filter((key): key is string => typeof key === 'string')
  } catch {
    return []
  }
}

function ownVersion(): string {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
