import type { Part } from './part.ts'

/** Gives the pieces of a page that a form's fields are drawn as. */
export const liveFields = Symbol('djust.liveFields')

/** What `{% live_field %}` and its like draw: a form, or one row of a list in it. */
export interface HasLiveFields {
  readonly [liveFields]: LiveFields
}

export interface LiveFields {
  /**
   * A field with its label, help and error.
   *
   * @param options by name, as the tag has them
   */
  field(name: string, options: Readonly<Record<string, unknown>>): Part | ''
  /** What is wrong with a field, or with the form as a whole. */
  errors(name: string | null): Part | ''
  /** The rows of a list, each with fields of its own. */
  rows(name: string): readonly HasLiveFields[]
}
