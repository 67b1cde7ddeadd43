import type { LiveView } from './live-view.ts'
import type { ViewStatics } from './view-options.ts'

/**
 * The fields of a view that are its state: its own data, public and `_private`. Functions are made anew with the view,
 * `#private` fields cannot be reached, and those that `static transient` names are left out.
 */
export function storedFields(view: LiveView): Record<string, unknown> {
  const transient = transientOf(view)
  const fields: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(view))) {
    const isData = 'value' in property && typeof property.value !== 'function'
    if (!isData || transient.includes(name)) continue
    Object.defineProperty(fields, name, { ...plainField, value: property.value })
  }
  return fields
}

/** Lays stored fields over those that a view was made with. */
export function restoreFields(view: LiveView, fields: Readonly<Record<string, unknown>>): void {
  const transient = transientOf(view)
  for (const [name, value] of Object.entries(fields)) {
    if (!transient.includes(name)) Object.defineProperty(view, name, { ...plainField, value })
  }
}

const plainField = { writable: true, enumerable: true, configurable: true }

function transientOf(view: LiveView): readonly string[] {
  return (view.constructor as ViewStatics).transient ?? []
}
