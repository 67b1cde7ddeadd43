import { asciiDigits } from './ascii-digits.ts'
import { strip } from './white-space.ts'

/** A finite decimal number of any length: `digits` × 10^`exponent`. */
export interface Decimal {
  readonly isNegative: boolean
  /** The coefficient, without leading zeros. */
  readonly digits: string
  readonly exponent: number
}

const syntax = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i

/** Reads a decimal number exactly as written; undefined when the text is not one. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = syntax.exec(text) ?? syntax.exec(asciiDigits(strip(text)).replaceAll('_', ''))
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', power = '0'] = match
  if (whole === '' && fraction === '') return undefined
  return {
    isNegative: sign === '-',
    digits: (whole + fraction).replace(/^0+(?=\d)/, ''),
    exponent: Number(power) - fraction.length,
  }
}

/** The exact value of a finite number, down to its last binary digit. */
export function exactDecimal(value: number): Decimal {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const isNegative = bits >> 63n === 1n
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n
  const power = (biased === 0 ? 1 : biased) - 1075
  if (power >= 0) {
    return { isNegative, digits: (mantissa << BigInt(power)).toString(), exponent: 0 }
  }
  // m × 2^-k is m × 5^k × 10^-k.
  return { isNegative, digits: (mantissa * 5n ** BigInt(-power)).toString(), exponent: power }
}

/**
 * Rounds to a number of digits after the point.
 *
 * @param ties where a value exactly between two goes: away from zero, or to the even digit
 */
export function roundDecimal(value: Decimal, places: number, ties: 'up' | 'even'): Decimal {
  const { isNegative, digits } = value
  const shift = value.exponent + places
  if (shift >= 0) {
    return { isNegative, digits: shifted(digits, shift), exponent: -places }
  }
  const keep = digits.length + shift
  const kept = keep > 0 ? digits.slice(0, keep) : '0'
  const rounded = keep >= 0 && goesUp(kept, digits.slice(keep), ties) ? increment(kept) : kept
  return { isNegative, digits: rounded, exponent: -places }
}

/** Writes a decimal without an exponent. The sign of zero is kept. */
export function decimalText({ isNegative, digits, exponent }: Decimal): string {
  const sign = isNegative ? '-' : ''
  if (exponent >= 0) return sign + shifted(digits, exponent)
  const padded = digits.padStart(1 - exponent, '0')
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`
}

export function isZero(value: Decimal): boolean {
  return value.digits === '0'
}

function shifted(digits: string, zeros: number): string {
  return digits === '0' ? digits : digits + '0'.repeat(zeros)
}

function goesUp(kept: string, dropped: string, ties: 'up' | 'even'): boolean {
  const first = dropped.charCodeAt(0) - 48
  if (first !== 5) return first > 5
  if (ties === 'up' || /[1-9]/.test(dropped.slice(1))) return true
  return (kept.charCodeAt(kept.length - 1) & 1) === 1
}

function increment(digits: string): string {
  return digits.length < 16 ? String(Number(digits) + 1) : (BigInt(digits) + 1n).toString()
}
