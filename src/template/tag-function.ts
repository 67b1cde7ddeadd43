import type { Part } from '../shared/part.ts'
import type { RenderEnv } from './values/env.ts'
import type { FragmentCache } from './fragment-cache.ts'

/** What a tag computes while a page is drawn. */
export interface TagFunction {
  readonly name: string
  /**
   * The names and paths that the result hangs on beside its arguments, such as `user.name`. Left out, it counts as
   * hanging on everything.
   */
  readonly dependsOn?: readonly string[]
  /**
   * Whether its arguments and `dependsOn` are all that the result hangs on within one page: not the clock, nor chance,
   * nor what it finds elsewhere.
   */
  readonly isPure?: boolean
  /** Whether each argument is a function that gives the value, so that it is evaluated only when it is asked for. */
  readonly isLazy?: boolean
  /** Whether the result is missing where the first argument is, so that no filter runs on it. */
  readonly passesMissing?: boolean
  /**
   * Whether the result belongs to the place of the tag: behind its own arguments it gets the number of the tag in the
   * template, and the items of the loops around it.
   */
  readonly hasPlace?: boolean
  /** Whether the result is markup that stands nowhere in the template itself. */
  readonly makesMarkup?: boolean
  /** Whether its named arguments become names of a template, in which a text that this one spells is safe. */
  readonly givesNames?: boolean
  /** Whether its body is kept and shown to other readers, so that nothing of one reader's own may stand in it. */
  readonly keepsBody?: boolean
  /** Whether an undefined result leaves the name behind `as` what it was. */
  readonly maySetNothing?: boolean
  /** Whether a missing argument stays missing where `stringIfInvalid` is set. */
  readonly takesMissing?: boolean
  /**
   * @param args the positional arguments; undefined for a missing variable
   * @param named the arguments given by name
   * @returns the value; text is escaped where it is shown, a `SafeString` is not
   */
  run(args: readonly unknown[], named: Readonly<Record<string, unknown>>, tools: TagTools): unknown
}

/** What a tag may use while it runs. */
export interface TagTools {
  /** The environment of the place where the tag stands. */
  readonly env: RenderEnv
  readonly isDebug: boolean
  /** What a missing variable shows; empty in most applications. */
  readonly stringIfInvalid: string
  readonly cache: FragmentCache
  /** The value of a name as the template sees it. */
  read(name: string): unknown
  /** The names of the template itself: those of `{% with %}` and `{% for %}`, not those of the page. */
  readonly ownNames: readonly string[]
  /** The address of a route. @throws when there is none that fits */
  reverse(
    route: string,
    positional: readonly unknown[],
    named: Readonly<Record<string, unknown>>,
  ): string
  staticUrl(path: string): string
  mediaUrl(path: string): string
  /**
   * A component by its name. One with a state is the same each time in the same place.
   *
   * @param place what tells it from others of the name
   */
  component(name: string, props: Readonly<Record<string, unknown>>, place: readonly unknown[]): Part
  /**
   * Renders another template.
   *
   * @param template its name, or several of which the first that exists is taken
   * @param names what it sees, in place of the names of this one
   * @returns its markup
   */
  render(
    template: string | readonly string[],
    names: Readonly<Record<string, unknown>>,
    env?: RenderEnv,
  ): string
  /**
   * Renders what an `{% include variable %}` stands for.
   *
   * @param template a name, several names, or a template
   * @param base the template that it stands in, for names that begin with `./`
   */
  include(
    template: unknown,
    base: string,
    names: Readonly<Record<string, unknown>>,
    only: boolean,
  ): string
}
