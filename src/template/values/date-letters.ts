import { monthName, weekdayName } from '../i18n/calendar.ts'
import { ownText, type Reader } from '../i18n/own-texts.ts'
import { zoneOffsetMs, type Moment } from './moment.ts'
import { noTranslations } from './translations.ts'
import { isDaylightSaving, offsetText, zoneAbbreviation } from './time-zone.ts'
import { WallClock } from './wall-clock.ts'

/** Writes one part of a moment. */
export type Letter = (moment: Moment, reader: Reader) => string

const dayMs = 24 * 60 * 60 * 1000
const english: Reader = { locale: 'en', translations: noTranslations }
const twoDigits = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'))
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** What a letter of two digits counts. */
export type ClockCount = 'hour' | 'hour12' | 'minute' | 'second' | 'day' | 'month' | 'year'

/** The letters of two digits. */
export const clockCounts: ReadonlyMap<string, ClockCount> = new Map<string, ClockCount>([
  ['h', 'hour12'],
  ['H', 'hour'],
  ['i', 'minute'],
  ['s', 'second'],
  ['d', 'day'],
  ['m', 'month'],
  ['y', 'year'],
])

/** A number from 0 to 99. */
export function countOf(wall: WallClock, what: ClockCount): number {
  switch (what) {
    case 'hour':
      return wall.hour
    case 'hour12':
      return hour12(wall)
    case 'minute':
      return wall.minute
    case 'second':
      return wall.second
    case 'day':
      return wall.day
    case 'month':
      return wall.month + 1
    case 'year':
      return Math.abs(wall.year) % 100
    default:
      return what satisfies never
  }
}

/** What each other letter of a date format writes. */
export const dateLetters: ReadonlyMap<string, Letter> = new Map<string, Letter>([
  ['a', ({ wall }, reader) => ownText(reader, wall.hour > 11 ? 'p.m.' : 'a.m.')],
  ['A', ({ wall }, reader) => ownText(reader, wall.hour > 11 ? 'PM' : 'AM')],
  ['e', (moment) => (moment.kind === 'instant' ? zoneName(moment) : '')],
  ['f', ({ wall }) => shortTime(wall)],
  ['g', ({ wall }) => String(hour12(wall))],
  ['G', ({ wall }) => String(wall.hour)],
  ['O', (moment) => withOffset(moment, (offset) => offsetText(offset).slice(0, 5))],
  ['P', ({ wall }, reader) => spokenTime(wall, reader)],
  ['T', zoneName],
  ['u', ({ microsecond }) => String(microsecond).padStart(6, '0')],
  ['Z', (moment) => withOffset(moment, (offset) => String(offset / 1000))],
  ['b', ({ wall }, reader) => monthName(reader, wall.month, 'short')],
  ['c', (moment) => isoText(moment)],
  ['D', ({ wall }, reader) => weekdayName(reader, wall.weekday, 'short')],
  ['E', ({ wall }, reader) => monthName(reader, wall.month, 'genitive')],
  ['F', ({ wall }, reader) => monthName(reader, wall.month, 'long')],
  [
    'I',
    (moment) =>
      withOffset(moment, () => (isDaylightSaving(moment.timeZone, moment.epochMs) ? '1' : '0')),
  ],
  ['j', ({ wall }) => String(wall.day)],
  ['l', ({ wall }, reader) => weekdayName(reader, wall.weekday, 'long')],
  ['L', ({ wall }) => (daysInMonth(wall.year, 1) === 29 ? 'True' : 'False')],
  ['M', ({ wall }, reader) => capitalized(monthName(reader, wall.month, 'short'))],
  ['n', ({ wall }) => String(wall.month + 1)],
  ['N', ({ wall }, reader) => monthName(reader, wall.month, 'press')],
  ['o', ({ wall }) => String(isoWeek(wall).year)],
  ['r', mailText],
  ['S', ({ wall }) => ordinalSuffix(wall.day)],
  ['t', ({ wall }) => String(daysInMonth(wall.year, wall.month))],
  ['U', ({ epochMs }) => String(Math.trunc(epochMs / 1000))],
  ['w', ({ wall }) => String(wall.weekday)],
  ['W', ({ wall }) => String(isoWeek(wall).week)],
  ['Y', ({ wall }) => yearText(wall)],
  ['z', ({ wall }) => String(dayOfYear(wall))],
])

/** The ISO 8601 spelling, as exact as the moment: `2026-01-02T15:04:05.678000+01:00`. */
export function isoText(moment: Moment, separator = 'T'): string {
  const { kind, wall, microsecond, epochMs } = moment
  const day = `${yearText(wall)}-${two(wall.month + 1)}-${two(wall.day)}`
  if (kind === 'date') return day
  const fraction = microsecond === 0 ? '' : `.${String(microsecond).padStart(6, '0')}`
  const time = `${clockText(wall)}${fraction}`
  if (kind === 'time') return time
  const offset = kind === 'instant' ? offsetText(wall.ms - epochMs, ':') : ''
  return `${day}${separator}${time}${offset}`
}

/** The spelling of mail headers: `Fri, 02 Jan 2026 15:04:05 +0100`. */
function mailText({ wall, epochMs }: Moment): string {
  const weekday = weekdayName(english, wall.weekday, 'short')
  const month = capitalized(monthName(english, wall.month, 'short'))
  const day = `${weekday}, ${two(wall.day)} ${month}`
  return `${day} ${yearText(wall)} ${clockText(wall)} ${offsetText(wall.ms - epochMs)}`
}

function clockText(wall: WallClock): string {
  return `${two(wall.hour)}:${two(wall.minute)}:${two(wall.second)}`
}

function spokenTime(wall: WallClock, reader: Reader): string {
  const hour = wall.hour
  if (wall.minute === 0) {
    if (hour === 0) return ownText(reader, 'midnight')
    if (hour === 12) return ownText(reader, 'noon')
  }
  return `${shortTime(wall)} ${ownText(reader, hour > 11 ? 'p.m.' : 'a.m.')}`
}

function shortTime(wall: WallClock): string {
  const minute = wall.minute
  return minute === 0 ? String(hour12(wall)) : `${hour12(wall)}:${two(minute)}`
}

function zoneName(moment: Moment): string {
  return withOffset(moment, () => zoneAbbreviation(moment.timeZone, moment.epochMs))
}

/** Letters about the zone are empty while its clock is being changed. */
function withOffset(moment: Moment, write: (offset: number) => string): string {
  const offset = zoneOffsetMs(moment)
  return offset === null ? '' : write(offset)
}

/** The ISO week, which belongs to the year its Thursday lies in. */
function isoWeek(wall: WallClock): { year: number; week: number } {
  const thursday = new WallClock(wall.ms + (3 - ((wall.weekday + 6) % 7)) * dayMs)
  return { year: thursday.year, week: Math.ceil(dayOfYear(thursday) / 7) }
}

function dayOfYear(wall: WallClock): number {
  let day = wall.day
  for (let month = 0; month < wall.month; month++) day += daysInMonth(wall.year, month)
  return day
}

function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 1 && isLeap ? 29 : monthLengths[month]!
}

function ordinalSuffix(day: number): string {
  if (day >= 11 && day <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'
}

function hour12(wall: WallClock): number {
  return wall.hour % 12 || 12
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).toLowerCase()
}

function yearText(wall: WallClock): string {
  const year = wall.year
  return year > 999 ? String(year) : String(year).padStart(4, '0')
}

function two(n: number): string {
  return twoDigits[n]!
}
