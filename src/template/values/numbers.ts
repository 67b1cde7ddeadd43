import { asciiDigits } from './ascii-digits.ts'
import { isZero, parseDecimal, decimalText } from './decimal.ts'
import { Float, nonFiniteText } from './float.ts'
import { SafeString } from './safe-string.ts'
import { strip } from './white-space.ts'

/** A number of some decimal library: known by `toFixed`, which writes it without an exponent. */
export interface DecimalObject {
  toFixed(): string
}

export function isDecimalObject(value: unknown): value is DecimalObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    'toFixed' in value &&
    typeof value.toFixed === 'function'
  )
}

/** What `str()` of a decimal is: with an exponent where more than five zeros would follow its point. */
export function decimalObjectText(value: DecimalObject): string {
  const text = value.toFixed()
  const [, sign, digits] = /^(-?)0\.0{6}(\d+)$/.exec(text) ?? []
  if (digits === undefined) return text
  const [first = '0', ...more] = digits.replace(/^0+/, '')
  const power = 6 + digits.length - more.length
  return `${sign}${first}${more.length > 0 ? '.' : ''}${more.join('')}E-${power}`
}

/** A number as it is shown: never with an exponent, up to 200 digits. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return nonFiniteText(value)
  const text = String(value)
  return text.includes('e') ? withoutExponent(text) : text
}

/** Expands an exponent; past 200 digits the text stays as it is, to bound its length. */
export function withoutExponent(text: string): string {
  if (!/e/i.test(text)) return text
  const decimal = parseDecimal(text)
  if (decimal === undefined) return text
  const length = Math.abs(decimal.exponent) + decimal.digits.length
  return length > 200 ? text : decimalText(decimal)
}

/** The number that a numeric value stands for; undefined for values of other kinds. */
export function toNumeric(value: unknown): number | bigint | undefined {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return value
    case 'boolean':
      return value ? 1 : 0
    default:
      if (value instanceof Float) return value.value
      return isDecimalObject(value) ? Number(value.toFixed()) : undefined
  }
}

/** White space that must not stand beside a number, as other white space may. */
const separator = /[\x1c-\x1f]/
const wholeNumber = /^[+-]?\d+(?:_\d+)*$/

/**
 * Reads a whole number as Python's `int()` does: fractions are cut off, text must be digits.
 *
 * @returns undefined for text that is none and for numbers that are not finite, null for values of
 * another kind
 */
export function toInteger(value: unknown): number | bigint | undefined | null {
  if (typeof value === 'number') return truncated(value)
  if (typeof value === 'bigint') return value
  if (typeof value === 'string' || value instanceof SafeString) {
    const text = String(value)
    if (wholeNumber.test(text)) return integerOfDigits(text)
    const digits = asciiDigits(strip(text))
    return wholeNumber.test(digits) && !separator.test(text) ? integerOfDigits(digits) : undefined
  }
  if (isDecimalObject(value)) return integerOfDecimal(value)
  const number = toNumeric(value)
  return number === undefined ? null : toInteger(number)
}

/**
 * Reads a number as Python's `float()` does.
 *
 * @returns undefined for text that is none, null for values of another kind
 */
export function toFloat(value: unknown): number | undefined | null {
  if (typeof value === 'string' || value instanceof SafeString) return floatOfText(String(value))
  const number = toNumeric(value) ?? ownNumber(value)
  return number === undefined ? null : Number(number)
}

/** The number that an object says it is worth, by a `valueOf` of its own; a date is none. */
function ownNumber(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (value instanceof Date || Symbol.toStringTag in value) return undefined
  const number: unknown = typeof value.valueOf === 'function' ? value.valueOf() : undefined
  return typeof number === 'number' ? number : undefined
}

/** A bigint as a number where that is exact. */
export function narrow(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** Whether a number is infinite, so that it has no whole part. */
export function isInfinite(value: unknown): boolean {
  const number = typeof value === 'object' ? toNumeric(value) : value
  return number === Infinity || number === -Infinity
}

export function isZeroDecimal(value: DecimalObject): boolean {
  const decimal = parseDecimal(value.toFixed())
  return decimal !== undefined && isZero(decimal)
}

function truncated(value: number): number | bigint | undefined {
  if (!Number.isFinite(value)) return undefined
  const whole = Math.trunc(value) + 0 // Adding 0 turns -0 into 0.
  return Number.isSafeInteger(whole) ? whole : BigInt(whole)
}

function integerOfDigits(text: string): number | bigint {
  const digits = text.replaceAll('_', '').replace('+', '')
  return digits.length < 16 ? Number(digits) + 0 : narrow(BigInt(digits))
}

function integerOfDecimal(value: DecimalObject): number | bigint | undefined {
  const [whole = ''] = value.toFixed().split('.')
  return /^-?\d+$/.test(whole) ? narrow(BigInt(whole)) : undefined
}

function floatOfText(text: string): number | undefined {
  if (separator.test(text)) return undefined
  const trimmed = asciiDigits(strip(text)).toLowerCase()
  const special = /^([+-]?)(inf|infinity|nan)$/.exec(trimmed)
  if (special !== null) {
    if (special[2] === 'nan') return Number.NaN
    return special[1] === '-' ? -Infinity : Infinity
  }
  if (/__|_(?!\d)|(?<!\d)_/.test(trimmed)) return undefined
  return parseDecimal(trimmed) === undefined ? undefined : Number(trimmed.replaceAll('_', ''))
}
