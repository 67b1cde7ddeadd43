import { describe, expect, it } from 'vitest'
import { writeTemplates } from '../../test/support/site.ts'
import { requestOf } from '../../test/support/visit.ts'
import { readSettings } from './read-settings.ts'
import { readerEnvironment, translationsOf } from './reader.ts'

function readerOf(options: object) {
  const settings = readSettings({ urls: [], ...options })
  const environmentOf = readerEnvironment(settings, translationsOf(settings))
  return (headers: Record<string, string> = {}) =>
    environmentOf(requestOf(null, new Request('http://localhost/', { headers })))
}

const choosing = {
  locale: 'de',
  timeZone: 'Europe/Berlin',
  languages: ['de', 'fr'],
  getLocale: (request: Request) => request.headers.get('accept-language'),
  getTimeZone: (request: Request) => request.headers.get('x-zone'),
}

/** A folder with a German catalog. */
function catalogs(): string {
  return writeTemplates({ 'de/LC_MESSAGES/django.po': 'msgid "Hello"\nmsgstr "Guten Tag"\n' })
}

describe('what a page follows', () => {
  it('is what the settings say', () => {
    const reader = readerOf({ locale: 'de', timeZone: 'Europe/Paris', useThousandSeparator: true })
    expect(reader({ 'Accept-Language': 'fr' })).toMatchObject({
      locale: 'de',
      timeZone: 'Europe/Paris',
      groupsDigits: true,
    })
    expect(readerOf({})()).toMatchObject({ locale: 'en-us', timeZone: 'UTC', groupsDigits: false })
  })

  it('is what the application chooses for its reader', () => {
    const reader = readerOf(choosing)
    expect(reader({ 'Accept-Language': 'fr-CH', 'X-Zone': 'Asia/Tokyo' })).toMatchObject({
      locale: 'fr',
      timeZone: 'Asia/Tokyo',
    })
  })

  it('is what the settings say where the choice is not there', () => {
    const reader = readerOf(choosing)
    for (const headers of [{}, { 'Accept-Language': 'it', 'X-Zone': 'Mars/Olympus' }]) {
      expect(reader(headers)).toMatchObject({ locale: 'de', timeZone: 'Europe/Berlin' })
    }
  })

  it('is not decided by what looks like the choice of another reader', () => {
    const zones: unknown[] = [['Asia/Tokyo'], 'Asia/Tokyo', Object.create(null)]
    const reader = readerOf({ timeZone: 'UTC', getTimeZone: () => zones.shift() })
    expect([reader(), reader(), reader()].map(({ timeZone }) => timeZone)).toEqual([
      'UTC',
      'Asia/Tokyo',
      'UTC',
    ])
  })

  it('has the texts of the catalogs', () => {
    const reader = readerOf({ ...choosing, localeDirs: [catalogs()] })
    const { translations, locale } = reader({ 'Accept-Language': 'de-CH' })
    expect(translations.translate(locale, 'Hello', null)).toBe('Guten Tag')
  })

  it('is refused when a folder of catalogs is not there', () => {
    expect(() => readerOf({ localeDirs: ['no/such/folder'] })).toThrow(
      expect.objectContaining({
        code: 'bad_setting',
        message: expect.stringContaining('no/such/folder'),
      }),
    )
  })

  it('is shared by readers with the same choices', () => {
    const reader = readerOf(choosing)
    const french = { 'Accept-Language': 'fr' }
    expect(reader(french)).toBe(reader(french))
    expect(reader(french)).not.toBe(reader())
  })

  it('tells templates the languages that may be chosen', () => {
    const names = (options: object) => readerOf(options)().translations.languages
    expect(names(choosing)).toEqual([
      ['de', 'German'],
      ['fr', 'French'],
    ])
    expect(names({ locale: 'fr' })).toEqual([['fr', 'French']])
    expect(names({ locale: 'fr', localeDirs: [catalogs()] })).toEqual([
      ['de', 'German'],
      ['fr', 'French'],
    ])
  })
})
