import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { PatternParams } from './pattern-types.ts'
import type { Simplify } from './type-tools.ts'
import type { ParamTypes, Word } from './words.ts'

/** The parameters of a handler in words; a `?` after the word makes one optional. */
export type ParamShape = { readonly [name: string]: Word | `${Word}?` }

/** What the `params` of a handler may be: words, or a schema that speaks Standard Schema. */
export type ParamSchema = StandardSchemaV1 | ParamShape

/** The parameters that a handler receives once its schema has accepted them. */
export type Params<S> = S extends StandardSchemaV1
  ? StandardSchemaV1.InferOutput<S>
  : S extends string
    ? PatternParams<S>
    : S extends ParamShape
      ? ShapeOutput<S>
      : never

/** What a handler receives that states these `params`, or none. */
export type Given<S> = [S] extends [ParamSchema] ? Params<S> : ParamsWithoutSchema

/**
 * What events carry by themselves. A handler without `params` may read these and nothing else; what
 * an event does not have is empty, or false.
 */
export interface ParamsWithoutSchema {
  /** The value of the field that the event came from. */
  value: string
  /** Whether that field is checked. */
  checked: boolean
  /** The key that was pressed, as in `KeyboardEvent.key`. */
  key: string
  /** The key's place, as in `KeyboardEvent.code`. */
  code: string
  /** The name of the field that the event came from. */
  field: string
  /** The id of the component that the event came from. */
  componentId: string
  /** The name of the field, or of the button that submitted a form. */
  _target: string
}

type ShapeOutput<S> = Simplify<
  { -readonly [K in keyof S as S[K] extends `${string}?` ? never : K]: WordType<S[K]> } & {
    -readonly [K in keyof S as S[K] extends `${string}?` ? K : never]?: WordType<S[K]>
  }
>

type WordType<W> = W extends `${infer Required extends Word}?`
  ? ParamTypes[Required]
  : W extends Word
    ? ParamTypes[W]
    : never
