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
  if (typeof value === 'number' && (argument === undefined || typeof argument === 'number')) {
    const text = quickText(value, argument ?? -1)
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

/**
 * Rounds by arithmetic, where that is certain to give what rounding the digits would: most prices and measures are
 * shown with a few places. An error of both is far below a thousandth of a last place while the number has no more
 * than eleven digits, so only what is nearer than that to a half needs its digits.
 */
function quickText(value: number, places: number): string | undefined {
  const shown = places < 0 && Number.isInteger(value) ? 0 : Math.abs(places)
  const scale = scales[shown]
  if (scale === undefined) return undefined
  const size = Math.abs(value) * scale
  const whole = Math.floor(size)
  // Nearly nothing is written with so many digits that it is shown as it is.
  if (size < 1e-9 && value !== 0) return undefined
  if (!(size < 1e11) || Math.abs(size - whole - 0.5) < 0.001) return undefined
  const rounded = size - whole < 0.5 ? whole : whole + 1
  const rest = rounded % scale
  const sign = value < 0 && rounded > 0 ? '-' : ''
  return `${sign}${(rounded - rest) / scale}${fractionText(rest, shown)}`
}

const scales = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]
const hundredths = Array.from({ length: 100 }, (_, n) => `.${String(n).padStart(2, '0')}`)

function fractionText(rest: number, places: number): string {
  if (places === 0) return ''
  return places === 2 ? hundredths[rest]! : `.${String(rest).padStart(places, '0')}`
}

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
