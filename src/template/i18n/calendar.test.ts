import { describe, expect, it } from 'vitest'
import { noTranslations } from '../values/translations.ts'
import { type MonthForm, monthName, weekdayName } from './calendar.ts'
import { Catalogs } from './catalogs.ts'
import { ownText } from './own-texts.ts'
import { parsePo } from './po-file.ts'
import type { Unit } from './unit-table.ts'
import { unitText } from './units.ts'

const reader = (locale: string) => ({ locale, translations: noTranslations })

// Recorded from Django 5.2.
describe('names of the calendar', () => {
  it.each<[string, number, MonthForm, string]>([
    ['en-us', 8, 'long', 'September'],
    ['en-us', 8, 'short', 'sep'],
    ['en-us', 8, 'press', 'Sept.'],
    ['en-us', 4, 'press', 'May'],
    ['de', 2, 'press', 'März'],
    ['de-at', 0, 'long', 'Januar'],
    ['fr', 1, 'press', 'fév.'],
    ['fr', 1, 'genitive', 'Février'],
    ['pl', 0, 'long', 'Styczeń'],
    ['pl', 0, 'genitive', 'stycznia'],
    ['ru', 4, 'genitive', 'мая'],
    ['fi', 0, 'genitive', 'tammikuuta'],
    ['ja', 11, 'long', '12月'],
    ['', 0, 'long', 'January'],
  ])('%s: month %d, %s, is %s', (locale, month, form, name) => {
    expect(monthName(reader(locale), month, form)).toBe(name)
  })

  it.each([
    ['en', 0, 'Sunday', 'Sun'],
    ['de', 3, 'Mittwoch', 'Mi'],
    ['pt-br', 6, 'Sábado', 'Sab'],
    ['zh-hans', 0, '星期日', '星期日'],
    ['', 1, 'Monday', 'Mon'],
  ])('%s: weekday %d is %s, %s for short', (locale, day, long, short) => {
    expect(weekdayName(reader(locale), day, 'long')).toBe(long)
    expect(weekdayName(reader(locale), day, 'short')).toBe(short)
  })

  it('are known for languages that have no table, and English for no language', () => {
    expect(monthName(reader('sk'), 0, 'long')).toBe('január')
    expect(monthName(reader('sk'), 0, 'genitive')).toBe('januára')
    expect(weekdayName(reader('sk'), 0, 'long')).toBe('nedeľa')
    expect(monthName(reader('xx'), 0, 'long')).toBe('January')
    expect(monthName(reader('not a language'), 0, 'long')).toBe('January')
    expect(monthName(reader('sk-u-ca-buddhist-nu-thai'), 0, 'long')).toBe('január')
  })
})

describe('amounts', () => {
  it.each<[string, Unit, number, string]>([
    ['en-us', 'year', 1, '1\u00a0year'],
    ['en-us', 'minute', 0, '0\u00a0minutes'],
    ['', 'day', 2, '2\u00a0days'],
    ['de', 'day', 2, '2\u00a0Tage'],
    ['de', 'byte', 2, '2\u00a0Bytes'],
    ['fr', 'year', 1, '1\u00a0année'],
    ['fr', 'week', 0, '0\u00a0semaine'],
    ['sv', 'day', 3, '3\u00a0dagar'],
    ['pl', 'month', 5, '5\u00a0miesięcy'],
    ['ru', 'hour', 22, '22\u00a0часа'],
    ['ja', 'month', 3, '3ヶ月'],
    ['ar', 'day', 2, '2\u00a0يومين'],
    ['he', 'year', 2, 'שנתיים'],
    ['xx', 'day', 1, '1\u00a0day'],
  ])('%s: %s of %d is %s', (locale, unit, count, text) => {
    expect(unitText(reader(locale), unit, count)).toBe(text)
  })
})

it.each([
  ['en', 'noon', 'noon'],
  ['de', 'noon', 'Mittag'],
  ['de-ch', 'a.m.', 'vorm.'],
  ['fr', '%s KB', '%s Kio'],
  ['pt-br', 'midnight', 'meia-noite'],
  ['xx', 'midnight', 'midnight'],
  ['de', 'yes,no,maybe', 'Ja,Nein,Vielleicht'],
])('the text of %s for %s is %s', (locale, message, text) => {
  expect(ownText(reader(locale), message)).toBe(text)
})

it('an application may bring its own words', () => {
  const source = `msgid "January"
msgstr "Jänner"

msgctxt "abbrev. month"
msgid "Jan."
msgstr "Jän."

msgid "Sun"
msgstr "So."

msgid "noon"
msgstr "zwölf"

msgid "%(num)d day"
msgid_plural "%(num)d days"
msgstr[0] "%(num)d Tag"
msgstr[1] "%(num)d Täg"
`
  const translations = new Catalogs({ files: [{ locale: 'de', ...parsePo(source, 'de.po') }] })
  const austrian = { locale: 'de-at', translations }
  expect(monthName(austrian, 0, 'long')).toBe('Jänner')
  expect(monthName(austrian, 0, 'press')).toBe('Jän.')
  expect(monthName(austrian, 1, 'long')).toBe('Februar')
  expect(weekdayName(austrian, 0, 'short')).toBe('So.')
  expect(ownText(austrian, 'noon')).toBe('zwölf')
  expect(unitText(austrian, 'day', 2)).toBe('2\u00a0Täg')
  expect(monthName({ locale: 'fr', translations }, 0, 'long')).toBe('janvier')
})
