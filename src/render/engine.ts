import { ConfigError, TemplateError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { type FragmentCache, MemoryFragmentCache } from '../template/fragment-cache.ts'
import type { LoadTemplate, Source } from '../template/template-source.ts'
import { environment, type RenderEnv } from '../template/values/env.ts'
import { settle } from '../template/values/lookup.ts'
import { makeVocabulary, type VocabularyOptions } from '../template/vocabulary.ts'
import { defaultRenderLimits, type RenderLimits } from './budget.ts'
import type { RenderInput } from './render-input.ts'
import { TextParts } from './text-parts.ts'
import { TextTemplates } from './text-templates.ts'
import type { TextProgram } from './text-program.ts'
import type { ReadName } from './variants.ts'

export interface EngineOptions extends VocabularyOptions {
  /** Templates by name; or a function that finds one, and gives null where there is none. */
  readonly templates?: Readonly<Record<string, string>> | ((name: string) => string | null)
  /** What a missing variable shows, `%s` standing for its name (default: nothing). */
  readonly stringIfInvalid?: string
  /** The reader's language and time zone, translations, the clock. */
  readonly env?: Partial<RenderEnv>
  /** Names that every template has. */
  readonly globals?: Readonly<Record<string, unknown>>
  readonly reverse?: RenderInput['reverse']
  readonly staticUrl?: (path: string) => string
  readonly mediaUrl?: (path: string) => string
  readonly cache?: FragmentCache
  readonly limits?: Partial<RenderLimits>
  /** Whether `{% debug %}` shows what it knows (default: false). */
  readonly isDebug?: boolean
}

type Context = Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>

/** Renders templates to text, as Django would: mails, fragments, files. Each is compiled once. */
export class TemplateEngine {
  readonly #options: EngineOptions
  readonly #templates: TextTemplates
  readonly #parts: TextParts
  readonly #cache: FragmentCache
  readonly #limits: RenderLimits

  /** @throws {ConfigError} when `builtins` names a library that is not there */
  constructor(options: EngineOptions = {}) {
    refuseUnknown(options, optionNames, '')
    refuseUnknown(options.env ?? {}, Object.keys(environment()), 'env.')
    const { templates = {}, stringIfInvalid = '' } = options
    this.#options = options
    this.#templates = new TextTemplates({
      load: loader(templates),
      vocabulary: makeVocabulary(options),
      stringIfInvalid,
    })
    this.#parts = new TextParts(this.#templates)
    this.#cache = options.cache ?? new MemoryFragmentCache()
    this.#limits = { ...defaultRenderLimits, ...options.limits }
  }

  /**
   * Renders a template.
   *
   * @param name its name, or several of which the first that exists is taken; `card.html#title` is a partial
   * @param context the names that it sees
   * @throws {TemplateError} when it is missing, cannot be compiled, or a value cannot be shown
   */
  render(name: string | readonly string[], context: Context = {}): string {
    const read = this.#reader(context)
    const names = typeof name === 'string' ? [name] : name
    return this.#run(this.#templates.find(names, '', read), read)
  }

  /** Renders a template that is given as text. */
  renderText(text: string, context: Context = {}): string {
    return this.#run(this.template(text, context), this.#reader(context))
  }

  /**
   * Compiles a template that is given as text: a value for `{% include variable %}`.
   *
   * @param context the names that its `{% extends variable %}` asks for
   */
  template(text: string, context: Context = {}): TextProgram {
    const source: Source = { name: '(text)', file: '(text)', text }
    return this.#templates.ofText(source, this.#reader(context))
  }

  #reader(context: Context): ReadName {
    const { globals = {} } = this.#options
    return (name) => {
      if (context instanceof Map) {
        if (context.has(name)) return settle(undefined, context.get(name))
      } else if (Object.hasOwn(context, name)) {
        return settle(context, (context as Record<string, unknown>)[name])
      }
      return Object.hasOwn(globals, name) ? settle(globals, globals[name]) : undefined
    }
  }

  #run(program: TextProgram, read: ReadName): string {
    const { env, reverse = noRoutes, staticUrl, mediaUrl, isDebug = false } = this.#options
    return program.plain({
      read,
      env: environment(env),
      reverse,
      staticUrl: staticUrl ?? ((path) => `/static/${path}`),
      mediaUrl: mediaUrl ?? ((path) => `/media/${path}`),
      scripts: () => '',
      templates: this.#templates,
      parts: this.#parts,
      cache: this.#cache,
      limits: this.#limits,
      isDebug,
    })
  }
}

let ownEngine: TemplateEngine | undefined

/**
 * Renders a template that is given as text and needs nothing else: no other templates, no routes.
 *
 * @param context the names that it sees
 * @throws {TemplateError} when it cannot be compiled, or a value cannot be shown
 */
export function renderToString(text: string, context: Context = {}): string {
  ownEngine ??= new TemplateEngine()
  return ownEngine.renderText(text, context)
}

const optionNames = [
  'templates',
  'stringIfInvalid',
  'env',
  'globals',
  'reverse',
  'staticUrl',
  'mediaUrl',
  'cache',
  'limits',
  'isDebug',
  'libraries',
  'builtins',
] satisfies (keyof EngineOptions)[]

function refuseUnknown(given: object, known: readonly string[], prefix: string): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue
    throw new ConfigError(
      'unknown_setting',
      `A template engine has no option "${prefix}${name}".${didYouMean(name, known)}`,
    )
  }
}

function noRoutes(route: string): never {
  throw new TemplateError(
    'unknown_route',
    `There is no route "${route}": this engine was made without "reverse".`,
  )
}

function loader(templates: NonNullable<EngineOptions['templates']>): LoadTemplate {
  const find =
    typeof templates === 'function'
      ? templates
      : (name: string) => (Object.hasOwn(templates, name) ? templates[name]! : null)
  return (name, at, skip) => {
    const text = skip?.has(name) ? null : find(name)
    if (text !== null) return { name, file: name, text }
    const known =
      typeof templates === 'function'
        ? ''
        : ` Known are: ${Object.keys(templates).join(', ') || 'none'}.`
    throw new TemplateError('template_not_found', `There is no template "${name}".${known}`, at)
  }
}
