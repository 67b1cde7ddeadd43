import { setupOf } from './function-view-setup.ts'
import { rootOf } from './roots.ts'

/**
 * Whether the source of a class of views, or of one between it and djust's own, has one of some names in it. What this
 * decides costs nothing to the others.
 */
export function speaksOf(Class: object, names: RegExp): boolean {
  const root = rootOf((Class as { prototype: object }).prototype).constructor
  for (let at: object | null = Class; at && at !== root; at = Object.getPrototypeOf(at))
    if (names.test(Function.prototype.toString.call(setupOf(at) ?? at))) return true
  return false
}
