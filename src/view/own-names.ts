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
