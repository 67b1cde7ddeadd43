import { fieldUsesOf } from '../view/field-uses.ts'
import type { LiveView } from '../view/live-view.ts'
import { copyOf, isSameData } from '../view/plain-data.ts'

/**
 * The fields of one view that its class names in `staticAssigns` and `temporaryAssigns`. The first are read once and then
 * stay what they were; the others are let go of when they are drawn.
 */
export class AssignedFields {
  readonly #fields: Record<string, unknown>
  readonly #fixed: readonly string[]
  readonly #temporary: Readonly<Record<string, unknown>>
  /** What the page reads of the first. */
  readonly #read = new Map<string, unknown>()

  private constructor(view: LiveView) {
    const { fixed, temporary } = fieldUsesOf(view.constructor)
    this.#fields = view as unknown as Record<string, unknown>
    this.#fixed = fixed
    this.#temporary = temporary
  }

  /** Those of a view; null where there are none, as in most. */
  static of(view: LiveView): AssignedFields | null {
    const { fixed, temporary } = fieldUsesOf(view.constructor)
    const isPlain = fixed.length === 0 && Object.keys(temporary).length === 0
    return isPlain ? null : new AssignedFields(view)
  }

  /** Whether a field is to stay what it is when it is first read. */
  isFixed(name: string): boolean {
    return this.#fixed.includes(name)
  }

  /** Reads names as the page does. @param read gives what they are now */
  reading(read: (name: string) => unknown): (name: string) => unknown {
    return (name) => {
      if (!this.isFixed(name)) return read(name)
      if (!this.#read.has(name)) this.#read.set(name, read(name))
      return this.#read.get(name)
    }
  }

  /** Whether a field is what it goes back to, so that its places keep what they show. */
  rests(name: string): boolean {
    return Object.hasOwn(this.#temporary, name) && this.#isResting(name)
  }

  #isResting(name: string): boolean {
    return isSameData(this.#fields[name], this.#temporary[name])
  }

  /** Lets go of what was drawn. */
  letGo(): void {
    for (const [name, value] of Object.entries(this.#temporary))
      if (!this.#isResting(name)) this.#fields[name] = copyOf(value)
  }

  /** The page was not drawn for anybody: what it reads is not fixed yet. */
  forget(): void {
    this.#read.clear()
  }

  /** Those that are to stay: what the page shows, and what they are now. */
  drawnOnce(): { name: string; first: unknown; now: unknown }[] {
    return [...this.#read].map(([name, first]) => ({ name, first, now: this.#fields[name] }))
  }
}
