import type { Simplify } from './type-tools.ts'
import type { ParamTypes, Word } from './words.ts'

/** The words that a route's pattern knows. */
export type Converter = Extract<Word, 'int' | 'str' | 'slug' | 'uuid' | 'path'>

/** What a pattern takes from an address: `'items/<int:id>/'` → `{ id: number }`. */
export type PatternParams<P extends string> = string extends P
  ? Record<string, any>
  : Simplify<Pieces<P>>

/** `unknown` for a good pattern, else a type that says what is wrong with it. */
export type CheckPattern<P extends string> = P extends `/${string}`
  ? { 'a pattern does not begin with a slash': P }
  : [BadConverter<P>] extends [never]
    ? unknown
    : { 'unknown converter': BadConverter<P>; 'known converters': Converter }

type Pieces<P extends string> = P extends `${string}<${infer Piece}>${infer Rest}`
  ? PieceParams<Piece> & Pieces<Rest>
  : {}

type PieceParams<Piece extends string> = Piece extends `${infer Word}:${infer Name}`
  ? { [K in Name]: Word extends Converter ? ParamTypes[Word] : never }
  : { [K in Piece]: string }

type BadConverter<P extends string> = P extends `${string}<${infer Piece}>${infer Rest}`
  ? PieceConverter<Piece> | BadConverter<Rest>
  : never

type PieceConverter<Piece extends string> = Piece extends `${infer Word}:${string}`
  ? Exclude<Word, Converter>
  : never
