import { type Piece, source } from './piece.ts'

/** A value of a context in its JSON spelling, which test/conformance/README.md describes. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json }

/** Templates and what they are rendered with. */
export interface FuzzCase {
  readonly templates: Readonly<Record<string, Piece>>
  /** The name of the template that is rendered. */
  readonly entry: string
  readonly context: Readonly<Record<string, Json>>
  readonly autoescape: boolean
  readonly stringIfInvalid: string
}

/** A case in the form of conformance vectors, without what is expected. */
export interface Vector {
  readonly kind: 'render'
  readonly templates: Readonly<Record<string, string>>
  readonly entry: string
  readonly context: Readonly<Record<string, Json>>
  readonly options: { readonly autoescape: boolean }
  readonly string_if_invalid: string
}

export function toVector({
  templates,
  entry,
  context,
  autoescape,
  stringIfInvalid,
}: FuzzCase): Vector {
  return {
    kind: 'render',
    templates: Object.fromEntries(
      Object.entries(templates).map(([name, piece]) => [name, source(piece)]),
    ),
    entry,
    context,
    options: { autoescape },
    string_if_invalid: stringIfInvalid,
  }
}
