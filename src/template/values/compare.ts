import { DjustError } from '../../shared/errors.ts'
import { type Decimal, exactDecimal, parseDecimal } from './decimal.ts'
import { durationUs } from './duration.ts'
import { toMoment, type Moment } from './moment.ts'
import { isDecimalObject, toNumeric } from './numbers.ts'
import { isPlainObject } from './plain-object.ts'
import { refusePromise } from './promise.ts'
import { SafeString } from './safe-string.ts'
import { utcZone } from './env.ts'
import { toItems } from './iterate.ts'
import { areSameKind, Tuple } from './tuple.ts'

export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'is' | 'is not'

/**
 * Applies an operator of `{% if %}`. What cannot be compared is false, whatever the operator.
 *
 * @throws {TemplateError} when an operand is a promise
 */
export function compare(operator: Operator, a: unknown, b: unknown): boolean {
  try {
    return apply(operator, a, b)
  } catch (error) {
    if (error instanceof DjustError && error.code === 'promise_in_template') throw error
    return false
  }
}

function apply(operator: Operator, a: unknown, b: unknown): boolean {
  switch (operator) {
    case '==':
      return equals(a, b)
    case '!=':
      return !equals(a, b)
    case '<':
      return order(a, b) < 0
    case '<=':
      return order(a, b) <= 0
    case '>':
      return order(a, b) > 0
    case '>=':
      return order(a, b) >= 0
    case 'in':
      return contains(b, a)
    case 'not in':
      return !contains(b, a)
    case 'is':
      return isSame(a, b)
    case 'is not':
      return !isSame(a, b)
    default:
      return operator satisfies never
  }
}

/**
 * Whether two values are equal: numbers of all kinds by value (true is 1), text by its characters,
 * dates by their time, collections by their contents, other objects by identity. Text never equals
 * a number.
 */
export function equals(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a === 'string' && typeof b === 'string') return false
  if (isNone(a) || isNone(b)) return isNone(a) && isNone(b)
  const number = toNumeric(a)
  if (number !== undefined) {
    return isExact(a, b) ? orderExactly(a, b) === 0 : sameNumber(number, toNumeric(b))
  }
  const text = textOf(a)
  if (text !== undefined) return text === textOf(b)
  return typeof a === 'object' && typeof b === 'object' && sameObject(a as object, b as object)
}

/** Whether a comes before b. @throws {TypeError} when the two have no order */
export function less(a: unknown, b: unknown): boolean {
  return order(a, b) < 0
}

/**
 * Orders two numbers, texts (by code point), dates, durations, lists, or sets (by inclusion).
 *
 * @returns a negative number, zero, a positive number, or NaN when one of them is NaN, or
 * neither set includes the other
 * @throws {TypeError} when the two have no order
 */
export function order(a: unknown, b: unknown): number {
  const x = toNumeric(a)
  const y = toNumeric(b)
  if (x !== undefined && y !== undefined && isExact(a, b)) return orderExactly(a, b)
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : x == y ? 0 : Number.NaN
  const text = textOf(a)
  const other = textOf(b)
  if (text !== undefined && other !== undefined) return orderText(text, other)
  if (Array.isArray(a) && Array.isArray(b) && areSameKind(a, b)) return orderLists(a, b)
  if (a instanceof Set && b instanceof Set) return orderSets(a, b)
  const moment = toMoment(a, utcZone)
  const otherMoment = toMoment(b, utcZone)
  if (moment !== undefined && otherMoment !== undefined && moment.kind === otherMoment.kind) {
    return orderMoments(moment, otherMoment)
  }
  const duration = durationUs(a)
  const otherDuration = durationUs(b)
  if (duration !== undefined && otherDuration !== undefined) {
    return Number(duration - otherDuration)
  }
  refusePromise(a)
  refusePromise(b)
  throw new TypeError('These two values have no order')
}

/**
 * Whether a collection has an equal item, a mapping the key, or a text the part.
 *
 * @throws {TypeError} when the container is none of these
 */
export function contains(container: unknown, item: unknown): boolean {
  const text = textOf(container)
  if (text !== undefined) {
    const part = textOf(item)
    if (part === undefined) throw new TypeError('Only text can be part of text')
    return text.includes(part)
  }
  if (isNone(container) || typeof container !== 'object') throw new TypeError('Not a collection')
  if (container instanceof Set || container instanceof Map) {
    const key = item instanceof SafeString ? item.html : item
    if (container.has(key) || hasEqual(container.keys(), key)) return true
    const isSearched = canBeKey(item) || (item instanceof Set && container instanceof Set)
    if (isSearched || [...container.keys()].some((each) => !canBeKey(each))) return false
    throw new TypeError('A collection is no key')
  }
  if (isPlainObject(container)) {
    if (canBeKey(item)) return hasKey(container, item)
    throw new TypeError('A collection is no key')
  }
  return hasEqual(toItems(container), item)
}

function isSame(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || (isNone(a) && isNone(b))
}

function isNone(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return value instanceof SafeString ? value.html : undefined
}

/** Two equals signs compare number and bigint by their exact values. */
function sameNumber(a: number | bigint, b: number | bigint | undefined): boolean {
  return b !== undefined && a == b
}

/** Whether a comparison must not round: one side is a decimal number of some library. */
function isExact(a: unknown, b: unknown): boolean {
  return isDecimalObject(a) || isDecimalObject(b)
}

/** Orders two numbers by their exact values: 0.1 is a little more than the decimal 0.1. */
function orderExactly(a: unknown, b: unknown): number {
  const x = decimalOf(a)
  const y = decimalOf(b)
  if (x === undefined || y === undefined) return Number(toNumeric(a)) - Number(toNumeric(b))
  const exponent = Math.min(x.exponent, y.exponent)
  const difference = unitsOf(x, exponent) - unitsOf(y, exponent)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The digits of a number, undefined for infinity, NaN and what is no number. */
function decimalOf(value: unknown): Decimal | undefined {
  if (isDecimalObject(value)) return parseDecimal(value.toFixed())
  const number = toNumeric(value)
  if (typeof number !== 'number')
    return number === undefined ? undefined : parseDecimal(`${number}`)
  return Number.isFinite(number) ? exactDecimal(number) : undefined
}

function unitsOf({ isNegative, digits, exponent }: Decimal, unit: number): bigint {
  const size = BigInt(digits) * 10n ** BigInt(exponent - unit)
  return isNegative ? -size : size
}

function sameObject(a: object, b: object): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && sameList(a, b)
  if (a instanceof Set) return b instanceof Set && a.size === b.size && everyIn(a, b)
  const mapping = entriesOf(a)
  if (mapping !== undefined) return sameMapping(mapping, entriesOf(b))
  const moment = toMoment(a, utcZone)
  const other = toMoment(b, utcZone)
  if (moment !== undefined && other !== undefined) {
    return moment.kind === other.kind && orderMoments(moment, other) === 0
  }
  const duration = durationUs(a)
  if (duration !== undefined) return duration === durationUs(b)
  refusePromise(a)
  refusePromise(b)
  return false
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && areSameKind(a, b) && a.every((item, i) => equals(item, b[i]))
}

function entriesOf(value: object): ReadonlyMap<unknown, unknown> | undefined {
  if (value instanceof Map) return value
  return isPlainObject(value) ? new Map(Object.entries(value)) : undefined
}

function sameMapping(
  a: ReadonlyMap<unknown, unknown>,
  b: ReadonlyMap<unknown, unknown> | undefined,
): boolean {
  if (b === undefined || a.size !== b.size) return false
  for (const [key, value] of a) if (!b.has(key) || !equals(value, b.get(key))) return false
  return true
}

function everyIn(items: ReadonlySet<unknown>, others: ReadonlySet<unknown>): boolean {
  for (const item of items) if (!others.has(item) && !hasEqual(others, item)) return false
  return true
}

/** Whether Python could have a value as a key; lists, sets and mappings are none. */
function canBeKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value instanceof Tuple && value.every(canBeKey)
  return !(value instanceof Map || value instanceof Set || isPlainObject(value))
}

function hasEqual(items: Iterable<unknown>, item: unknown): boolean {
  for (const each of items) if (equals(each, item)) return true
  return false
}

/** Keys of plain objects are always text, also those written as numbers: `1 in { 1: 'a' }`. */
function hasKey(mapping: object, item: unknown): boolean {
  const key = typeof item === 'number' ? String(item) : textOf(item)
  return key !== undefined && Object.hasOwn(mapping, key)
}

function orderLists(a: readonly unknown[], b: readonly unknown[]): number {
  for (let i = 0; i < a.length && i < b.length; i++)
    if (!equals(a[i], b[i])) return order(a[i], b[i])
  return a.length - b.length
}

/** A set comes before those that have all of its items and more; others have no order. */
function orderSets(a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): number {
  const isPart = everyIn(a, b)
  if (everyIn(b, a)) return isPart ? 0 : 1
  return isPart ? -1 : Number.NaN
}

function orderMoments(a: Moment, b: Moment): number {
  // The clocks of two zones show the same instant differently.
  const isInstant = a.kind === 'instant'
  const difference = isInstant ? a.epochMs - b.epochMs : a.wall.ms - b.wall.ms
  return difference || a.microsecond - b.microsecond
}

function orderText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = codePointRank(a.charCodeAt(i)) - codePointRank(b.charCodeAt(i))
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Surrogates stand for code points above all that need one unit. */
function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
