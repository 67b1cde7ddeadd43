import type { TemplateError } from '../../shared/errors.ts'
import { decimalText, isZero, parseDecimal, roundDecimal, type Decimal } from '../values/decimal.ts'
import { toFloat, toInteger } from '../values/numbers.ts'
import { toStr } from '../values/python-text.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import { argumentError } from './arguments.ts'

interface Spec {
  readonly places: unknown
  readonly isGrouped: boolean
}

/**
 * Rounds a number to the places the argument asks for, half of a last place upwards, by the digits
 * the number is written with: 1.005 to two places is 1.01.
 *
 * A negative number of places leaves them out when they would all be zero. The suffix `g` groups
 * the thousands, `u` writes the number without regard to the locale.
 */
export function floatformat(value: unknown, argument: unknown): unknown {
  if (typeof value === 'number' && typeof argument === 'number') {
    const text = paddedText(value, argument)
    if (text !== undefined) return markSafe(text)
  }
  const { places, isGrouped } = readSpec(argument)
  const input = toStr(value)
  const number = decimalOf(value, input)
  if (number === undefined) return ''
  const wanted = toInteger(places)
  if (wanted === null) throw placesError(argument)
  if (wanted === undefined || number === 'special') return input
  // Very long numbers are shown as they are, so that they cannot be blown up further.
  if (number.digits.length + Math.abs(number.exponent) > 200) return input
  const shown = Math.abs(Number(wanted))
  const isBare = wanted <= 0 && isWhole(number)
  const text = decimalText(withoutMinusZero(roundDecimal(number, isBare ? 0 : shown, 'up')))
  return markSafe(isGrouped ? grouped(text) : text)
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
  if (argument === undefined) return { places: -1, isGrouped: false }
  if (typeof argument !== 'string' && !(argument instanceof SafeString)) {
    return { places: argument, isGrouped: false }
  }
  const text = String(argument)
  if (text === '') throw placesError(argument)
  const suffix = /(?:gu|ug|g|u)$/.exec(text)?.[0] ?? ''
  const places = text.slice(0, text.length - suffix.length) || -1
  return { places, isGrouped: suffix === 'g' }
}

/** The number by its digits; `special` for infinity and NaN, undefined for what is no number. */
function decimalOf(value: unknown, input: string): Decimal | 'special' | undefined {
  const written = parseDecimal(input)
  if (written !== undefined) return written
  const number = toFloat(value)
  if (number === undefined || number === null) return undefined
  return Number.isFinite(number) ? parseDecimal(toStr(number)) : 'special'
}

function isWhole({ digits, exponent }: Decimal): boolean {
  return exponent >= 0 || /^0*$/.test(digits.slice(exponent))
}

function withoutMinusZero(number: Decimal): Decimal {
  return isZero(number) ? { ...number, isNegative: false } : number
}

function grouped(text: string): string {
  return text.replace(
    /^(-?)(\d+)/,
    (_, sign: string, whole: string) => sign + whole.replace(/\B(?=(?:\d{3})+$)/g, ','),
  )
}

function placesError(argument: unknown): TemplateError {
  const example = '{{ value|floatformat:2 }}'
  return argumentError('floatformat', argument, `a number of places, as in ${example}`)
}
