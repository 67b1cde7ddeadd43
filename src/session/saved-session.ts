import { UnstorableFieldError } from '../state/encode-state.ts'
import type { ViewStatics } from '../view/view-options.ts'
import { fingerprint } from '../shared/fingerprint.ts'
import type { Site } from './site.ts'
import {
  decodeSnapshot,
  encodeSnapshot,
  restOfNothing,
  type SessionRest,
  type Snapshot,
  type StoredParts,
} from './snapshot.ts'
import type { Durability, Vault } from './vault.ts'

/** What became of a session that was to be stored. */
export type Saving =
  | 'kept'
  /** It belongs to another process now, or was ended from outside. */
  | 'lost'
  /** The store does not work. */
  | 'failed'

/** What is stored of a session, and for whom. */
export interface SessionContent {
  readonly view: object
  readonly parts: StoredParts
  /** What is stored beside the fields of the view. */
  readonly rest: SessionRest
  readonly user: string
}

/** What authors were told that cannot be stored, by their classes. */
const reported = new WeakMap<object, Set<string>>()

/** One session as it stands in the store. */
export class SavedSession {
  readonly #vault: Vault
  readonly #log: (message: string, error: unknown) => void
  /** In the store. */
  readonly name: string
  #revision = 0
  /** The last write, as long as it takes. */
  #writing: Promise<unknown> | null = null
  /** What was written last, so that nothing is written twice. */
  #written = ''

  /** @param name in the store */
  constructor({ vault, log }: Pick<Site, 'vault' | 'log'>, name: string) {
    this.#vault = vault
    this.#log = log
    this.name = name
  }

  get durability(): Durability {
    return this.#vault.durability
  }

  /**
   * Takes it over from whoever had it.
   *
   * @param isCurrent whether a snapshot is of the page that is asked for
   * @returns null when nothing is stored that can be gone on with
   */
  async take(isCurrent: (from: Snapshot) => boolean): Promise<Snapshot | null> {
    const { store, owner, unseal } = this.#vault
    const stored = await store.take(this.name, owner)
    if (!stored) return null
    this.#revision = stored.revision
    try {
      const text = unseal(stored.data, this.name)
      const snapshot = text === null ? null : decodeSnapshot(text)
      if (snapshot && isCurrent(snapshot)) return snapshot
    } catch (error) {
      this.#log('A page cannot go on from what is stored, and begins anew', error)
    }
    await this.forget()
    return null
  }

  /** Whether nobody else has gone on with it since it was here. */
  async isOurs(): Promise<boolean> {
    const { store, owner, durability } = this.#vault
    if (!store.isDurable) return true
    const before = this.#revision
    try {
      const found = (await store.take(this.name, owner))?.revision ?? 0
      // Turns may have written meanwhile, before or behind that.
      await this.#writing?.catch(() => {})
      return found >= before && found <= this.#revision
    } catch (error) {
      this.#log('The store of sessions does not work', error)
      // What was not stored before the answers would be lost if it was not gone on with.
      if (durability !== 'beforeReply') return true
      throw error
    }
  }

  async save({ view, parts, rest, user }: SessionContent): Promise<Saving> {
    const text = this.#encode(view, rest, parts)
    const mark = text && fingerprint(text)
    if (text === null || mark === this.#written) return 'kept'
    const { store, owner, lifetimeMs, seal } = this.#vault
    const data = seal(text, this.name)
    const revision = this.#revision
    try {
      const writing = store.write(this.name, { owner, revision, user, data, lifetimeMs })
      this.#writing = writing
      if (!(await writing)) return 'lost'
    } catch (error) {
      this.#log('The store of sessions does not work', error)
      return 'failed'
    } finally {
      this.#writing = null
    }
    this.#revision = revision + 1
    this.#written = mark!
    return 'kept'
  }

  /**
   * Tells the author of a field that could not be stored, before it comes to that.
   *
   * @throws {StateError} where that is a mistake
   */
  check(view: object, parts: StoredParts): void {
    if (this.isStrictFor(view)) encodeSnapshot(view, restOfNothing, parts)
    else this.#encode(view, restOfNothing, parts)
  }

  /** Whether a field of a view that cannot be stored is a mistake. */
  isStrictFor(view: object): boolean {
    return (view.constructor as ViewStatics).strictSerialization ?? this.#vault.isStrict
  }

  async forget(): Promise<void> {
    this.#revision = 0
    this.#written = ''
    try {
      await this.#vault.store.remove(this.name, this.#vault.owner)
    } catch (error) {
      this.#log('The store of sessions does not work', error)
    }
  }

  /** @returns null when it cannot be stored; what that is about is said once for each class where it matters */
  #encode(view: object, rest: SessionRest, parts: StoredParts): string | null {
    try {
      return encodeSnapshot(view, rest, parts, (error) =>
        this.#report(view, error, `A field of ${view.constructor.name} is not stored`),
      )
    } catch (error) {
      this.#report(view, error, `${view.constructor.name} cannot go on in another process`)
      return null
    }
  }

  #report({ constructor: View }: object, error: unknown, what: string): void {
    if (!this.#vault.store.isDurable) return
    const about = error instanceof UnstorableFieldError ? error.field : ''
    const known = reported.get(View) ?? new Set()
    if (known.has(about)) return
    reported.set(View, known.add(about))
    this.#log(what, error)
  }
}
