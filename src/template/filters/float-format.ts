import type { TemplateError } from '../../shared/errors.ts'
import { asciiDigits } from '../values/ascii-digits.ts'
import { decimalText, isZero, parseDecimal, roundDecimal, type Decimal } from '../values/decimal.ts'
import type { RenderEnv } from '../values/env.ts'
import { floatText } from '../values/float.ts'
import { formatNumber } from '../values/number-format.ts'
import { isInfinite, toFloat, toInteger } from '../values/numbers.ts'
import { toStr } from '../values/python-text.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import { strip } from '../values/white-space.ts'
import { argumentError } from './arguments.ts'

/** More places than these are more than a number of Python's can have. */
const maxPlaces = 999_999
const special = /^[+-]?(?:inf(?:inity)?|s?nan\d*)$/i

interface Spec {
  readonly places: unknown
  readonly isGrouped: boolean
  readonly isLocal: boolean
}

/**
 * Rounds a number to the places the argument asks for, half of a last place upwards, by the digits
 * the number is written with: 1.005 to two places is 1.01.
 *
 * A negative number of places leaves them out when they would all be zero. The suffix `g` groups
 * the thousands, `u` writes the number without regard to the locale.
 */
export function floatformat(value: unknown, argument: unknown, env: RenderEnv): unknown {
  if (typeof value === 'number' && Number.isInteger(argument)) {
    const text = paddedText(value, argument as number)
    if (text !== undefined) return markSafe(formatNumber(text, env))
  }
  const { places, isGrouped, isLocal } = readSpec(argument)
  const input = toStr(value)
  const number = decimalOf(value, input)
  if (number === undefined) return ''
  const wanted = toInteger(places)
  if (wanted === null || isInfinite(places)) throw placesError(argument)
  if (wanted === undefined || number === 'special') return input
  // Very long numbers are shown as they are, so that they cannot be blown up further.
  if (number.digits.length + Math.abs(number.exponent) > 200) return input
  const shown = Math.abs(Number(wanted))
  const isBare = wanted <= 0 && isWhole(number)
  if (shown > maxPlaces && !isBare) throw placesError(argument)
  const text = decimalText(withoutMinusZero(roundDecimal(number, isBare ? 0 : shown, 'up')))
  return markSafe(isLocal ? formatNumber(text, env, isGrouped || env.groupsDigits) : text)
}

/** A number that is written with no more digits than asked for needs no rounding. */
function paddedText(value: number, places: number): string | undefined {
  if (!(Math.abs(value) < 1e15) || !(places > 0 && places <= 20)) return undefined
  const text = `${value}`
  const dot = text.indexOf('.')
  const missing = dot < 0 ? places : places - (text.length - dot - 1)
  if (missing < 0 || text.includes('e')) return undefined
  return `${text}${dot < 0 ? '.' : ''}${zeros.slice(0, missing)}`
}

const zeros = '0'.repeat(20)

function readSpec(argument: unknown): Spec {
  if (argument === undefined) return { places: -1, isGrouped: false, isLocal: true }
  if (typeof argument !== 'string' && !(argument instanceof SafeString)) {
    return { places: argument, isGrouped: false, isLocal: true }
  }
  const text = String(argument)
  if (text === '') throw placesError(argument)
  const suffix = /(?:gu|ug|g|u)$/.exec(text)?.[0] ?? ''
  const places = text.slice(0, text.length - suffix.length) || -1
  return { places, isGrouped: suffix.includes('g'), isLocal: !suffix.includes('u') }
}

/** The number by its digits; `special` for infinity and NaN, undefined for what is no number. */
function decimalOf(value: unknown, input: string): Decimal | 'special' | undefined {
  const written = parseDecimal(input)
  if (written !== undefined) return written
  if (special.test(asciiDigits(strip(input)).replaceAll('_', ''))) return 'special'
  const number = toFloat(value)
  if (number === undefined || number === null) return undefined
  return Number.isFinite(number) ? parseDecimal(floatText(number)) : 'special'
}

function isWhole({ digits, exponent }: Decimal): boolean {
  return exponent >= 0 || /^0*$/.test(digits.slice(exponent))
}

function withoutMinusZero(number: Decimal): Decimal {
  return isZero(number) ? { ...number, isNegative: false } : number
}

function placesError(argument: unknown): TemplateError {
  const example = '{{ value|floatformat:2 }}'
  return argumentError('floatformat', argument, `a number of places, as in ${example}`)
}
