import { expect, it } from 'vitest'
import { formatFor, type FormatName } from './formats.ts'
import { localizeNumber } from './number-format.ts'

// Recorded from Django 5.2.
it.each<[string, FormatName, string]>([
  ['en', 'DATE_FORMAT', 'N j, Y'],
  ['en-us', 'NUMBER_GROUPING', '3'],
  ['en-gb', 'DATE_FORMAT', 'j M Y'],
  ['en-gb', 'FIRST_DAY_OF_WEEK', '1'],
  ['de', 'DATETIME_FORMAT', 'j. F Y H:i'],
  ['de-at', 'SHORT_DATE_FORMAT', 'd.m.Y'],
  ['de-ch', 'THOUSAND_SEPARATOR', '\u00a0'],
  ['de_AT', 'DECIMAL_SEPARATOR', ','],
  ['fr', 'YEAR_MONTH_FORMAT', 'F Y'],
  ['es', 'DATE_FORMAT', String.raw`j \d\e F \d\e Y`],
  ['es-mx', 'DECIMAL_SEPARATOR', '.'],
  ['pl', 'SHORT_DATETIME_FORMAT', 'd-m-Y  H:i'],
  ['ja', 'DATETIME_FORMAT', 'Y年n月j日G:i'],
  ['zh-hans', 'THOUSAND_SEPARATOR', ''],
  ['zh-hans', 'NUMBER_GROUPING', '4'],
  ['ar', 'DATETIME_FORMAT', 'N j, Y, P'],
  ['he', 'MONTH_DAY_FORMAT', 'j בF'],
  ['tr', 'TIME_FORMAT', 'H:i'],
  ['xx', 'DATE_FORMAT', 'N j, Y'],
  ['xx', 'NUMBER_GROUPING', '0'],
  ['', 'DATE_FORMAT', 'N j, Y'],
  ['constructor', 'DATE_FORMAT', 'N j, Y'],
  ['x'.repeat(1000), 'TIME_FORMAT', 'P'],
])('%s has %s %j', (locale, name, format) => {
  expect(formatFor(locale, name)).toBe(format)
})

it('has the formats of the Chinese script that a region implies', () => {
  expect(formatFor('zh-cn', 'DATE_FORMAT')).toBe('Y年n月j日')
  expect(formatFor('zh-tw', 'TIME_FORMAT')).toBe('H:i')
})

it.each([
  ['1234.5', 'de', false, '1234,5'],
  ['1234.5', 'de', true, '1.234,5'],
  ['-1234567', 'en', true, '-1,234,567'],
  ['123', 'en', true, '123'],
  ['1234567', 'fr', true, '1\u00a0234\u00a0567'],
  ['12345', 'zh-hans', true, '12345'],
  ['1234', 'hi', true, '1234'],
  ['1.5', 'en', true, '1.5'],
  ['1.5e+300', 'de', false, '1,5e+300'],
  ['inf', 'de', true, 'inf'],
  ['nan', 'de', true, 'nan'],
  ['1234.5', '', true, '1234.5'],
])('writes %s for %s (grouped: %s) as %s', (text, locale, isGrouped, expected) => {
  expect(localizeNumber(text, locale, isGrouped)).toBe(expected)
})
