/** The names of `@reactive accessor` fields, by their class. */
const names = new WeakMap<object, Set<string>>()

export function noteReactive(Class: object, name: string): void {
  const known = names.get(Class) ?? new Set()
  names.set(Class, known.add(name))
}

/** The `@reactive accessor` fields of a view or component: they are state, and no data properties. */
export function reactiveNames(owner: object): Iterable<string> {
  return names.get(owner.constructor) ?? []
}
