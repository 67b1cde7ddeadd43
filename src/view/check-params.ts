import type { HandlerEntry } from './handler-table.ts'
import { isStandardSchema } from './handler-options.ts'
import { paramError } from './param-error.ts'
import { readBySchema } from './params-by-schema.ts'
import { readWords } from './params-in-words.ts'
import { readCarried } from './params-without-schema.ts'
import { hasProtoKey, readWord, type Word } from './words.ts'

export interface CheckParamsOptions {
  /** Whether a plain form post brought them: it leaves out unchecked boxes and empty lists. */
  isFormPost?: boolean
}

/**
 * Turns what an event brought into what its handler takes.
 *
 * @param params from the event, `dj-value-*` or the form: a missing or extra one is an error
 * @param data from `data-*` attributes: fills in what `params` lack, extra ones are ignored
 * @returns the handler's parameters, or a promise of them when a schema validates asynchronously
 * @throws {HandlerError} `bad_params`; the message tells the developer what was expected and came
 */
export function checkParams(
  entry: HandlerEntry,
  params: unknown,
  data: unknown,
  options: CheckParamsOptions = {},
): unknown {
  const given = { params: typed(entry, toMap(entry, params)), data: toMap(entry, data) }
  const schema = entry.options.params
  if (schema === undefined) return readCarried(entry, given)
  if (isStandardSchema(schema)) return readBySchema(entry, schema, given)
  return readWords(entry, schema, given, options.isFormPost ?? false)
}

/** Takes own properties only, into a map, where no name is special. */
function toMap(entry: HandlerEntry, values: unknown): Map<string, unknown> {
  if (values === undefined || values === null) return new Map()
  if (typeof values !== 'object' || Array.isArray(values)) {
    throw paramError(entry, [{ kind: 'other', text: 'the parameters are not an object' }])
  }
  const map = new Map<string, unknown>()
  for (const name of Object.keys(values)) {
    const value = (values as Record<string, unknown>)[name]
    if (name === '__proto__' || hasProtoKey(value)) {
      throw paramError(entry, [
        { kind: 'other', text: 'a key "__proto__" came, which is never taken' },
      ])
    }
    map.set(name, value)
  }
  return map
}

/** Converts the parameters whose names say what they are: `dj-value-id:int` arrives as `id:int`. */
function typed(entry: HandlerEntry, params: Map<string, unknown>): Map<string, unknown> {
  for (const [name, raw] of [...params].filter(([name]) => name.includes(':'))) {
    const [, plain, word] = /^(.+):(int|float|bool|json)$/.exec(name) ?? []
    if (plain === undefined) continue
    const read = readWord(word as Word, raw)
    if ('expected' in read) {
      const expected = `${word}, ${read.expected}`
      throw paramError(entry, [{ kind: 'unfit', name: plain, expected, value: raw }])
    }
    params.delete(name)
    params.set(plain, read.value)
  }
  return params
}
