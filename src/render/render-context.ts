import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import type { RenderEnv } from '../template/values/env.ts'
import { SafeString } from '../template/values/safe-string.ts'

/** What a page is drawn with. */
export interface RenderInput {
  /** Gives the value of a name of the page; asked at most once per render. */
  read(name: string): unknown
  readonly env: RenderEnv
  /** The address of a route. @throws when it does not fit */
  reverse(
    route: string,
    positional: readonly unknown[],
    named: Readonly<Record<string, unknown>>,
  ): string
  staticUrl(path: string): string
  /** The markup that `{% djust_scripts %}` stands for. */
  scripts(): string
  /** Called for a `dj-key` that is missing or given twice. @param at the attribute */
  onBadKey?(at: Location, key: unknown): void
}

/** How deep a template may include itself. */
const maxDepth = 100

/** One render: what generated code asks while it runs. */
export class RenderContext {
  readonly env: RenderEnv
  /** In traced code: the place of the value that is being evaluated. */
  at = -1
  readonly #input: RenderInput
  readonly #names: readonly string[]
  readonly #places: readonly Location[]
  readonly #read: unknown[]
  #depth = 0

  constructor(input: RenderInput, names: readonly string[], places: readonly Location[]) {
    this.env = input.env
    this.#input = input
    this.#names = names
    this.#places = places
    this.#read = new Array(names.length).fill(unread)
  }

  /** The value of a name, read once per render. */
  g(index: number): unknown {
    const known = this.#read[index]
    if (known !== unread) return known
    const value = this.#input.read(this.#names[index]!)
    this.#read[index] = value
    return value
  }

  url(
    route: unknown,
    positional: readonly unknown[],
    named: Readonly<Record<string, unknown>>,
    quiet: boolean,
  ): string {
    try {
      return this.#input.reverse(String(route), positional, named)
    } catch (error) {
      if (quiet) return ''
      throw error
    }
  }

  staticUrl(path: unknown): string {
    return this.#input.staticUrl(String(path))
  }

  scripts(): SafeString {
    return new SafeString(this.#input.scripts())
  }

  enter(): void {
    if (++this.#depth <= maxDepth) return
    throw new TemplateError(
      'include_too_deep',
      `A template includes itself more than ${maxDepth} times. Is there an end to the data it walks?`,
    )
  }

  leave(): void {
    this.#depth--
  }

  reportKey(place: number, key: unknown): void {
    this.#input.onBadKey?.(this.#places[place]!, key)
  }
}

const unread = Symbol('unread')
