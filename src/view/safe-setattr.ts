import { isPrivateName } from './own-names.ts'
import { rootOf } from './roots.ts'

export interface SafeSetattrOptions {
  /** The names that may be written (default: every declared public field). */
  readonly allow?: readonly string[]
}

/**
 * Writes a field of a view or component, or of another object, that somebody else names: only a field that is there, in
 * public, and writable. Never a method, a member of the framework's classes, `_x`, or what leads to a prototype.
 *
 * @param name as it came
 * @returns whether it was written
 */
export function safeSetattr(
  target: object,
  name: unknown,
  value: unknown,
  { allow }: SafeSetattrOptions = {},
): boolean {
  if (typeof name !== 'string' || name === 'prototype' || isPrivateName(name)) return false
  // `__proto__`, `constructor` and every member of the framework's own classes are among these.
  if (name in rootOf(target) || name in Object.prototype) return false
  if (allow && !allow.includes(name)) return false
  return isWritable(target, name) && Reflect.set(target, name, value)
}

function isWritable(target: object, name: string): boolean {
  const root = rootOf(target)
  for (let at = target; at && at !== root; at = Object.getPrototypeOf(at)) {
    const property = Object.getOwnPropertyDescriptor(at, name)
    if (!property) continue
    if (property.get || property.set) return property.set !== undefined
    return at === target && property.writable === true && typeof property.value !== 'function'
  }
  return false
}
