import { readFileSync } from 'node:fs'

/** What a case was made to do, and what Django made of it. README.md describes the fields. */
export interface Vector {
  readonly test: string
  /** `render`, `compile_error`, or `filter:` and the name of a filter. */
  readonly kind: string
  readonly class: VectorClass
  readonly entry?: string
  readonly templates?: Readonly<Record<string, string>>
  readonly context?: Readonly<Record<string, unknown>>
  readonly args?: readonly unknown[]
  readonly kwargs?: Readonly<Record<string, unknown>>
  readonly options?: VectorOptions
  readonly settings?: Readonly<Record<string, unknown>>
  readonly request?: unknown
  readonly now?: string
  /** What missing variables are shown as; the vector holds for each. */
  readonly string_if_invalid: readonly string[]
  readonly expect: Expectation
  /** The versions that it holds in; all when left out. */
  readonly django?: readonly string[]
  readonly differs_from_5_2?: boolean
}

export type VectorClass = 'portable' | 'needs-fixture' | 'nondeterministic'

export interface VectorOptions {
  readonly autoescape?: boolean
  readonly builtins?: readonly string[]
}

export interface Expectation {
  readonly output?: string
  readonly value?: unknown
  readonly error?: { readonly type: string; readonly message: string | null }
}

interface VectorFile {
  readonly vectors: readonly Vector[]
  /** Settings of all vectors of the file, unless they have their own. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly now?: string
}

export function readVectors(file: string): Vector[] {
  const { vectors, settings, now } = JSON.parse(readFileSync(file, 'utf8')) as VectorFile
  return vectors.map((vector) => ({
    ...vector,
    settings: { ...settings, ...vector.settings },
    ...(now !== undefined && vector.now === undefined && { now }),
  }))
}

/** Whether a vector is only known to hold in a Django later than the one that the engine follows. */
export function isOfLaterDjango({ django }: Vector): boolean {
  return django !== undefined && !django.some((version) => version.startsWith('5.2'))
}
