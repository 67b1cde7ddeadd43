import { TemplateError } from '../../shared/errors.ts'
import { Float } from './float.ts'
import { isPlainObject } from './plain-object.ts'
import { refusePromise } from './promise.ts'
import { SafeString } from './safe-string.ts'
import { sizeOf } from './truth.ts'

const none: readonly unknown[] = []

/**
 * The items that `{% for %}` walks through. Text gives its characters, mappings give their keys,
 * null and undefined give nothing. Other iterables are read to their end.
 *
 * @returns the array itself when the value is one
 * @throws {TemplateError} when the value has no items, or is a promise
 */
export function toItems(value: unknown): readonly unknown[] {
  const items = itemsOf(value)
  if (items !== undefined) return items
  throw new TemplateError(
    'not_iterable',
    `Only a list, a mapping or text can be walked through, but this is ${describe(value)}. ` +
      'Pass such a value to {% for %}.',
  )
}

/** The items of a value, or undefined when it has none to walk through. */
export function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (value === null || value === undefined) return none
  if (typeof value === 'string') return Array.from(value)
  if (typeof value !== 'object') return undefined
  if (value instanceof SafeString) return Array.from(value.html)
  if (value instanceof Map) return [...value.keys()]
  if (Symbol.iterator in value) return Array.from(value as Iterable<unknown>)
  refusePromise(value)
  return isPlainObject(value) ? Object.keys(value) : undefined
}

/** How many items a value has; undefined for values without items. */
export function countOf(value: unknown): number | undefined {
  if (typeof value === 'string') return countText(value)
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return value.length
  if (value instanceof SafeString) return countText(value.html)
  return isPlainObject(value) ? Object.keys(value).length : sizeOf(value)
}

/**
 * Takes an item apart for `{% for a, b in … %}`.
 *
 * @throws {TemplateError} when the item has more or fewer values than there are names
 */
export function unpack(item: unknown, count: number): readonly unknown[] {
  const length = countOf(item) ?? 1
  if (length === count && count > 1) return toItems(item)
  throw new TemplateError(
    'unpack_mismatch',
    `Need ${count} values to unpack in for loop; got ${length}. ` +
      'Write as many names before "in" as each item has values.',
  )
}

/** Names a value in an error message, without showing what it holds. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'number' || value instanceof Float) return `the number ${String(value)}`
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string' || value instanceof SafeString) return 'text'
  if (Array.isArray(value)) return 'a list'
  if (typeof value !== 'object') return `a ${typeof value}`
  const constructor: unknown = (value as { constructor?: unknown }).constructor
  return typeof constructor === 'function' && constructor.name !== 'Object'
    ? `an instance of ${constructor.name}`
    : 'an object'
}

function countText(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length
}
