import {
  type EngineOptions,
  type FragmentCache,
  MemoryFragmentCache,
  TemplateEngine,
  TemplateError,
} from '../../src/template.ts'
import { applyFilter, filters } from '../../src/template/filters/index.ts'
import { Catalogs, type LocaleFile } from '../../src/template/i18n/catalogs.ts'
import { languageInfo } from '../../src/template/i18n/languages.ts'
import { parsePluralForms } from '../../src/template/i18n/plural-forms.ts'
import { environment, type RenderEnv } from '../../src/template/values/env.ts'
import { encode } from './encode.ts'
import { fixtureLibraries, fixtureTemplates } from './fixtures/libraries.ts'
import { FixtureError } from './fixtures/objects.ts'
import { ownObject } from './fixtures/own-objects.ts'
import { reverse } from './fixtures/routes.ts'
import { decode, type DecodeOptions, instantOf } from './values.ts'
import type { Vector } from './vectors.ts'

/** What became of a vector. */
export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly stringIfInvalid: string; readonly got: string }

/** The settings of Django's own tests, from which shared vectors say where they differ. */
const otherSettings = {
  TIME_ZONE: 'America/Chicago',
  USE_TZ: false,
  LANGUAGE_CODE: 'en-us',
  STATIC_URL: '/static/',
  MEDIA_URL: '/media/',
}

/** Languages that a reader can choose where settings do not say. */
const languages = ['ar', 'de', 'en', 'es', 'fi', 'fr', 'he', 'it', 'nl', 'pl', 'ru']

type Attempt = { readonly value: unknown } | { readonly error: unknown }

/** Does what vectors say, and compares. Those of Django's tests for the cache share one. */
export class VectorRunner {
  readonly #sharedCache = new MemoryFragmentCache()

  /** Runs a vector once for each of its texts for missing variables. */
  run(vector: Vector): Outcome {
    for (const stringIfInvalid of vector.string_if_invalid) {
      const got = this.#attempt(vector, stringIfInvalid)
      if (!agrees(vector, got)) return { kind: 'failed', stringIfInvalid, got: shown(got) }
    }
    return { kind: 'passed' }
  }

  #attempt(vector: Vector, stringIfInvalid: string): Attempt {
    try {
      const name = /^filter:(.*)/.exec(vector.kind)?.[1]
      if (name !== undefined) return { value: callFilter(vector, name) }
      const isShared = vector.test.includes('.CacheTagTests.')
      const cache = isShared ? this.#sharedCache : new MemoryFragmentCache()
      return { value: render(vector, stringIfInvalid, cache) }
    } catch (error) {
      return { error }
    }
  }
}

function render(vector: Vector, stringIfInvalid: string, cache: FragmentCache): string {
  const engine = new TemplateEngine(engineOptions(vector, stringIfInvalid, cache))
  return engine.render(vector.entry!, contextOf(vector, engine))
}

/** What a vector's templates are rendered with. */
export function engineOptions(
  vector: Vector,
  stringIfInvalid: string,
  cache: FragmentCache,
): EngineOptions & { templates: Readonly<Record<string, string>>; env: RenderEnv } {
  const settings = settingsOf(vector)
  const builtins = vector.options?.builtins
  return {
    templates: { ...fixtureTemplates, ...vector.templates },
    stringIfInvalid,
    libraries: fixtureLibraries,
    ...(builtins && { builtins: builtins.map((name) => name.split('.').at(-1)!) }),
    env: { ...envOf(vector, settings), autoescape: vector.options?.autoescape ?? true },
    reverse,
    staticUrl: (path) => joined(settings.STATIC_URL, path),
    mediaUrl: (path) => joined(settings.MEDIA_URL, path),
    cache,
  }
}

/** The names that a vector's templates see, made anew: some can be read once only. */
export function contextOf(vector: Vector, engine: TemplateEngine): Record<string, unknown> {
  const options = decodeOptions(vector, engine)
  const context = decode(vector.context ?? {}, options) as Record<string, unknown>
  const request = vector.request === undefined ? undefined : decode(vector.request, options)
  return { ...fromRequest(request), ...context }
}

function callFilter(vector: Vector, name: string): unknown {
  const filter = filters.get(name)
  if (filter === undefined) throw new Error(`There is no filter "${name}"`)
  const settings = settingsOf(vector)
  const [value, argument] = decodeArgs(vector)
  const autoescape = vector.kwargs?.['autoescape'] !== false
  const got = applyFilter(filter, value, argument, { ...envOf(vector, settings), autoescape })
  return got !== null && typeof got === 'object' && got === value ? vector.args![0] : encode(got)
}

function decodeArgs(vector: Vector): unknown[] {
  const named = Object.entries(vector.kwargs ?? {}).filter(([name]) => name !== 'autoescape')
  const all = [...(vector.args ?? []), ...named.map(([, value]) => value)]
  return all.map((value) => decode(value, decodeOptions(vector)))
}

function decodeOptions(
  { test }: Vector,
  engine: TemplateEngine = new TemplateEngine(),
): DecodeOptions {
  const template = (source: string) => engine.template(source)
  return {
    object: (name, text) => ownObject(name, { text, test, compile: template }),
    template,
  }
}

type Settings = typeof otherSettings & Readonly<Record<string, unknown>>

function settingsOf(vector: Vector): Settings {
  return { ...otherSettings, ...vector.settings }
}

function envOf(vector: Vector, settings: Settings): RenderEnv {
  const now = instantOf(vector.now ?? '2026-01-01T00:00:00', settings.TIME_ZONE)
  return environment({
    timeZone: settings.TIME_ZONE,
    locale: settings.LANGUAGE_CODE,
    groupsDigits: settings['USE_THOUSAND_SEPARATOR'] === true,
    translations: catalogsOf(settings),
    now: () => now,
    random: () => 0,
  })
}

interface Catalogue {
  readonly plural?: string
  readonly messages: Readonly<Record<string, string | readonly string[]>>
}

function catalogsOf(settings: Settings): Catalogs {
  const locales = (settings['LOCALE'] ?? {}) as Readonly<Record<string, Catalogue>>
  const names = languages.map((code) => [code, languageInfo(code)?.name ?? code] as const)
  return new Catalogs({
    files: Object.entries(locales).map(([locale, catalogue]) => localeFile(locale, catalogue)),
    defaultLocale: settings.LANGUAGE_CODE,
    languages: (settings['LANGUAGES'] as [string, string][] | undefined) ?? names,
  })
}

function localeFile(locale: string, { plural, messages }: Catalogue): LocaleFile {
  return {
    locale,
    pluralRule: plural === undefined ? null : parsePluralForms(plural),
    messages: Object.entries(messages).map(([key, text]) => {
      const [id = '', context = null] = key.split('\u0004').reverse()
      return typeof text === 'string'
        ? { context, id, plural: null, translations: [text] }
        : { context, id, plural: id, translations: text }
    }),
  }
}

/** What context processors add: the request, and what the one of Django's own tests does. */
function fromRequest(request: unknown): Record<string, unknown> {
  return request === undefined ? {} : { request, processors: 'yes' }
}

/** Joins addresses the way of Django: a path from the root replaces the prefix. */
function joined(prefix: string, path: string): string {
  const quoted = path.split('/').map(percentEncode).join('/')
  return new URL(quoted, new URL(prefix, 'http://x')).href.replace('http://x', '')
}

function percentEncode(text: string): string {
  const encoded = encodeURIComponent(text)
  return encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

function agrees(vector: Vector, got: Attempt): boolean {
  const { expect } = vector
  if ('error' in got) return expect.error !== undefined && isExpectedError(got.error)
  if (expect.error !== undefined) return false
  if (expect.output !== undefined) return sameOutput(vector, String(got.value))
  return JSON.stringify(got.value) === JSON.stringify(expect.value)
}

/** Of random words only their number, or that of their paragraphs, can be the same. */
function sameOutput({ expect, templates, entry }: Vector, output: string): boolean {
  const isRandom = /{% lorem (?:[2-9] p|.*random)/.test(templates![entry!]!)
  return isRandom ? shape(output) === shape(expect.output!) : output === expect.output
}

function shape(output: string): number {
  return output.split(output.includes('<p>') ? '<p>' : /\s+/).length
}

/** What fixtures throw counts; a mistake of the engine itself, such as a TypeError, does not. */
function isExpectedError(error: unknown): boolean {
  return error instanceof TemplateError || error instanceof FixtureError
}

function shown(got: Attempt): string {
  if ('value' in got) return JSON.stringify(got.value)
  const { error } = got
  return `${error instanceof Error ? error.name : 'Thrown'}: ${String(error instanceof Error ? error.message : error).split('\n')[0]}`
}
