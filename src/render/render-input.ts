import type { Location } from '../shared/location.ts'
import type { Part } from '../shared/part.ts'
import type { FragmentCache } from '../template/fragment-cache.ts'
import type { RenderEnv } from '../template/values/env.ts'
import type { Patch, Values } from '../wire/patch.ts'
import type { Budget, RenderLimits } from './budget.ts'

/** Stands for the value of what is no plain field. */
export const notAField = Symbol('not a field')

/** What a page is drawn with. */
export interface RenderInput {
  /** Gives the value of a name of the page; asked at most once per render. */
  read(name: string): unknown
  /** Whether a temporary field has not been set since the last render. */
  rests?(name: string): boolean
  /** The value of a name that is a plain field; `notAField` for all else, which would have to be computed. */
  field?(name: string): unknown
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
  /** Draws components. */
  readonly parts: PartSource
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

/** A compiled template of a component, which draws it as a part of a page. */
export interface PartTemplate extends Drawable {
  /** Names the layout. */
  readonly fingerprint: string
  paintPart(input: RenderInput, record: unknown[], budget: Budget): string
  fillPart(input: RenderInput, record: unknown[], budget: Budget): Values
  diffPart(input: RenderInput, record: unknown[], journal: unknown[], budget: Budget): Patch | null
}

/** What a component is drawn with. */
export interface OpenedPart<T extends Drawable = Drawable> {
  readonly template: T
  readonly input: RenderInput
  /** The same for components that may take each other's place, because their values are all that they are. */
  readonly identity: object
}

/** Finds what draws components. */
export interface PartSource {
  /**
   * For a page without anchors, or a text.
   *
   * @param input what the template around it is drawn with
   * @returns null while the component is not ready; nothing is shown then, and the render is thrown away
   */
  openPlain(part: Part, input: RenderInput): OpenedPart | null
  /**
   * Makes a component that a template names, or gives the one that is in that place already.
   *
   * @param place what tells it from others of the name
   */
  make(name: string, props: Readonly<Record<string, unknown>>, place: readonly unknown[]): Part
  /** For the live part of a page. */
  open(part: Part, input: RenderInput): OpenedPart<PartTemplate> | null
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
