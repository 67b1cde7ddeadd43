import { durationUs } from './duration.ts'
import { Float } from './float.ts'
import { isDecimalObject, isZeroDecimal } from './numbers.ts'
import { isPlainObject } from './plain-object.ts'
import { refusePromise } from './promise.ts'
import { SafeString } from './safe-string.ts'

/**
 * Whether a value counts as true: not so are null, undefined, false, zero, empty text and empty
 * collections, plain objects without fields among them. NaN counts as true, as in Python.
 *
 * @throws {TemplateError} when the value is a promise
 */
export function isTruthy(value: unknown): boolean {
  switch (typeof value) {
    case 'boolean':
      return value
    case 'string':
      return value !== ''
    case 'number':
      return value !== 0
    case 'bigint':
      return value !== 0n
    case 'undefined':
      return false
    case 'object':
      return value !== null && isTruthyObject(value)
    default:
      return true
  }
}

function isTruthyObject(value: object): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (value instanceof SafeString) return value.html !== ''
  if (value instanceof Map || value instanceof Set) return value.size > 0
  if (value instanceof Float) return value.value !== 0
  refusePromise(value)
  if (isPlainObject(value)) return hasField(value)
  if (isDecimalObject(value)) return !isZeroDecimal(value)
  return sizeOf(value) !== 0 && durationUs(value) !== 0n
}

/** How many items an iterable object says it has; undefined for other objects. */
export function sizeOf(value: object): number | undefined {
  if (!(Symbol.iterator in value)) return undefined
  const { length, size } = value as { length?: unknown; size?: unknown }
  if (typeof length === 'number') return length
  return typeof size === 'number' ? size : undefined
}

function hasField(value: object): boolean {
  for (const name in value) if (Object.hasOwn(value, name)) return true
  return false
}
