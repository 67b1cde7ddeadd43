import type { Filter } from './filters/filter.ts'
import type { Node, TagExpression } from './nodes.ts'
import {
  type Library,
  outputOrAssign,
  type Parser,
  splitAs,
  type Tag,
  type TagParser,
  usage,
} from './parser.ts'
import { knownNames, paramsOf, type ParamWord, readArguments, signatureOf } from './signature.ts'
import type { TagFunction, TagTools } from './tag-function.ts'
import type { RenderEnv } from './values/env.ts'
import { markSafe, SafeString } from './values/safe-string.ts'

export type { Library } from './parser.ts'

export interface FilterOptions {
  /** Whether the filter takes an argument (default: as many as the function has parameters). */
  readonly argument?: 'none' | 'optional' | 'required'
  /** Whether a safe text stays safe: the filter adds none of `<`, `>`, `'`, `"` and `&` (default: false). */
  readonly isSafe?: boolean
  /** Whether the value is turned into text first (default: false). */
  readonly takesText?: boolean
  /** Whether equal values always give equal results, so that it need not run again (default: false). */
  readonly isPure?: boolean
}

/** @template P the object of arguments that the tag receives */
interface TagOptions<P> {
  /** The parameters, in order: `name`, `name?`, `*rest`, `**others`. */
  readonly params?: readonly ParamWord<Extract<keyof P, string>>[]
  /** Whether the tag may read the names that the template itself has set (default: false). */
  readonly takesContext?: boolean
  /** What the result hangs on beside the arguments (default: on everything). */
  readonly dependsOn?: readonly string[]
  /** Whether equal arguments always give equal results within one page, so that it need not run again (default: false). */
  readonly isPure?: boolean
}

export interface SimpleTagOptions<P> extends TagOptions<P> {
  /** @returns the value; text is escaped where it is shown, `markSafe(…)` is not */
  run(params: P, tools: TagTools): unknown
}

export interface InclusionTagOptions<P> extends TagOptions<P> {
  /** The template that the tag draws. */
  readonly template: string | readonly string[]
  /** @returns the names that the template sees */
  run(params: P, tools: TagTools): Readonly<Record<string, unknown>>
}

export interface BlockTagOptions<P> extends TagOptions<P> {
  /** The tag at the end of the body (default: `end` and the tag's name). */
  readonly end?: string
  /** @param content the rendered body */
  run(content: SafeString, params: P, tools: TagTools): unknown
}

/** Tags and filters of an application, put together one after the other. */
export class LibraryBuilder implements Library {
  readonly tags = new Map<string, TagParser>()
  readonly filters = new Map<string, Filter>()

  /**
   * Adds a filter: `{{ value|name:argument }}`.
   *
   * @param run gives the result; `env` says how the place is drawn, such as `env.autoescape` and `env.locale`
   */
  filter<V, A>(
    name: string,
    run: (value: V, argument: A, env: RenderEnv) => unknown,
    options: FilterOptions = {},
  ): this {
    const argument = options.argument ?? (run.length > 1 ? 'required' : 'none')
    const { isSafe = false, takesText = false, isPure = false } = options
    this.filters.set(newName(name, this.filters), {
      argument,
      isSafe,
      takesText,
      isPure,
      makesSafe: true,
      run: (value, given, env) => {
        const text = takesText && isSafe && value instanceof SafeString ? value.html : value
        return run(text as V, given as A, env)
      },
    })
    return this
  }

  /** Adds a tag that shows a value, or names it: `{% name a b=c as result %}`. */
  simpleTag<P extends object = Record<never, never>>(
    name: string,
    options: SimpleTagOptions<P>,
  ): this {
    return this.#add(name, options, (tag, _parser, call) => {
      const { args, name: as } = splitAs(tag)
      const run = (params: P, tools: TagTools): unknown => options.run(params, tools)
      return outputOrAssign(tag, call(args, run), as)
    })
  }

  /** Adds a tag that draws another template with names of its own. */
  inclusionTag<P extends object = Record<never, never>>(
    name: string,
    options: InclusionTagOptions<P>,
  ): this {
    return this.#add(name, options, (tag, _parser, call) => {
      const run = (params: P, tools: TagTools): SafeString =>
        markSafe(tools.render(options.template, options.run(params, tools)))
      return { kind: 'output', value: call(tag.args, run, { makesMarkup: true }), at: tag.at }
    })
  }

  /** Adds a tag with a body, which it receives rendered: `{% name %}…{% endname %}`. */
  blockTag<P extends object = Record<never, never>>(
    name: string,
    options: BlockTagOptions<P>,
  ): this {
    const end = options.end ?? `end${name}`
    return this.#add(name, options, (tag, parser, call) => {
      const { args, name: as } = splitAs(tag)
      const { nodes: body, end: closing } = parser.parseUntil([end], tag)
      if (closing.args.length > 0) throw usage(closing, `{% ${end} %}`)
      const run = (params: P, tools: TagTools, content: SafeString): unknown =>
        options.run(content, params, tools)
      return {
        kind: 'captured',
        body,
        value: call(args, run, { hasBody: true, makesMarkup: true }),
        as,
        at: tag.at,
      }
    })
  }

  #add<P>(
    name: string,
    { params = [], takesContext = false, isPure = false, dependsOn }: TagOptions<P>,
    parse: (tag: Tag, parser: Parser, call: Call<P>) => Node,
  ): this {
    const signature = signatureOf(params)
    const known = knownNames(signature)
    this.tags.set(newName(name, this.tags), (tag, parser) => {
      const call: Call<P> = (bits, run, { hasBody = false, makesMarkup = false } = {}) => {
        const { args, named: bindings } = readArguments(tag, bits, signature, parser)
        const { at } = tag
        const func: TagFunction = {
          name,
          isPure,
          makesMarkup,
          ...(dependsOn && { dependsOn }),
          run(values, byName, tools) {
            const content = hasBody ? (values[0] as SafeString) : new SafeString('')
            const positional = hasBody ? values.slice(1) : values
            return run(paramsOf(signature, positional, byName, known) as P, tools, content)
          },
        }
        const all = hasBody ? [{ kind: 'body', at } as const, ...args] : args
        return { kind: 'tag', tag: func, args: all, named: bindings, takesContext, at }
      }
      return parse(tag, parser, call)
    })
    return this
  }
}

type Call<P> = (
  bits: Tag['args'],
  run: (params: P, tools: TagTools, content: SafeString) => unknown,
  kind?: { hasBody?: boolean; makesMarkup?: boolean },
) => TagExpression

/**
 * Makes an empty library of tags and filters.
 *
 * ```ts
 * export const shop = library().filter('price', (cents: number) => `${cents / 100} €`)
 * ```
 */
export function library(): LibraryBuilder {
  return new LibraryBuilder()
}

function newName(name: string, known: ReadonlyMap<string, unknown>): string {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))
    throw new TypeError(`"${name}" cannot name a tag or filter. Write letters, digits and "_".`)
  if (known.has(name)) throw new TypeError(`"${name}" is there already. Give one another name.`)
  return name
}
