/** Gives what draws a part. */
export const describePart = Symbol('djust.describePart')

/**
 * A value that templates show as a piece of the page with values of its own: a component. It is neither text nor
 * markup, so that it is drawn by its own template wherever it stands.
 */
export abstract class Part {
  abstract [describePart](): PartDescription
}

/** What a part is drawn from where no page holds it: in a mail, or a text. */
export interface PartDescription {
  /** Names its class, in messages. */
  readonly name: string
  readonly template:
    | { readonly kind: 'file'; readonly name: string }
    | { readonly kind: 'text'; readonly text: string }
  /** The value of a name in its template. */
  read(name: string): unknown
}
