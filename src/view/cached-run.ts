import { ConfigError, DjustError } from '../shared/errors.ts'
import { changedFields } from './method-source.ts'
import { copyOf, isPlainData } from './plain-data.ts'

/** How long, and by what, the results of a handler are kept. */
export interface CacheOptions<Field extends string = string> {
  /** How long they count, in milliseconds (60,000). */
  readonly ttl?: number
  /** The parameters that tell calls apart (all). */
  readonly keyParams?: readonly string[]
  /** The fields that are its result (those that its source sets). */
  readonly fields?: readonly Field[]
}

/** How many results of one view or component are kept. */
const maxEntries = 100
const defaultTtlMs = 60_000

interface Entry {
  readonly untilMs: number
  readonly fields: Readonly<Record<string, unknown>>
}

/** Results by their calls, the one longest unused first. */
const kept = new WeakMap<object, Map<string, Entry>>()

type Run = (owner: object, params: unknown) => unknown

/**
 * Lets a call that was made before put its fields back in place of running the handler.
 *
 * @param of names the handler in messages
 * @param method whose source tells the fields where they are not said
 * @throws {ConfigError} where it sets none
 */
export function cachedRun(
  name: string,
  of: string,
  options: CacheOptions,
  method: Function,
  run: Run,
): Run {
  const fields = options.fields ?? fieldsOf(method, of)
  const ttlMs = options.ttl ?? defaultTtlMs
  return (owner, params) => {
    const entries = kept.get(owner) ?? new Map<string, Entry>()
    kept.set(owner, entries)
    const key = JSON.stringify([name, keyOf(params, options.keyParams)])
    const found = entries.get(key)
    entries.delete(key)
    if (found && Date.now() < found.untilMs) {
      entries.set(key, found)
      for (const [field, value] of Object.entries(found.fields))
        setField(owner, field, copyOf(value))
      return undefined
    }
    const keep = (): void => {
      const copies = fields.map((field) => [field, copyFor(owner, field, of)] as const)
      entries.set(key, { untilMs: Date.now() + ttlMs, fields: Object.fromEntries(copies) })
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries) break
        entries.delete(oldest)
      }
    }
    const running = run(owner, params)
    if (typeof (running as PromiseLike<unknown> | null)?.then === 'function')
      return (running as PromiseLike<unknown>).then(keep)
    keep()
    return running
  }
}

function fieldsOf(method: Function, of: string): string[] {
  const fields = changedFields(method)
  if (fields.length > 0 && !fields.some((field) => field.startsWith('#'))) return fields
  throw new ConfigError(
    'cache_without_fields',
    `${of} is cached, and its source does not tell which fields are its result. ` +
      "Name them: @cache({ fields: ['results'] }).",
  )
}

function keyOf(params: unknown, names: readonly string[] | undefined): unknown {
  const given = Object.entries((params ?? {}) as Record<string, unknown>)
  return given
    .filter(([name]) => names?.includes(name) ?? true)
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

function copyFor(owner: object, field: string, of: string): unknown {
  const value = (owner as Record<string, unknown>)[field]
  if (isPlainData(value)) return copyOf(value)
  throw new DjustError(
    'cache_not_plain',
    `${of} is cached, but "${field}" holds what cannot be copied. Keep texts, numbers, arrays, plain objects, Maps, Sets and Dates in it, or name other fields: @cache({ fields: […] }).`,
  )
}

function setField(owner: object, field: string, value: unknown): void {
  ;(owner as Record<string, unknown>)[field] = value
}
