import { builtInPrototypes, isDeniedName, readableMembers } from './built-ins.ts'
import { isPlainObject } from './plain-object.ts'
import { isPromise, refusePromise } from './promise.ts'
import { SafeString } from './safe-string.ts'
import { Tuple } from './tuple.ts'

export { isPlainName } from './built-ins.ts'

/**
 * Takes one step of a path: `owner.name` as a template sees it.
 *
 * A Map's key comes first, then own properties, then getters and methods of the owner's classes.
 * Of built-in prototypes only `length`, `size`, `items`, `keys` and `values` can be reached.
 *
 * @returns undefined when there is nothing of that name, or nothing a template may see
 * @throws {TemplateError} when the owner is a promise
 */
export function lookup(owner: unknown, name: string): unknown {
  if (owner === null || owner === undefined || isDeniedName(name)) return undefined
  try {
    return settle(owner, read(owner, name))
  } catch (error) {
    if (isSilent(error)) return undefined
    throw error
  }
}

/**
 * Reads `owner.name` like `lookup`, but does not call what it finds.
 *
 * @throws {TemplateError} when the owner is a promise
 */
export function readMember(owner: unknown, name: string): unknown {
  if (owner === null || owner === undefined || isDeniedName(name)) return undefined
  return read(owner, name)
}

/**
 * What a template sees of a value it has just read: functions are called without arguments, on
 * their owner. Classes, and functions that say `do_not_call_in_templates`, stay as they are;
 * functions that need arguments or say `alters_data` count as missing.
 */
export function settle(owner: unknown, value: unknown): unknown {
  if (typeof value !== 'function') return value
  const marks = value as { do_not_call_in_templates?: unknown; alters_data?: unknown }
  if (marks.do_not_call_in_templates || isClass(value)) return value
  if (marks.alters_data || value.length > 0) return undefined
  return Reflect.apply(value, owner, [])
}

function read(owner: unknown, name: string): unknown {
  switch (typeof owner) {
    case 'object':
      return readObject(owner as object, name)
    case 'string':
      return readText(owner, name)
    case 'function':
      return readFunction(owner, name)
    default:
      return undefined
  }
}

function readObject(owner: object, name: string): unknown {
  if (owner instanceof SafeString && name !== 'html') return readText(owner.html, name)
  if (owner instanceof Map) {
    if (owner.has(name)) return owner.get(name)
    const index = indexOf(name)
    if (index !== undefined && owner.has(index)) return owner.get(index)
  }
  if (Object.hasOwn(owner, name)) return member(owner, name)
  if (isPromise(owner)) refusePromise(owner)
  if (isInherited(owner, name)) return member(owner, name)
  const index = indexOf(name)
  if (index !== undefined) return Array.isArray(owner) ? owner[index] : undefined
  return builtIn(owner, name)
}

/** Whether a class of the owner, below the built-in ones, has the name. */
function isInherited(owner: object, name: string): boolean {
  let at = Object.getPrototypeOf(owner) as object | null
  while (at !== null && !builtInPrototypes.has(at)) {
    if (Object.hasOwn(at, name)) return true
    at = Object.getPrototypeOf(at) as object | null
  }
  return at !== null && readableMembers.has(name) && owner instanceof Error
}

/** The five names that arrays, maps, sets and plain objects have in templates. */
function builtIn(owner: object, name: string): unknown {
  if (owner instanceof Map) {
    if (name === 'size') return owner.size
    if (name === 'items') return Array.from(owner, pair)
    if (name === 'keys') return [...owner.keys()]
    return name === 'values' ? [...owner.values()] : undefined
  }
  if (owner instanceof Set) {
    if (name === 'size') return owner.size
    return name === 'keys' || name === 'values' ? [...owner] : undefined
  }
  if (isPlainObject(owner)) {
    if (name === 'items') return Object.entries(owner).map(pair)
    if (name === 'keys') return Object.keys(owner)
    return name === 'values' ? Object.values(owner) : undefined
  }
  return name === 'length' && ArrayBuffer.isView(owner) ? member(owner, name) : undefined
}

/** Pairs are tuples, as in Python. */
function pair([key, value]: readonly [unknown, unknown]): Tuple {
  return Tuple.of(key, value) as Tuple
}

function readText(text: string, name: string): unknown {
  if (name === 'length') return /[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length
  const index = indexOf(name)
  if (index === undefined) return undefined
  return /[\ud800-\udfff]/.test(text) ? Array.from(text)[index] : text[index]
}

/** A class or an uncalled function shows its own statics and its name. */
function readFunction(owner: object, name: string): unknown {
  const isOpen = name === 'name' || Object.prototype.propertyIsEnumerable.call(owner, name)
  return isOpen ? member(owner, name) : undefined
}

function indexOf(name: string): number | undefined {
  return /^\d{1,15}$/.test(name) ? Number(name) : undefined
}

function member(owner: object, name: string): unknown {
  return (owner as Record<string, unknown>)[name]
}

/** Unlike functions, classes have a `prototype` that cannot be replaced. */
function isClass(value: object): boolean {
  return Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false
}

/** Whether an error says of itself that it stands for a missing value. */
export function isSilent(error: unknown): boolean {
  return (
    error instanceof Error &&
    'silentVariableFailure' in error &&
    error.silentVariableFailure === true
  )
}
