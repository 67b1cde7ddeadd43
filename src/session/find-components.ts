import { isPlainObject } from '../template/values/plain-object.ts'
import { Component } from '../view/component.ts'

/** How deep collections may stand in each other. */
const maxDepth = 4

/**
 * Finds the components that a view or component holds: in its own fields, and in the arrays, Maps, Sets and plain objects
 * in them.
 *
 * @param holders the object itself, and what its template reads in place of it; the first that has a component names it
 * @returns each with where it is: `alert`, `rows.3`, `cells.a`
 */
export function findComponents(...holders: readonly object[]): Map<Component<any>, string> {
  const found = new Map<Component<any>, string>()
  const seen = new Set<object>()

  function visit(value: unknown, path: string, depth: number): void {
    if (typeof value !== 'object' || value === null) return
    if (value instanceof Component) {
      if (!found.has(value)) found.set(value, path)
      return
    }
    if (depth > maxDepth || seen.has(value)) return
    seen.add(value)
    for (const [key, item] of entriesOf(value)) visit(item, `${path}.${key}`, depth + 1)
  }

  for (const holder of holders) {
    for (const [name, value] of ownData(holder)) visit(value, name, 1)
  }
  return found
}

/** Fields with their values; what is computed is not asked. */
function ownData(holder: object): [string, unknown][] {
  return Object.entries(Object.getOwnPropertyDescriptors(holder)).flatMap(([name, { value }]) =>
    typeof value === 'object' && value !== null ? [[name, value]] : [],
  )
}

function entriesOf(value: object): Iterable<readonly [unknown, unknown]> {
  if (Array.isArray(value)) return value.entries()
  if (value instanceof Map) return value
  if (value instanceof Set) return [...value].entries()
  return isPlainObject(value) ? Object.entries(value) : []
}
