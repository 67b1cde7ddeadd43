import { decimalText, exactDecimal, roundDecimal } from '../values/decimal.ts'
import { nonFiniteText } from '../values/float.ts'
import { readMember } from '../values/lookup.ts'
import { isDecimalObject, isInfinite, toInteger, toNumeric } from '../values/numbers.ts'
import { isPlainObject } from '../values/plain-object.ts'
import { toRepr, toStr } from '../values/python-text.ts'
import { SafeString } from '../values/safe-string.ts'
import { Tuple } from '../values/tuple.ts'
import { argumentError, valueError } from './arguments.ts'
import { characters } from './characters.ts'

interface Spec {
  readonly flags: string
  readonly width: number
  readonly precision: number | undefined
  readonly kind: string
}

const syntax = /%%|%(?:\(([^)]*)\))?([-+ #0]*)(\d*)(?:\.(\d*))?[hlL]?([diouxXeEfFgGcrsa])|%/g

/** Thrown where specifier and value do not fit, which gives empty text. */
const unfit = Symbol('unfit')

/**
 * Writes a value by a printf specifier without its percent sign, such as `.2f`, `03d` or `r`.
 *
 * @returns empty text when the specifier is not one, or does not fit the value
 * @throws {TemplateError} when the value is too large, or lacks a key that the specifier names
 */
export function stringformat(value: unknown, argument: unknown): string {
  try {
    return format(value instanceof Tuple ? toStr(value) : value, `%${toStr(argument)}`)
  } catch (error) {
    if (error === unfit) return ''
    throw error
  }
}

function format(value: unknown, pattern: string): string {
  // A list or a mapping need not be used: it could be used by its keys.
  let isUsed = Array.isArray(value) || isMapping(value)
  let isTaken = false
  const out = pattern.replace(
    syntax,
    (whole, key?: string, flags?: string, width?: string, precision?: string, kind?: string) => {
      if (whole === '%%') return '%'
      if (kind === undefined) throw unfit
      if (key === undefined) {
        if (isTaken) throw unfit
        isTaken = true
      }
      isUsed = true
      const text = convert(key === undefined ? value : itemAt(value, key), {
        flags: flags!,
        width: Number(width),
        precision: precision === undefined ? undefined : Number(precision),
        kind,
      })
      if (text === undefined) throw unfit
      return text
    },
  )
  if (!isUsed) throw unfit
  return out
}

function itemAt(value: unknown, key: string): unknown {
  if (!isMapping(value)) throw unfit
  const item = value instanceof Map ? value.get(key) : readMember(value, key)
  if (item !== undefined) return item
  throw argumentError('stringformat', key, 'a key that the value has')
}

function isMapping(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return value instanceof Map || isPlainObject(value)
}

function convert(value: unknown, spec: Spec): string | undefined {
  switch (spec.kind) {
    case 's':
      return padText(cutText(toStr(value), spec), spec)
    case 'r':
      return padText(cutText(toRepr(value), spec), spec)
    case 'a':
      return padText(cutText(asciiOnly(toRepr(value)), spec), spec)
    case 'c':
      return character(value, spec)
    case 'd':
    case 'i':
    case 'u':
      return typeof value === 'string' ? undefined : whole(value, spec)
    case 'o':
    case 'x':
    case 'X':
      return isWholeNumber(value) ? whole(value, spec) : undefined
    default:
      return float(value, spec)
  }
}

function whole(value: unknown, spec: Spec): string | undefined {
  if (isInfinite(value)) throw valueError('stringformat', value, 'a finite number')
  const numeric = toNumeric(value)
  const number =
    numeric === undefined ? undefined : toInteger(isDecimalObject(value) ? value : numeric)
  if (number === undefined || number === null) return undefined
  const radix = spec.kind === 'o' ? 8 : spec.kind === 'x' || spec.kind === 'X' ? 16 : 10
  const magnitude = number < 0 ? -BigInt(number) : BigInt(number)
  const digits = magnitude.toString(radix).padStart(spec.precision ?? 0, '0')
  const prefix = spec.flags.includes('#') && radix !== 10 ? (radix === 8 ? '0o' : '0x') : ''
  const body = spec.kind === 'X' ? (prefix + digits).toUpperCase() : prefix + digits
  return padNumber(body, prefix.length, number < 0, spec)
}

function float(value: unknown, spec: Spec): string | undefined {
  const numeric = toNumeric(value)
  if (numeric === undefined) return undefined
  const number = Number(numeric)
  const isNegative = number < 0 || Object.is(number, -0)
  const text = Number.isFinite(number)
    ? finite(Math.abs(number), spec)
    : nonFiniteText(Math.abs(number))
  return padNumber(spec.kind < 'a' ? text.toUpperCase() : text, 0, isNegative, spec)
}

function finite(number: number, { kind, precision = 6, flags }: Spec): string {
  const isAlternate = flags.includes('#')
  switch (kind.toLowerCase()) {
    case 'f':
      return fixed(number, precision) + (isAlternate && precision === 0 ? '.' : '')
    case 'e':
      return scientific(number, precision, isAlternate)
    default:
      return general(number, precision || 1, isAlternate)
  }
}

/** Rounds the exact value, ties to the even digit as C does; `toFixed` takes them upwards. */
function fixed(number: number, places: number): string {
  // In binary a tie ends one digit after the rounded ones. Scaling by a power of two is exact.
  const canTie = Number.isInteger(number * 2 ** (places + 1))
  if (!canTie && places <= 100 && number < 1e21) return number.toFixed(places)
  return decimalText(roundDecimal(exactDecimal(number), places, 'even'))
}

function scientific(number: number, places: number, isAlternate: boolean): string {
  const { digits, power } = significant(number, places + 1)
  const point = places > 0 || isAlternate ? '.' : ''
  const sign = power < 0 ? '-' : '+'
  return `${digits[0]}${point}${digits.slice(1)}e${sign}${String(Math.abs(power)).padStart(2, '0')}`
}

function general(number: number, precision: number, isAlternate: boolean): string {
  const { power } = significant(number, precision)
  const isFixed = power >= -4 && power < precision
  const text = isFixed
    ? fixed(number, precision - 1 - power) + (isAlternate && precision - 1 === power ? '.' : '')
    : scientific(number, precision - 1, isAlternate)
  return isAlternate ? text : withoutLastZeros(text)
}

/** Drops zeros that end the fraction, and a point that ends the number. */
function withoutLastZeros(text: string): string {
  const [number = '', exponent] = text.split('e')
  const short = number.includes('.') ? number.replace(/\.?0+$/, '') : number
  return exponent === undefined ? short : `${short}e${exponent}`
}

/** The first digits of a number, rounded, and the power of ten of the first one. */
function significant(number: number, count: number): { digits: string; power: number } {
  const exact = exactDecimal(number)
  if (number === 0) return { digits: '0'.repeat(count), power: 0 }
  const power = exact.digits.length - 1 + exact.exponent
  const { digits } = roundDecimal(exact, count - 1 - power, 'even')
  // Rounding 9.99 up makes it one digit longer.
  return digits.length > count
    ? { digits: digits.slice(0, count), power: power + 1 }
    : { digits, power }
}

function character(value: unknown, spec: Spec): string | undefined {
  if (isWholeNumber(value)) {
    const code = Number(value)
    if (code >= 0 && code <= 0x10ffff) return padText(String.fromCodePoint(code), spec)
    throw valueError('stringformat', value, 'the number of a character')
  }
  const isText = typeof value === 'string' || value instanceof SafeString
  const text = isText ? characters(String(value)) : undefined
  return text?.length === 1 ? padText(text[0]!, spec) : undefined
}

function isWholeNumber(value: unknown): boolean {
  return typeof value === 'bigint' || typeof value === 'boolean' || Number.isInteger(value)
}

function cutText(text: string, { precision }: Spec): string {
  return precision === undefined ? text : Array.from(text).slice(0, precision).join('')
}

function padText(text: string, { flags, width }: Spec): string {
  const padding = ' '.repeat(Math.max(0, width - characters(text).length))
  return flags.includes('-') ? text + padding : padding + text
}

function padNumber(body: string, prefixLength: number, isNegative: boolean, spec: Spec): string {
  const { flags, width } = spec
  const sign = isNegative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
  if (!flags.includes('0') || flags.includes('-')) return padText(sign + body, spec)
  const zeros = '0'.repeat(Math.max(0, width - sign.length - body.length))
  return sign + body.slice(0, prefixLength) + zeros + body.slice(prefixLength)
}

function asciiOnly(text: string): string {
  return text.replace(/[^\x00-\x7f]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0
    const hex = code.toString(16)
    if (code < 0x100) return `\\x${hex}`
    return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
  })
}
