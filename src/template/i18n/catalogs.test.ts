import { describe, expect, it } from 'vitest'
import { Catalogs, type CatalogsOptions } from './catalogs.ts'
import { parsePo } from './po-file.ts'

const po = (locale: string, source: string) => ({ locale, ...parsePo(source, `${locale}.po`) })
const german = po(
  'de',
  `msgid "Hello"
msgstr "Hallo"

msgid "Bye"
msgstr "Tschüss"

msgctxt "month"
msgid "May"
msgstr "Mai"

msgid "book"
msgid_plural "books"
msgstr[0] "Buch"
msgstr[1] "Bücher"

msgctxt "verb"
msgid "book"
msgid_plural "books"
msgstr[0] "buchen"
msgstr[1] "buchen viele"
`,
)
const austrian = po('de_AT', 'msgid "Bye"\nmsgstr "Servus"')
const french = po(
  'fr',
  `msgid ""
msgstr "Plural-Forms: nplurals=2; plural=n > 1;\\n"

msgid "book"
msgid_plural "books"
msgstr[0] "livre"
msgstr[1] "livres"
`,
)
const catalogs = (options: Partial<CatalogsOptions> = {}) =>
  new Catalogs({ files: [german, austrian, french], ...options })

describe('a message', () => {
  it.each([
    ['de', 'Hello', null, 'Hallo'],
    ['de-at', 'Bye', null, 'Servus'],
    ['de-at', 'Hello', null, 'Hallo'],
    ['de_AT', 'Bye', null, 'Servus'],
    ['de-ch', 'Bye', null, 'Tschüss'],
    ['de', 'unknown', null, 'unknown'],
    ['en-us', 'Hello', null, 'Hello'],
    ['', 'Hello', null, 'Hello'],
    ['de', 'May', null, 'May'],
    ['de', 'May', 'month', 'Mai'],
    ['de', 'May', 'person', 'May'],
    ['de', 'book', null, 'Buch'],
    ['constructor', 'toString', null, 'toString'],
  ])('for %s: %s (%s) is %s', (locale, message, context, expected) => {
    expect(catalogs().translate(locale, message, context)).toBe(expected)
  })

  it('falls back to the default language, except for readers of English', () => {
    const { translate } = catalogs({ defaultLocale: 'de' })
    const of = (locale: string) =>
      translate.call(catalogs({ defaultLocale: 'de' }), locale, 'Hello', null)
    expect(['fr', 'it', 'en-gb', 'de'].map(of)).toEqual(['Hallo', 'Hallo', 'Hello', 'Hallo'])
  })

  it('comes from the first file of a locale that has it', () => {
    const other = po('de', 'msgid "Hello"\nmsgstr "Moin"\nmsgid "Thanks"\nmsgstr "Danke"')
    const both = catalogs({ files: [other, german] })
    expect(['Hello', 'Thanks', 'Bye'].map((id) => both.translate('de', id, null))).toEqual([
      'Moin',
      'Danke',
      'Tschüss',
    ])
  })
})

describe('a message with a number', () => {
  it.each([
    ['de', 1, null, 'Buch'],
    ['de', 0, null, 'Bücher'],
    ['de', 2, 'verb', 'buchen viele'],
    ['de', 2, 'noun', 'Bücher'],
    ['fr', 0, null, 'livre'],
    ['fr', 2, null, 'livres'],
    ['it', 1, null, 'book'],
    ['it', 2, null, 'books'],
  ])('for %s and %d (%s) is %s', (locale, count, context, expected) => {
    expect(catalogs().translatePlural(locale, 'book', 'books', count, context)).toBe(expected)
  })

  it('follows the rule of the file that it stands in', () => {
    const own = po('de', 'msgid "book"\nmsgid_plural "books"\nmsgstr[0] "Heft"\nmsgstr[1] "Hefte"')
    const odd = { ...french, locale: 'de' }
    const of = (files: CatalogsOptions['files']) =>
      catalogs({ files }).translatePlural('de', 'book', 'books', 0, null)
    expect(of([own, odd])).toBe('Hefte')
    expect(of([odd, own])).toBe('livre')
  })

  it('falls back where a translation lacks the form', () => {
    const one = po('de', 'msgid "book"\nmsgid_plural "books"\nmsgstr[0] "Buch"')
    const short = catalogs({ files: [one] })
    expect(short.translatePlural('de', 'book', 'books', 2, null)).toBe('books')
  })
})

it('offers the languages of its files, and the default one', () => {
  expect(catalogs().languages).toEqual([
    ['de', 'German'],
    ['de-at', 'German'],
    ['en-us', 'English'],
    ['fr', 'French'],
  ])
  expect(catalogs({ languages: [['de', 'Deutsch']] }).languages).toEqual([['de', 'Deutsch']])
})

it('has texts of the engine only from the reader’s own language', () => {
  const own = catalogs({ defaultLocale: 'de' })
  expect(own.own('de-at', 'Hello', null)).toBe('Hallo')
  expect(own.own('it', 'Hello', null)).toBeUndefined()
  expect(own.ownPlural('de', 'book', 2)).toBe('Bücher')
  expect(own.ownPlural('it', 'book', 2)).toBeUndefined()
})
