import type { SessionStore, SessionWrite, StoredSession } from '../../src/store/session-store.ts'

/** A call of the store that is not over yet. */
export interface StoreCall {
  readonly name: string
  /** Whether the store has done it, and its answer is on the way. */
  readonly isDone: boolean
  /** It reaches the store. */
  reach(): void
  /** It fails, whether the store has done it or not. */
  fail(): void
  /** Its answer arrives. */
  answer(): void
}

/** How one process reaches the store that it shares with others: slowly, and not always. */
export class StoreLine implements SessionStore {
  readonly isDurable = true
  readonly calls: StoreCall[] = []
  readonly #store: SessionStore
  /** Whether calls take time. */
  readonly #isSlow: boolean
  #count = 0

  constructor(store: SessionStore, isSlow: boolean) {
    this.#store = store
    this.#isSlow = isSlow
  }

  take(key: string, owner: string): Promise<StoredSession | null> {
    return this.#call('take', () => this.#store.take(key, owner))
  }

  write(key: string, write: SessionWrite): Promise<boolean> {
    return this.#call('write', () => this.#store.write(key, write))
  }

  remove(key: string, owner: string): Promise<void> {
    return this.#call('remove', () => this.#store.remove(key, owner))
  }

  removeUser(user: string): Promise<void> {
    return this.#store.removeUser(user)
  }

  async close(): Promise<void> {}

  #call<T>(what: string, run: () => Promise<T>): Promise<T> {
    if (!this.#isSlow) return run()
    const name = `${what} ${++this.#count}`
    return new Promise<T>((resolve, reject) => {
      let running: Promise<T> | null = null
      const end = (): void => void this.calls.splice(this.calls.indexOf(call), 1)
      const call: StoreCall = {
        name,
        get isDone() {
          return running !== null
        },
        reach: () => void (running = run()),
        fail() {
          end()
          reject(new Error(`${name} failed`))
        },
        answer() {
          end()
          resolve(running!)
        },
      }
      this.calls.push(call)
    })
  }
}
