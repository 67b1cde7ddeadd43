import { needsEscaping } from '../../shared/html.ts'
import { countOf } from '../values/iterate.ts'
import { durationUs } from '../values/duration.ts'
import { isInfinite, narrow, toFloat, toInteger, toNumeric } from '../values/numbers.ts'
import { temporalBrand } from '../values/moment.ts'
import { toStr } from '../values/python-text.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import { areSameKind } from '../values/tuple.ts'
import * as expect from './arguments.ts'
import type { Filter } from './filter.ts'
import { filesizeformat } from './file-size.ts'
import { floatformat } from './float-format.ts'
import { stringformat } from './string-format.ts'

/** Filters for numbers. */
export const numberFilters: Readonly<Record<string, Filter>> = {
  add: { argument: 'required', isPure: true, run: add },
  divisibleby: { argument: 'required', isPure: true, run: divisibleby },
  filesizeformat: { argument: 'none', isSafe: true, isPure: true, run: filesizeformat },
  floatformat: {
    argument: 'optional',
    isSafe: true,
    isPure: true,
    makesSafe: true,
    run: floatformat,
  },
  get_digit: { argument: 'required', isPure: true, run: digit },
  pluralize: {
    argument: 'optional',
    isPure: true,
    isHarmless: (endings = 's') => typeof endings === 'string' && !needsEscaping(endings),
    run: pluralize,
  },
  stringformat: { argument: 'required', isSafe: true, isPure: true, run: stringformat },
}

/** Adds whole numbers; else joins text or lists, or moves a date; else gives empty text. */
function add(value: unknown, argument: unknown): unknown {
  if (typeof value === 'number' && typeof argument === 'number') {
    const quick = Math.trunc(value) + Math.trunc(argument)
    if (Number.isSafeInteger(quick)) return quick + 0
  }
  const a = finiteInteger('add', value)
  const b = isInteger(a) ? finiteInteger('add', argument) : undefined
  if (isInteger(a) && isInteger(b)) return sum(a, b)
  if (isText(value) && isText(argument)) {
    const joined = `${value}${argument}`
    return value instanceof SafeString && argument instanceof SafeString ? markSafe(joined) : joined
  }
  if (Array.isArray(value) && Array.isArray(argument)) {
    return areSameKind(value, argument) ? value.concat(argument) : ''
  }
  const moved = addDuration(value, argument) ?? addDuration(argument, value)
  if (moved !== undefined) return moved
  const x = toNumeric(value)
  const y = toNumeric(argument)
  return x === undefined || y === undefined ? '' : Number(x) + Number(y)
}

/** @throws {TemplateError} when the number is infinite */
function finiteInteger(filter: string, value: unknown): number | bigint | undefined | null {
  if (isInfinite(value)) throw expect.valueError(filter, value, 'a finite number')
  return toInteger(value)
}

/**
 * A date moved by a `Temporal.Duration`, or the sum of two durations; undefined for anything else.
 */
function addDuration(value: unknown, duration: unknown): unknown {
  if (temporalBrand(duration) !== 'Duration') return undefined
  if (value instanceof Date) {
    const us = durationUs(duration)
    return us === undefined ? undefined : new Date(value.getTime() + Number(us) / 1000)
  }
  const brand = temporalBrand(value)
  if (brand === undefined || brand === 'PlainTime') return undefined
  const { add } = value as { add?(duration: unknown): unknown }
  return typeof add === 'function' ? Reflect.apply(add, value, [duration]) : undefined
}

function sum(a: number | bigint, b: number | bigint): number | bigint {
  const quick = typeof a === 'number' && typeof b === 'number' ? a + b : Number.NaN
  return Number.isSafeInteger(quick) ? quick : narrow(BigInt(a) + BigInt(b))
}

function divisibleby(value: unknown, argument: unknown): boolean {
  const dividend = toInteger(value)
  const divisor = toInteger(argument)
  if (!isInteger(dividend)) throw expect.valueError('divisibleby', value, 'a whole number')
  if (!isInteger(divisor) || Number(divisor) === 0) {
    throw expect.argumentError('divisibleby', argument, 'a whole number other than 0')
  }
  if (typeof dividend === 'number' && typeof divisor === 'number') return dividend % divisor === 0
  return BigInt(dividend) % BigInt(divisor) === 0n
}

/** Picks a digit, counted from the right; what cannot be read as numbers stays as it is. */
function digit(value: unknown, argument: unknown): unknown {
  const place = expect.wholeNumberOrText('get_digit', argument)
  if (place === undefined) return value
  const number = finiteInteger('get_digit', value)
  if (number === null) throw expect.valueError('get_digit', value, 'a whole number')
  if (number === undefined) return value
  if (place < 1) return number
  const found = toStr(number).at(-place) ?? '0'
  if (found === '-') throw expect.valueError('get_digit', value, 'a number with that many digits')
  return Number(found)
}

/** The ending for a number of things, or for the number of items in a list. */
function pluralize(value: unknown, argument: unknown): string {
  if (argument === undefined && typeof value === 'number') return value === 1 ? '' : 's'
  const endings = (argument === undefined ? 's' : expect.text('pluralize', argument)).split(',')
  if (endings.length > 2) return ''
  const [singular, plural] =
    endings.length === 1 ? ['', endings[0]!] : (endings as [string, string])
  const number = toFloat(value)
  const count = number === null ? countOf(value) : number
  if (count === undefined) return ''
  return count === 1 ? singular : plural
}

function isInteger(value: number | bigint | undefined | null): value is number | bigint {
  return value !== undefined && value !== null
}

function isText(value: unknown): value is string | SafeString {
  return typeof value === 'string' || value instanceof SafeString
}
