import { actionState } from './action-state.ts'
import { predictedValue } from './predicted-values.ts'
import { rootOf } from './roots.ts'

/**
 * Reads a name as a template does: an own public field, or a getter of its class. Methods,
 * functions, `_x` and members of the framework's classes are out of reach: templates read, they do not act.
 *
 * @param context what `getContextData` gave for this render; null where it is the owner itself
 * @param otherwise gives the names that are not its own (`request`, `csrf_token` …)
 * @returns the value, or undefined when nobody has the name
 */
export function resolveName(
  owner: object,
  context: object | null,
  name: string,
  otherwise?: (name: string) => unknown,
): unknown {
  const source = context ?? owner
  if (hasName(source, name)) {
    const value = (source as Record<string, unknown>)[name]
    if (typeof value !== 'function') return value
  }
  return actionState(owner, name) ?? predictedValue(owner, name) ?? otherwise?.(name)
}

/** The value of an own public field; `otherwise` for all else, which would have to be computed. */
export function fieldOf(owner: object, name: string, otherwise: symbol): unknown {
  if (isPrivateName(name)) return otherwise
  const own = Object.getOwnPropertyDescriptor(owner, name)
  const isField = own !== undefined && 'value' in own && typeof own.value !== 'function'
  return isField ? own.value : otherwise
}

function hasName(source: object, name: string): boolean {
  if (isPrivateName(name)) return false
  if (Object.hasOwn(source, name)) return true
  const prototype = Object.getPrototypeOf(source)
  return prototype !== null && gettersBelow(rootOf(source), prototype).has(name)
}

/**
 * The names that the prototypes of a view's class offer to its template: getters below `root`. A
 * name that a nearer prototype turns into a method is not among them.
 *
 * @param root the prototype whose own members, and all above, are the framework's
 */
export function gettersBelow(root: object, prototype: object): ReadonlySet<string> {
  let known = cache.get(prototype)
  if (!known) cache.set(prototype, (known = findGetters(root, prototype)))
  return known
}

const cache = new WeakMap<object, ReadonlySet<string>>()

function findGetters(root: object, prototype: object): Set<string> {
  const decided = new Set<string>()
  const getters = new Set<string>()
  for (let at = prototype; at && at !== root; at = Object.getPrototypeOf(at)) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (decided.has(name) || isPrivateName(name)) continue
      decided.add(name)
      if (property.get) getters.add(name)
    }
  }
  for (const name of Object.getOwnPropertyNames(root)) getters.delete(name)
  return getters
}

/** Whether a name stays on the server: `_x`. */
export function isPrivateName(name: string): boolean {
  return name.charCodeAt(0) === 95
}

/** A view's own public fields and getters, as a plain object. */
export function publicData(root: object, view: object): Record<string, unknown> {
  const names = new Set([
    ...Object.getOwnPropertyNames(view),
    ...gettersBelow(root, Object.getPrototypeOf(view)),
  ])
  const data: [string, unknown][] = []
  for (const name of names) {
    if (isPrivateName(name)) continue
    const value = (view as Record<string, unknown>)[name]
    if (typeof value !== 'function') data.push([name, value])
  }
  return Object.fromEntries(data)
}

/**
 * What `getContextData` of the base classes returns: the public fields and getters of the view or component itself. The
 * mark tells the type of a template's context that they were spread into an overriding method's
 * result; no value has it.
 */
export interface OwnContext {
  readonly __ownFields?: true
}
