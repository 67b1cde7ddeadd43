import { keepsState, keptState } from './kept-state.ts'
import { reactiveNames } from './reactive-names.ts'
import type { ViewStatics } from './view-options.ts'

/**
 * The fields of a view or component that are its state: its own data, public and `_private`. Functions are made anew with it,
 * `#private` fields cannot be reached, and those that `static transient` names are left out.
 */
export function storedFields(owner: object): Record<string, unknown> {
  const transient = transientOf(owner)
  const fields: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
    const isData = 'value' in property && typeof property.value !== 'function'
    if (!isData || transient.includes(name)) continue
    const value = keepsState(property.value) ? property.value[keptState] : property.value
    Object.defineProperty(fields, name, { ...plainField, value })
  }
  for (const name of reactiveNames(owner))
    if (!transient.includes(name)) fields[name] = (owner as Record<string, unknown>)[name]
  return fields
}

/** Lays stored fields over those that a view or component was made with. */
export function restoreFields(owner: object, fields: Readonly<Record<string, unknown>>): void {
  const transient = transientOf(owner)
  const reactive = new Set(reactiveNames(owner))
  for (const [name, value] of Object.entries(fields)) {
    if (transient.includes(name)) continue
    if (reactive.has(name)) {
      ;(owner as Record<string, unknown>)[name] = value
      continue
    }
    const made: unknown = Object.hasOwn(owner, name) && (owner as Record<string, unknown>)[name]
    if (keepsState(made)) made[keptState] = value
    else Object.defineProperty(owner, name, { ...plainField, value })
  }
}

const plainField = { writable: true, enumerable: true, configurable: true }

function transientOf(owner: object): readonly string[] {
  return (owner.constructor as ViewStatics).transient ?? []
}
