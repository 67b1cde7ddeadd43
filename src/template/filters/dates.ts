import { TemplateError } from '../../shared/errors.ts'
import {
  dateFormat,
  formatMoment,
  isHarmlessFormat,
  type DateFormat,
} from '../values/date-format.ts'
import { homeZoneOf, type RenderEnv, type ZoneEnv } from '../values/env.ts'
import { ownZone, temporalBrand, toMoment, type Moment } from '../values/moment.ts'
import { toStr } from '../values/python-text.ts'
import { SafeString } from '../values/safe-string.ts'
import { isTruthy } from '../values/truth.ts'
import { valueError } from './arguments.ts'
import type { Filter } from './filter.ts'
import { timeBetween } from './time-between.ts'

/** Filters for dates and times. They show the wall clock of the environment's time zone. */
export const dateFilters: Readonly<Record<string, Filter>> = {
  date: { argument: 'optional', isPure: true, isHarmless, run: date },
  time: { argument: 'optional', isPure: true, isHarmless, run: time },
  timesince: {
    argument: 'optional',
    isPure: false,
    run: (value, argument, env) => elapsed('timesince', value, argument, env),
  },
  timeuntil: {
    argument: 'optional',
    isPure: false,
    run: (value, argument, env) => elapsed('timeuntil', value, argument, env),
  },
}

const timeLetters = /[aAefgGhHiOPsTuZ]/
const dayLetters = /[bdDEFjlLmMnNorStUwWyYz]/

function isHarmless(argument: unknown): boolean {
  return typeof argument === 'string' && argument !== '' && isHarmlessFormat(argument)
}

function date(value: unknown, argument: unknown, env: RenderEnv): string {
  if (isNothing(value)) return ''
  const moment = toMoment(value, env)
  if (moment === undefined) return withoutDate(value, dateFormat(toStr(argument ?? null), env))
  const format = formatOf(argument, 'DATE_FORMAT', env)
  const timeLetter = moment.kind === 'date' ? timeLetters.exec(format.letters) : null
  if (timeLetter !== null) {
    throw new TemplateError(
      'date_without_time',
      `The filter "date" cannot write "${timeLetter[0]}" of a date that has no time of day. ` +
        'Leave the letter out of the format, or pass a date with a time.',
    )
  }
  if (moment.kind === 'time' && dayLetters.test(format.letters))
    return withoutDate(value, dateFormat(toStr(argument ?? null), env))
  return formatMoment(moment, format, env)
}

/** Like `date`, but only with the letters that ask for a time of day or a zone. */
function time(value: unknown, argument: unknown, env: RenderEnv): string {
  if (isNothing(value)) return ''
  const moment = toMoment(value, env)
  if (moment === undefined || moment.kind === 'date') {
    const { letters, literal } = dateFormat(toStr(argument ?? null), env)
    const isRefused = moment === undefined ? /[^eOTZ]/.test(letters) : letters !== ''
    return isRefused ? '' : literal
  }
  const format = formatOf(argument, 'TIME_FORMAT', env)
  return dayLetters.test(format.letters) || /[cI]/.test(format.letters)
    ? ''
    : formatMoment(moment, format, env)
}

function isNothing(value: unknown): boolean {
  return value === null || value === '' || (value instanceof SafeString && value.html === '')
}

function formatOf(argument: unknown, otherwise: string, env: RenderEnv): DateFormat {
  if (argument instanceof SafeString && argument.html !== '') return dateFormat(argument.html, env)
  return dateFormat(isTruthy(argument) ? toStr(argument) : otherwise, env)
}

/**
 * What `date` makes of something without a day: letters about the zone give nothing, most others
 * end it.
 */
function withoutDate(value: unknown, { letters, literal }: DateFormat): string {
  const isTime = temporalBrand(value) === 'PlainTime'
  const letter = (isTime ? dayLetters : /[^eIOTZ]/).exec(letters)?.[0]
  if (letter === undefined) return literal
  if (letter !== 'r' && letter !== 'U') return ''
  throw valueError('date', value, `a date to write "${letter}" of`)
}

/** The wall clock of a date: for an instant the one of the given zone. */
function clockOf(filter: string, value: unknown, zone: ZoneEnv): Moment {
  const moment = toMoment(value, zone)
  if (moment === undefined || moment.kind === 'time') throw valueError(filter, value, 'a date')
  return moment
}

function elapsed(
  filter: 'timesince' | 'timeuntil',
  value: unknown,
  argument: unknown,
  env: RenderEnv,
): string {
  if (!isTruthy(value)) return ''
  // An instant is read in the zone it comes with, to give the same answer to every reader.
  const moment = clockOf(filter, value, { ...ownZone, homeZone: homeZoneOf(env) })
  const hasZone = moment.kind === 'instant'
  const zone = { timeZone: moment.timeZone }
  const other = isTruthy(argument)
    ? clockOf(filter, argument, zone)
    : { kind: moment.kind, wall: toMoment(env.now(), zone)!.wall }
  // A clock without a zone has no distance to an instant.
  if (hasZone !== (other.kind === 'instant')) return ''
  return filter === 'timesince'
    ? timeBetween(moment.wall.ms, other.wall.ms, env)
    : timeBetween(other.wall.ms, moment.wall.ms, env)
}
