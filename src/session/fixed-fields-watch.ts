import { DjustError } from '../shared/errors.ts'
import { encodeState } from '../state/encode-state.ts'
import type { AssignedFields } from './assigned-fields.ts'

/** Notices that a field of `staticAssigns` is changed, which the page does not show. */
export class FixedFieldsWatch {
  readonly #fields: AssignedFields
  readonly #viewName: string
  /** What each was when it was first drawn, as text. */
  readonly #before = new Map<string, string | null>()
  readonly #reported = new Set<string>()

  constructor(fields: AssignedFields, viewName: string) {
    this.#fields = fields
    this.#viewName = viewName
  }

  /** Whether one has changed, so that the page cannot be what a new one would be. */
  get hasChanged(): boolean {
    return this.#reported.size > 0
  }

  /** @returns what to tell the author, the first time that a field is another one */
  look(): DjustError | null {
    for (const { name, first, now } of this.#fields.drawnOnce()) {
      const text = textOf(now)
      if (!this.#before.has(name)) this.#before.set(name, Object.is(first, now) ? text : null)
      const isSame = Object.is(first, now) && text === this.#before.get(name)
      if (isSame || this.#reported.has(name)) continue
      this.#reported.add(name)
      return new DjustError(
        'static_changed',
        `${this.#viewName}.${name} is in staticAssigns and has changed. The page goes on showing what it was at first. ` +
          `Take "${name}" out of staticAssigns if it is to be shown again.`,
      )
    }
    return null
  }
}

/** A value as text, by which a change in place is seen; null for what cannot be written. */
function textOf(value: unknown): string | null {
  try {
    return encodeState({ value })
  } catch {
    return null
  }
}
