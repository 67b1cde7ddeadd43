import type { SessionStore } from '../store/session-store.ts'
import { hashOf } from './session-id.ts'
import { userNameOf } from './user-name.ts'

/** What names a user in their session. */
export type UserId = string | number

/** What is stored for a browser. */
export interface BrowserRecord {
  readonly userId: UserId | null
  readonly revision: number
  /** What the application keeps, as texts by their keys. */
  readonly values: Readonly<Record<string, string>>
}

/** What the sessions of browsers need of their application. */
export interface BrowserVault {
  readonly store: SessionStore
  /** How long a session is kept after its last change. */
  readonly lifetimeMs: number
  seal(text: string, purpose: string): Uint8Array
  unseal(data: Uint8Array, purpose: string): string | null
}

/** All processes share these sessions, so none owns one. */
const owner = 'all'

/** The sessions of browsers as they stand in the store. */
export class BrowserRecords {
  readonly #vault: BrowserVault

  constructor(vault: BrowserVault) {
    this.#vault = vault
  }

  async read(id: string): Promise<BrowserRecord | null> {
    const name = nameOf(id)
    const stored = await this.#vault.store.take(name, owner)
    if (!stored) return null
    const text = this.#vault.unseal(stored.data, name)
    if (text !== null) return { ...JSON.parse(text), revision: stored.revision }
    // Of another secret: nobody will read it again.
    await this.remove(id)
    return null
  }

  /** @returns false when it was changed since that revision, or is gone */
  write(id: string, revision: number, record: Omit<BrowserRecord, 'revision'>): Promise<boolean> {
    const name = nameOf(id)
    const { store, lifetimeMs, seal } = this.#vault
    const user = record.userId === null ? '' : userNameOf(record.userId)
    const data = seal(JSON.stringify(record), name)
    return store.write(name, { owner, revision, user, data, lifetimeMs })
  }

  remove(id: string): Promise<void> {
    return this.#vault.store.remove(nameOf(id), owner)
  }
}

/** Who reads the names in a store still does not know the cookies. */
function nameOf(id: string): string {
  return hashOf(`browser ${id}`)
}
