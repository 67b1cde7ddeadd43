import type { OpenChannel } from './channel.ts'

/** What a store keeps of one session, as bytes that only the application can read. */
export interface StoredSession {
  /** How often it has been written, or taken by another owner. */
  readonly revision: number
  readonly data: Uint8Array
}

export interface SessionWrite {
  /** The process that writes. */
  readonly owner: string
  /** The revision that this owner wrote or took before; 0 for a session that was never stored. */
  readonly revision: number
  /** Whose session it is; empty when nobody is logged in. */
  readonly user: string
  readonly data: Uint8Array
  /** When it may be forgotten, counted from now. */
  readonly lifetimeMs: number
}

/**
 * Keeps sessions beyond their connection, and, where it is a file or a server of its own, beyond their process.
 *
 * A session has one owner. Whoever takes it may write it from then on, and whoever had it before may not: every write
 * is refused unless owner and revision are those that the store knows. So of two processes that both believe to have a
 * session, one finds out before anybody is told what it did.
 */
export interface SessionStore {
  /** Whether what is stored is still there after this process. */
  readonly isDurable: boolean
  /**
   * Takes a session over. Where it had another owner that makes a new revision: whoever had it finds out, though nothing
   * was written, that its page may have been shown something else meanwhile.
   *
   * @returns what was written last, or null when there is none or its lifetime is over
   */
  take(key: string, owner: string): Promise<StoredSession | null>
  /** Writes a session, as its next revision. @returns false when it belongs to another owner, or is gone */
  write(key: string, write: SessionWrite): Promise<boolean>
  /** Forgets a session, unless it belongs to another owner. */
  remove(key: string, owner: string): Promise<void>
  /** Forgets all sessions of a user. */
  removeUser(user: string): Promise<void>
  /** Opens what carries messages between the processes that share the store; missing where it cannot. */
  readonly openChannel?: OpenChannel
  close(): Promise<void>
}
