import { TemplateError } from '../shared/errors.ts'
import type { Part } from '../shared/part.ts'
import type { FragmentCache } from '../template/fragment-cache.ts'
import type { TagTools } from '../template/tag-function.ts'
import type { RenderEnv } from '../template/values/env.ts'
import { SafeString } from '../template/values/safe-string.ts'
import type { Budget } from './budget.ts'
import { Drawable, type RenderInput } from './render-input.ts'

/** The names of the template where a tag stands. */
export interface TagScope {
  readonly names: Readonly<Record<string, unknown>>
  /** Whether the names of the page are out of reach. */
  readonly only: boolean
}

/** The render in which a tag runs. */
interface Render {
  readonly input: RenderInput
  readonly budget: Budget
  readonly stringIfInvalid: string
  read(name: string): unknown
}

interface ToolsOf {
  readonly render: Render
  /** The environment of the place where the tag stands. */
  readonly env: RenderEnv
  /** Null for a tag that does not ask for the names of the template. */
  readonly scope: TagScope | null
}

type Names = Readonly<Record<string, unknown>>

/** What a tag may use while it runs. */
export class Tools implements TagTools {
  readonly env: RenderEnv
  readonly #context: Render
  readonly #scope: TagScope | null

  constructor({ render, env, scope }: ToolsOf) {
    this.#context = render
    this.env = env
    this.#scope = scope
  }

  get isDebug(): boolean {
    return this.#context.input.isDebug
  }

  get stringIfInvalid(): string {
    return this.#context.stringIfInvalid
  }

  get cache(): FragmentCache {
    return this.#context.input.cache
  }

  get ownNames(): readonly string[] {
    return Object.keys(this.#scope?.names ?? {})
  }

  read = (name: string): unknown => {
    const own = this.#scope?.names
    if (own && Object.hasOwn(own, name)) return own[name]
    return this.#scope?.only ? undefined : this.#context.read(name)
  }

  reverse = (route: string, positional: readonly unknown[], named: Names): string =>
    this.#context.input.reverse(route, positional, named)

  staticUrl = (path: string): string => this.#context.input.staticUrl(path)

  mediaUrl = (path: string): string => this.#context.input.mediaUrl(path)

  component = (name: string, props: Names, place: readonly unknown[]): Part =>
    this.#context.input.parts.make(name, props, place)

  render(template: string | readonly string[], names: Names, env = this.env): string {
    const read = (name: string): unknown => {
      if (Object.hasOwn(names, name)) return names[name]
      return name === 'csrf_token' ? this.#context.read(name) : undefined
    }
    return this.#run(this.#find(template, '', read), read, env)
  }

  include(template: unknown, base: string, names: Names, only: boolean): string {
    const read = (name: string): unknown => {
      if (Object.hasOwn(names, name)) return names[name] === undefined ? '' : names[name]
      if (only) return name === 'csrf_token' ? this.#context.read(name) : undefined
      return this.read(name)
    }
    return this.#run(this.#find(template, base, read), read, this.env)
  }

  #find(template: unknown, base: string, read: (name: string) => unknown): Drawable {
    if (template instanceof Drawable) return template
    const list: readonly unknown[] = Array.isArray(template) ? template : [template]
    const names = list.map((name) => (name instanceof SafeString ? name.html : name))
    if (names.length > 0 && names.every((name) => typeof name === 'string' && name !== ''))
      return this.#context.input.templates.find(names as string[], base, read)
    throw new TemplateError(
      'include_no_name',
      '{% include %} needs the name of a template here, and the variable holds none. Set it in the view, or put {% if %} around the tag.',
    )
  }

  #run(program: Drawable, read: (name: string) => unknown, env: RenderEnv): string {
    const { input, budget } = this.#context
    return budget.inside(() => program.plain({ ...input, read, env }, budget))
  }
}
