import type { SessionStore, SessionWrite, StoredSession } from './session-store.ts'

interface Entry {
  readonly owner: string
  readonly revision: number
  readonly user: string
  readonly data: Uint8Array
  readonly expiresAtMs: number
}

/**
 * A store in the memory of this process: sessions whose page is away take their bytes instead of their objects, and
 * end with the process.
 *
 * @param maxSessions how many are kept; past that, the one that was written first makes room
 */
export function memory({ maxSessions = 10_000 }: { maxSessions?: number } = {}): SessionStore {
  return new MemoryStore(maxSessions)
}

class MemoryStore implements SessionStore {
  readonly isDurable = false
  /** In the order of their last writes. */
  readonly #entries = new Map<string, Entry>()
  readonly #maxSessions: number

  constructor(maxSessions: number) {
    this.#maxSessions = maxSessions
  }

  async take(key: string, owner: string): Promise<StoredSession | null> {
    const entry = this.#find(key)
    if (!entry) return null
    const revision = entry.revision + (entry.owner === owner ? 0 : 1)
    this.#entries.set(key, { ...entry, owner, revision })
    return { revision, data: entry.data }
  }

  async write(key: string, write: SessionWrite): Promise<boolean> {
    const { owner, revision, user, data, lifetimeMs } = write
    const entry = this.#find(key)
    const isNext = entry ? entry.owner === owner && entry.revision === revision : revision === 0
    if (!isNext) return false
    const expiresAtMs = Date.now() + lifetimeMs
    this.#entries.delete(key)
    // A small buffer is a part of a larger one, all of which it would keep.
    const own = new Uint8Array(data)
    this.#entries.set(key, { owner, revision: revision + 1, user, data: own, expiresAtMs })
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxSessions) break
      this.#entries.delete(oldest)
    }
    return true
  }

  async remove(key: string, owner: string): Promise<void> {
    if (this.#entries.get(key)?.owner === owner) this.#entries.delete(key)
  }

  async removeUser(user: string): Promise<void> {
    for (const [key, entry] of this.#entries) if (entry.user === user) this.#entries.delete(key)
  }

  async close(): Promise<void> {
    this.#entries.clear()
  }

  #find(key: string): Entry | undefined {
    const entry = this.#entries.get(key)
    if (!entry || entry.expiresAtMs > Date.now()) return entry
    this.#entries.delete(key)
    return undefined
  }
}
