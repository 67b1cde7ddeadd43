/** A place in a template. */
export interface Location {
  readonly file: string
  /** The whole text of the template. */
  readonly source: string
  /** Where it begins and ends, in UTF-16 units from the start of `source`. */
  readonly start: number
  readonly end: number
}
