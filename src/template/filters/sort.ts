import { order } from '../values/compare.ts'
import { itemsOf } from '../values/iterate.ts'
import { readMember } from '../values/lookup.ts'
import { toFloat } from '../values/numbers.ts'
import { isPlainObject } from '../values/plain-object.ts'
import { SafeString } from '../values/safe-string.ts'
import * as expect from './arguments.ts'

/** Thrown where a value cannot be sorted by, which gives empty text. */
const unsortable = Symbol('unsortable')

/**
 * Sorts items by what a path, or an index, reaches in each; equal ones stay as they stand.
 *
 * @returns empty text when an item does not have it, or two of them have no order
 * @throws {TemplateError} when an index leads nowhere
 */
export function sortBy(filter: string, value: unknown, argument: unknown, sign: 1 | -1): unknown {
  try {
    const read = reader(filter, argument)
    const items = value === null ? undefined : itemsOf(value)
    if (items === undefined) return ''
    const keyed = Array.from(items, (item) => ({ item, key: read(item) }))
    keyed.sort((a, b) => sign * ordered(a.key, b.key))
    return keyed.map(({ item }) => item)
  } catch (error) {
    if (error === unsortable) return ''
    throw error
  }
}

function reader(filter: string, argument: unknown): (item: unknown) => unknown {
  const number = toFloat(argument)
  if (number === null) throw unsortable
  if (number !== undefined) return (item) => indexed(filter, item, argument)
  const path = String(argument)
  if (path === '') throw expect.argumentError(filter, argument, 'the name of what to sort by')
  const steps = path.split('.')
  if (steps.some((step) => step.startsWith('_'))) throw unsortable
  return (item) => steps.reduce(step, item)
}

function step(owner: unknown, name: string): unknown {
  // Only an index that is a number reaches into a list, and only keys into a mapping.
  const isReached = isMapping(owner) ? hasKey(owner as object, name) : !/^\d+$/.test(name)
  const value = isReached ? readMember(owner, name) : undefined
  if (value === undefined) throw unsortable
  return value
}

/** What stands at an index: a whole number for lists and text, any key for mappings. */
function indexed(filter: string, item: unknown, argument: unknown): unknown {
  const key = argument instanceof SafeString ? argument.html : argument
  const isList = Array.isArray(item) || typeof item === 'string' || item instanceof SafeString
  if (isList && isIndex(key)) {
    return found(filter, itemsOf(item)!.at(Number(key)), argument)
  }
  if (!isMapping(item)) throw unsortable
  const value = item instanceof Map ? item.get(key) : readMember(item, String(key))
  return found(filter, value, argument)
}

function isIndex(key: unknown): boolean {
  return typeof key === 'bigint' || typeof key === 'boolean' || Number.isInteger(key)
}

function hasKey(mapping: object, name: string): boolean {
  return mapping instanceof Map ? mapping.has(name) : Object.hasOwn(mapping, name)
}

function isMapping(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return value instanceof Map || isPlainObject(value)
}

function found(filter: string, value: unknown, argument: unknown): unknown {
  if (value !== undefined) return value
  throw expect.argumentError(filter, argument, 'an index that every item has')
}

function ordered(a: unknown, b: unknown): number {
  try {
    return order(a, b) || 0
  } catch (error) {
    if (error instanceof TypeError) throw unsortable
    throw error
  }
}
