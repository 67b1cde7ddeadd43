import type { Location } from '../shared/location.ts'
import type { FragmentCache } from '../template/fragment-cache.ts'
import type { RenderEnv } from '../template/values/env.ts'
import type { Budget, RenderLimits } from './budget.ts'

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
  mediaUrl(path: string): string
  /** The markup that `{% djust_scripts %}` stands for. */
  scripts(): string
  /** Templates that are known by name only while a page is drawn. */
  readonly templates: TemplateSource
  /** Keeps what `{% cache %}` has drawn. */
  readonly cache: FragmentCache
  readonly limits: RenderLimits
  /** Whether `{% debug %}` shows what it knows. */
  readonly isDebug: boolean
  /** Called for a `dj-key` that is missing or given twice. @param at the attribute */
  onBadKey?(at: Location, key: unknown): void
}

/** A template that can be drawn as a text: what `{% include variable %}` may find in a variable. */
export abstract class Drawable {
  /** @param budget that of the render in which this one takes place */
  abstract plain(input: RenderInput, budget?: Budget): string
}

export interface TemplateSource {
  /**
   * The first of some templates that exists.
   *
   * @param base the template that names them, for names that begin with `./`
   * @param read gives the names that `{% extends variable %}` asks for
   */
  find(names: readonly string[], base: string, read: (name: string) => unknown): Drawable
}
