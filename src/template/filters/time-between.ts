import { ownText, type Reader } from '../i18n/own-texts.ts'
import { unitText } from '../i18n/units.ts'

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const shortUnits = [7 * 24 * 3600, 24 * 3600, 3600, 60]
const names = ['year', 'month', 'week', 'day', 'hour', 'minute'] as const

/**
 * Says how long it is from one wall clock to a later one, in at most two neighbouring units:
 * `2 weeks, 3 days`, but `1 year` and not `1 year, 5 days`. Spaces before units do not break.
 *
 * Years and months are counted in the calendar; the rest runs from the day they lead to.
 */
export function timeBetween(fromMs: number, toMs: number, reader: Reader): string {
  if (Math.floor((toMs - fromMs) / 1000) <= 0) return unitText(reader, 'minute', 0)
  const from = new Date(fromMs)
  const months = wholeMonths(from, new Date(toMs))
  const start = months === 0 ? from : addMonths(from, months)
  const parts = [Math.floor(months / 12), months % 12]
  let rest = (toMs - start.getTime()) / 1000
  for (const seconds of shortUnits) {
    const count = Math.floor(rest / seconds)
    parts.push(count)
    rest -= count * seconds
  }
  const first = parts.findIndex((count) => count !== 0)
  if (first < 0) return unitText(reader, 'minute', 0)
  const shown = parts[first + 1] ? [first, first + 1] : [first]
  return shown.map((i) => unitText(reader, names[i]!, parts[i]!)).join(ownText(reader, ', '))
}

function wholeMonths(from: Date, to: Date): number {
  const years = to.getUTCFullYear() - from.getUTCFullYear()
  const months = years * 12 + to.getUTCMonth() - from.getUTCMonth()
  const dayDifference = to.getUTCDate() - from.getUTCDate()
  const isShort = dayDifference < 0 || (dayDifference === 0 && timeOfDay(to) < timeOfDay(from))
  return isShort ? months - 1 : months
}

/** Moves to the same day of a later month, or to its last one; seconds lose their fraction. */
function addMonths(from: Date, months: number): Date {
  const month = from.getUTCMonth() + months
  const moved = new Date(from.getTime())
  const day = Math.min(monthLengths[month % 12]!, from.getUTCDate())
  moved.setUTCFullYear(from.getUTCFullYear() + Math.floor(month / 12), month % 12, day)
  moved.setUTCMilliseconds(0)
  return moved
}

function timeOfDay(wall: Date): number {
  return ((wall.getTime() % 86_400_000) + 86_400_000) % 86_400_000
}
