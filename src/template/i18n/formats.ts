import { formatTable, otherFormats } from './format-table.ts'
import { localeChain } from './locale.ts'

/** The names that formats have in settings and in the filters `date` and `time`. */
export const formatNames = [
  'DATE_FORMAT',
  'TIME_FORMAT',
  'DATETIME_FORMAT',
  'YEAR_MONTH_FORMAT',
  'MONTH_DAY_FORMAT',
  'SHORT_DATE_FORMAT',
  'SHORT_DATETIME_FORMAT',
  'FIRST_DAY_OF_WEEK',
  'DECIMAL_SEPARATOR',
  'THOUSAND_SEPARATOR',
  'NUMBER_GROUPING',
] as const
export type FormatName = (typeof formatNames)[number]

const maxKnown = 500
const known = new Map<string, Readonly<Record<FormatName, string>>>()

/**
 * How a locale writes dates or numbers.
 *
 * @param locale empty where values are not localized
 * @returns a format for the filter `date`, a separator, or the digits of a number
 */
export function formatFor(locale: string, name: FormatName): string {
  return formatsOf(locale)[name]
}

/** All formats of a locale. */
export function formatsOf(locale: string): Readonly<Record<FormatName, string>> {
  const found = known.get(locale)
  if (found !== undefined) return found
  const code = localeChain(locale).find((candidate) => Object.hasOwn(formatTable, candidate))
  const values = (code === undefined ? otherFormats : formatTable[code]!).split('|')
  const formats = Object.fromEntries(formatNames.map((name, i) => [name, values[i]!]))
  if (known.size >= maxKnown) known.clear()
  known.set(locale, formats as Record<FormatName, string>)
  return formats as Record<FormatName, string>
}
