/** A file that came whole, with a form. What is in it may be read until the form is answered. */
export interface PostedFile {
  /** What its browser calls it. */
  readonly name: string
  readonly type: string
  /** In bytes. */
  readonly size: number
  stream(): AsyncIterable<Uint8Array>
}
