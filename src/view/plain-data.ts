import { isPlainObject } from './plain-object.ts'

/** Whether a value is made of nothing but primitives, arrays, plain objects, Maps, Sets and Dates. */
export function isPlainData(value: unknown): boolean {
  if (typeof value === 'function' || typeof value === 'symbol') return false
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isPlainData)
  if (value instanceof Map) return [...value].flat().every(isPlainData)
  if (value instanceof Set) return [...value].every(isPlainData)
  return value instanceof Date || (isPlainObject(value) && Object.values(value).every(isPlainData))
}

/** Copies plain data. */
export function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Array.isArray(value) && value.length === 0 ? [] : structuredClone(value)
}

/** Whether a value is the same as some plain data. It is looked through only as far as they agree. */
export function isSameData(value: unknown, data: unknown): boolean {
  if (Object.is(value, data)) return true
  if (typeof value !== 'object' || value === null) return false
  if (typeof data !== 'object' || data === null) return false
  if (Array.isArray(data)) {
    if (!Array.isArray(value) || value.length !== data.length) return false
    return data.every((item, i) => isSameData(value[i], item))
  }
  if (data instanceof Date) return value instanceof Date && Object.is(+value, +data)
  if (data instanceof Map) {
    if (!(value instanceof Map) || value.size !== data.size) return false
    return [...data].every(([key, item]) => value.has(key) && isSameData(value.get(key), item))
  }
  if (data instanceof Set) {
    if (!(value instanceof Set) || value.size !== data.size) return false
    return [...data].every((item) => value.has(item))
  }
  if (!isPlainObject(value)) return false
  const fields = Object.entries(data)
  if (Object.keys(value).length !== fields.length) return false
  return fields.every(
    ([name, item]) =>
      Object.hasOwn(value, name) && isSameData((value as Record<string, unknown>)[name], item),
  )
}
