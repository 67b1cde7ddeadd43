import type { HandlerError } from '../shared/errors.ts'
import type { GivenValues } from './given-params.ts'
import type { HandlerEntry } from './handler-table.ts'
import { isStandardSchema } from './handler-options.ts'
import { paramError } from './param-error.ts'
import { readBySchema } from './params-by-schema.ts'
import { readWords } from './params-in-words.ts'
import { readCarried } from './params-without-schema.ts'
import { hasProtoKey, readWord, type Word } from './words.ts'

const nothing: GivenValues = Object.freeze(Object.create(null))
const notAnObject = 'the parameters are not an object'
const protoKey = 'a key "__proto__" came, which is never taken'

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
  const given = { params: typed(entry, own(entry, params)), data: own(entry, data) }
  const schema = entry.options.params
  if (schema === undefined) return readCarried(entry, given)
  if (isStandardSchema(schema)) return readBySchema(entry, schema, given)
  return readWords(entry, schema, given, options.isFormPost ?? false)
}

/** Takes own properties only. What a frame brought is such an object already. */
function own(entry: HandlerEntry, values: unknown): GivenValues {
  if (values === undefined || values === null) return nothing
  if (typeof values !== 'object' || Array.isArray(values)) throw other(entry, notAnObject)
  const isOwn = Object.getPrototypeOf(values) === null
  const given: GivenValues = isOwn ? values : Object.assign(Object.create(null), values)
  for (const name in given)
    if (name === '__proto__' || hasProtoKey(given[name])) throw other(entry, protoKey)
  return given
}

/** Converts the parameters whose names say what they are: `dj-value-id:int` arrives as `id:int`. */
function typed(entry: HandlerEntry, params: GivenValues): GivenValues {
  let converted: Record<string, unknown> | null = null
  for (const name in params) {
    if (!name.includes(':')) continue
    const [, plain, word] = /^(.+):(int|float|bool|json)$/.exec(name) ?? []
    if (plain === undefined) continue
    if (plain === '__proto__') throw other(entry, protoKey)
    const read = readWord(word as Word, params[name])
    if ('expected' in read) {
      const expected = `${word}, ${read.expected}`
      throw paramError(entry, [{ kind: 'unfit', name: plain, expected, value: params[name] }])
    }
    converted ??= Object.assign(Object.create(null), params) as Record<string, unknown>
    delete converted[name]
    converted[plain] = read.value
  }
  return converted ?? params
}

function other(entry: HandlerEntry, text: string): HandlerError {
  return paramError(entry, [{ kind: 'other', text }])
}
