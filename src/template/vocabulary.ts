import { ConfigError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { filters } from './filters/index.ts'
import { cacheLibrary, i18nLibrary, l10nLibrary, tzLibrary } from './i18n/libraries.ts'
import type { Library } from './parser.ts'
import type { Vocabulary } from './parser.ts'
import { tags } from './tags/index.ts'
import { asLiveField, liveFormTags } from './tags/live-form.ts'

/** Libraries whose tags are always there; loading one is legal and changes nothing. */
const nothing: Library = { tags: new Map(), filters: new Map() }

const standardLibraries: Readonly<Record<string, Library>> = {
  cache: cacheLibrary,
  djust_tags: nothing,
  i18n: i18nLibrary,
  l10n: l10nLibrary,
  static: nothing,
  tz: tzLibrary,
}

export interface VocabularyOptions {
  /** Libraries of the application, by the name that `{% load %}` gives. */
  readonly libraries?: Readonly<Record<string, Library>>
  /** Names of libraries that need no `{% load %}`. */
  readonly builtins?: readonly string[]
}

/**
 * Puts together what templates may use: the tags and filters of djust, and those of the application.
 *
 * @throws {ConfigError} when a builtin names no library
 */
export function makeVocabulary({
  libraries = {},
  builtins = [],
}: VocabularyOptions = {}): Vocabulary {
  const known = new Map(Object.entries({ ...standardLibraries, ...libraries }))
  const always = {
    tags: new Map([...tags, ...liveFormTags]),
    filters: new Map([...filters, ['as_live_field', asLiveField]]),
  }
  for (const name of builtins) {
    const library = known.get(name)
    if (!library) {
      throw new ConfigError(
        'unknown_library',
        `builtins names the tag library "${name}", which is not among the libraries.${didYouMean(name, known.keys())}`,
      )
    }
    for (const [tag, parse] of library.tags) always.tags.set(tag, parse)
    for (const [filter, apply] of library.filters) always.filters.set(filter, apply)
  }
  return { builtins: always, libraries: known }
}
