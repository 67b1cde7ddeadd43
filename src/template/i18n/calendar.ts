import { calendarTable } from './calendar-table.ts'
import { intlTag, localeChain } from './locale.ts'
import type { Reader } from './own-texts.ts'

/**
 * How a month is named: by its full name, by three letters or so, as newspapers abbreviate it, or
 * by the full name as it stands beside a day.
 */
export type MonthForm = 'long' | 'short' | 'press' | 'genitive'
export type WeekdayForm = 'long' | 'short'

type Names = Readonly<Record<MonthForm | 'weekday' | 'shortWeekday', readonly string[]>>

const contexts = {
  long: null,
  short: null,
  press: 'abbrev. month',
  genitive: 'alt. month',
} as const
const maxKnown = 500
const known = new Map<string, Names>()

/** The name of a month in the reader's language. @param month counted from 0 */
export function monthName(reader: Reader, month: number, form: MonthForm): string {
  const english = namesOf('en')[form][month]!
  return (
    reader.translations.own?.(reader.locale, english, contexts[form]) ??
    namesOf(reader.locale)[form][month]!
  )
}

/** The name of a weekday in the reader's language. @param day counted from 0, which is Sunday */
export function weekdayName(reader: Reader, day: number, form: WeekdayForm): string {
  const list = form === 'long' ? 'weekday' : 'shortWeekday'
  const english = namesOf('en')[list][day]!
  return (
    reader.translations.own?.(reader.locale, english, null) ?? namesOf(reader.locale)[list][day]!
  )
}

function namesOf(locale: string): Names {
  const found = known.get(locale)
  if (found !== undefined) return found
  const names = tableNames(locale) ?? intlNames(intlTag(locale))
  if (known.size >= maxKnown) known.clear()
  known.set(locale, names)
  return names
}

function tableNames(locale: string): Names | undefined {
  const code =
    locale === '' ? 'en' : localeChain(locale).find((c) => Object.hasOwn(calendarTable, c))
  if (code === undefined) return undefined
  const {
    months,
    short = months,
    press = months,
    genitive = months,
    days,
    shortDays = days,
  } = calendarTable[code]!
  return {
    long: months.split(' '),
    short: short.split(' '),
    press: press.split(' '),
    genitive: genitive.split(' '),
    weekday: days.split(' '),
    shortWeekday: shortDays.split(' '),
  }
}

function intlNames(tag: string): Names {
  const gregorian = `${tag}-u-ca-gregory-nu-latn`
  const months = (options: Intl.DateTimeFormatOptions): string[] =>
    Array.from({ length: 12 }, (_, month) => partOf('month', gregorian, options, 2024, month, 15))
  const days = (weekday: 'long' | 'short'): string[] =>
    // The 7th of January 2024 was a Sunday.
    Array.from({ length: 7 }, (_, day) =>
      partOf('weekday', gregorian, { weekday }, 2024, 0, 7 + day),
    )
  return {
    long: months({ month: 'long' }),
    short: months({ month: 'short' }),
    press: months({ month: 'short' }),
    genitive: months({ month: 'long', day: 'numeric' }),
    weekday: days('long'),
    shortWeekday: days('short'),
  }
}

function partOf(
  type: 'month' | 'weekday',
  tag: string,
  options: Intl.DateTimeFormatOptions,
  ...date: [year: number, month: number, day: number]
): string {
  const format = new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' })
  const parts = format.formatToParts(Date.UTC(...date))
  return parts.find((part) => part.type === type)?.value ?? ''
}
