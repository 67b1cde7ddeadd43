import type { ListRecord, StandingItems } from '../diff/list-record.ts'
import type { RenderEnv } from '../template/values/env.ts'
import { isPlainObject } from '../template/values/plain-object.ts'

/**
 * Whether a list shows what it did because its items are the same ones and cannot have changed: then its rows need not
 * be compared. Items are looked through when the same frozen array is met a second time; one that is replaced each time
 * costs nothing.
 *
 * @param paths all that rows read of their items
 * @param journal gets what is known of the items, if they are compared
 */
export function areStanding(
  list: ListRecord,
  items: readonly unknown[],
  paths: readonly (readonly string[])[],
  env: RenderEnv,
  journal: unknown[],
): boolean {
  const known = list.standing
  if (known !== null && known.items === items) {
    if (known.isFixed === true && isSameEnv(known.env as RenderEnv, env)) return true
    // They are looked through before they are read, so that nothing changes in between.
    const isFixed = known.isFixed ?? items.every((_, i) => isFixedItem(items, i, paths))
    if (isFixed || known.isFixed === null) note(list, { items, isFixed, env }, journal)
  } else if (items.length > 0 && Object.isFrozen(items)) {
    note(list, { items, isFixed: null, env }, journal)
  } else if (known !== null) note(list, null, journal)
  return false
}

function note(list: ListRecord, standing: StandingItems | null, journal: unknown[]): void {
  journal.push(list, -1, { kind: 'standing', standing })
}

function isFixedItem(
  items: readonly unknown[],
  i: number,
  paths: readonly (readonly string[])[],
): boolean {
  const own = Object.getOwnPropertyDescriptor(items, i)
  if (!own || !('value' in own)) return false
  return isPrimitive(own.value) || paths.every((path) => isFixedPath(own.value, path))
}

/** Whether a path leads through own fields of frozen objects to something that cannot change. */
function isFixedPath(owner: unknown, path: readonly string[]): boolean {
  let at = owner
  for (const step of path) {
    if (isPrimitive(at)) return true
    if (!isFrozenPlain(at)) return false
    const own = Object.getOwnPropertyDescriptor(at, step)
    // What is no field of its own may still be found elsewhere: `items`, `keys`, `length` and the like.
    if (!own) return !(step in at) && !derivedNames.has(step)
    if (!('value' in own)) return false
    at = own.value as unknown
  }
  return isFixed(at, maxDepth)
}

/** What a template finds in every plain object. */
const derivedNames: ReadonlySet<string> = new Set(['items', 'keys', 'values'])

/** Objects nested deeper, perhaps in a circle, are not looked through. */
const maxDepth = 8

function isFixed(value: unknown, depth: number): boolean {
  if (isPrimitive(value)) return true
  if (depth === 0 || !isFrozenPlain(value)) return false
  return Reflect.ownKeys(value).every((key) => {
    const own = Object.getOwnPropertyDescriptor(value, key)!
    return 'value' in own && isFixed(own.value, depth - 1)
  })
}

function isFrozenPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const isPlain = Array.isArray(value)
    ? Object.getPrototypeOf(value) === Array.prototype
    : isPlainObject(value)
  return isPlain && Object.isFrozen(value)
}

function isPrimitive(value: unknown): boolean {
  return value === null || (typeof value !== 'object' && typeof value !== 'function')
}

/** Whether pure filters, and what shows values, give the same in two environments. */
function isSameEnv(a: RenderEnv, b: RenderEnv): boolean {
  return (
    a === b ||
    (a.timeZone === b.timeZone &&
      a.homeZone === b.homeZone &&
      a.locale === b.locale &&
      a.autoescape === b.autoescape &&
      a.localizes === b.localizes &&
      a.usesLocalTime === b.usesLocalTime &&
      a.groupsDigits === b.groupsDigits &&
      a.translations === b.translations)
  )
}
