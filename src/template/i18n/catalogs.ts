import type { Translations } from '../values/translations.ts'
import { languageInfo } from './languages.ts'
import { localeChain, toLanguageCode } from './locale.ts'
import type { MessageFile } from './message-file.ts'
import { germanicPlural, type PluralRule } from './plural-forms.ts'

interface Catalog {
  readonly texts: ReadonlyMap<string, string>
  /** The plural forms of messages that have them. */
  readonly forms: ReadonlyMap<string, readonly string[]>
  readonly pluralRule: PluralRule
}

/** A message file, and the locale that it translates into. */
export interface LocaleFile extends MessageFile {
  readonly locale: string
}

export interface CatalogsOptions {
  /** The message files; where two of a locale translate the same message, the first one counts. */
  readonly files: Iterable<LocaleFile>
  /** The locale of messages that a reader's own locale does not translate. Default: `en-us`. */
  readonly defaultLocale?: string
  /** The languages to choose from. Default: those of the files, and the default locale. */
  readonly languages?: readonly (readonly [code: string, name: string])[]
}

/** Translations from message files: of a locale, its language, then the default locale. */
export class Catalogs implements Translations {
  readonly languages: readonly (readonly [code: string, name: string])[]
  readonly #catalogs = new Map<string, Catalog[]>()
  readonly #defaultLocale: string

  constructor({ files, defaultLocale = 'en-us', languages }: CatalogsOptions) {
    this.#defaultLocale = toLanguageCode(defaultLocale)
    for (const file of files) {
      const locale = toLanguageCode(file.locale)
      const known = this.#catalogs.get(locale)
      if (known === undefined) this.#catalogs.set(locale, [catalogOf(file)])
      else known.push(catalogOf(file))
    }
    this.languages = languages ?? this.#ownLanguages()
  }

  translate(locale: string, message: string, context: string | null): string {
    const key = keyOf(message, context)
    return find(this.#chain(locale), (catalog) => textOf(catalog, key)) ?? message
  }

  translatePlural(
    locale: string,
    singular: string,
    plural: string,
    count: number | bigint,
    context: string | null,
  ): string {
    const chain = this.#chain(locale)
    const key = keyOf(singular, context)
    return (
      find(chain, (catalog) => formOf(catalog, key, count)) ??
      // A message with a context falls back to the same message without one.
      find(chain, (catalog) => formOf(catalog, singular, count)) ??
      (Number(count) === 1 ? singular : plural)
    )
  }

  /** A message of the engine itself, from the reader's own language only. */
  own(locale: string, message: string, context: string | null): string | undefined {
    const key = keyOf(message, context)
    return find(this.#ownChain(locale), (catalog) => textOf(catalog, key))
  }

  /** Like `own`, for a message with plural forms. */
  ownPlural(locale: string, singular: string, count: number): string | undefined {
    return find(this.#ownChain(locale), (catalog) => formOf(catalog, singular, count))
  }

  #chain(locale: string): Catalog[] {
    const own = this.#ownChain(locale)
    // English messages are the source: an untranslated one is already right for these readers.
    const isFinal = locale === this.#defaultLocale || locale.startsWith('en') || locale === ''
    return isFinal ? own : [...own, ...this.#ownChain(this.#defaultLocale)]
  }

  #ownChain(locale: string): Catalog[] {
    return localeChain(locale).flatMap((code) => this.#catalogs.get(code) ?? [])
  }

  #ownLanguages(): (readonly [string, string])[] {
    const codes = new Set([...this.#catalogs.keys(), this.#defaultLocale].sort())
    return [...codes].map((code) => [code, languageInfo(code)?.name ?? code] as const)
  }
}

function catalogOf({ messages, pluralRule }: MessageFile): Catalog {
  const texts = new Map<string, string>()
  const forms = new Map<string, readonly string[]>()
  for (const { context, id, plural, translations } of messages) {
    const key = keyOf(id, context)
    if (plural === null) texts.set(key, translations[0]!)
    else forms.set(key, translations)
  }
  return { texts, forms, pluralRule: pluralRule ?? germanicPlural }
}

function keyOf(message: string, context: string | null): string {
  return context === null ? message : `${context}\u0004${message}`
}

function textOf(catalog: Catalog, key: string): string | undefined {
  return catalog.texts.get(key) ?? formOf(catalog, key, 1)
}

function formOf({ forms, pluralRule }: Catalog, key: string, count: number | bigint) {
  return forms.get(key)?.[pluralRule(count)]
}

function find(
  catalogs: readonly Catalog[],
  look: (catalog: Catalog) => string | undefined,
): string | undefined {
  for (const catalog of catalogs) {
    const found = look(catalog)
    if (found !== undefined) return found
  }
  return undefined
}
