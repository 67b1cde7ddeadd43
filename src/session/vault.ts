import type { SessionStore } from '../store/session-store.ts'

/** When a session is written to its store. */
export type Durability =
  /** Once its page is away, and when the process ends: after a crash the page begins anew. */
  | 'memory'
  /** Also after each turn, behind its answer: a crash may take back the last ones. */
  | 'afterReply'
  /** Also in each turn, before its answer: what was answered is never lost, and never done twice. */
  | 'beforeReply'

/** Where sessions are stored, and how. */
export interface Vault {
  readonly store: SessionStore
  readonly durability: Durability
  /** Names this process. */
  readonly owner: string
  readonly lifetimeMs: number
  /** Whether a field that cannot be stored is a mistake, and not just left out. */
  readonly isStrict: boolean
  seal(text: string, purpose: string): Uint8Array
  unseal(data: Uint8Array, purpose: string): string | null
}
