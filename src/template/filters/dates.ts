import { TemplateError } from '../../shared/errors.ts'
import { dateFormat, formatMoment, type DateFormat } from '../values/date-format.ts'
import { utcZone, type RenderEnv } from '../values/env.ts'
import { toMoment, type Moment } from '../values/moment.ts'
import { toStr } from '../values/python-text.ts'
import { isTruthy } from '../values/truth.ts'
import { valueError } from './arguments.ts'
import type { Filter } from './filter.ts'
import { timeBetween } from './time-between.ts'

/** Filters for dates and times. They show the wall clock of the environment's time zone. */
export const dateFilters: Readonly<Record<string, Filter>> = {
  date: { argument: 'optional', isPure: true, run: date },
  time: { argument: 'optional', isPure: true, run: time },
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

function date(value: unknown, argument: unknown, env: RenderEnv): string {
  if (value === '' || value === null) return ''
  const format = formatOf(argument, 'DATE_FORMAT')
  const moment = toMoment(value, env)
  if (moment === undefined) return /[^eIOTZ]/.test(format.letters) ? '' : literalText(format)
  const timeLetter = moment.kind === 'date' ? timeLetters.exec(format.letters) : null
  if (timeLetter !== null) {
    throw new TemplateError(
      'date_without_time',
      `The filter "date" cannot write "${timeLetter[0]}" of a date that has no time of day. ` +
        'Leave the letter out of the format, or pass a date with a time.',
    )
  }
  if (moment.kind === 'time' && dayLetters.test(format.letters)) return ''
  return formatMoment(moment, format)
}

/** Like `date`, but only with the letters that ask for a time of day or a zone. */
function time(value: unknown, argument: unknown, env: RenderEnv): string {
  if (value === '' || value === null) return ''
  const format = formatOf(argument, 'TIME_FORMAT')
  const moment = toMoment(value, env)
  if (moment === undefined) return /[^eOTZ]/.test(format.letters) ? '' : literalText(format)
  if (moment.kind === 'date') return format.letters === '' ? literalText(format) : ''
  return dayLetters.test(format.letters) || /[cI]/.test(format.letters)
    ? ''
    : formatMoment(moment, format)
}

function formatOf(argument: unknown, otherwise: string): DateFormat {
  return dateFormat(isTruthy(argument) ? toStr(argument) : otherwise)
}

function literalText({ pieces }: DateFormat): string {
  return pieces.filter((piece) => typeof piece === 'string').join('')
}

/** The wall clock of a date; that of an instant is UTC, to give the same answer everywhere. */
function clockOf(filter: string, value: unknown): Moment {
  const moment = toMoment(value, utcZone)
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
  const moment = clockOf(filter, value)
  const hasZone = moment.kind === 'instant'
  const other = isTruthy(argument)
    ? clockOf(filter, argument)
    : { kind: moment.kind, wall: toMoment(env.now(), hasZone ? utcZone : env)!.wall }
  // A clock without a zone has no distance to an instant.
  if (hasZone !== (other.kind === 'instant')) return ''
  return filter === 'timesince'
    ? timeBetween(moment.wall, other.wall)
    : timeBetween(other.wall, moment.wall)
}
