import type { StandardSchemaV1 } from '@standard-schema/spec'
import { ConfigError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import type { CacheOptions } from './cached-run.ts'
import type { ParamSchema, ParamShape } from './params.ts'
import type { Predictions } from './prediction.ts'
import { showValue } from './show-value.ts'
import { checkTime, checkTiming, type DebounceOptions, type ThrottleOptions } from './timing.ts'
import { isWord, words } from './words.ts'

/** What a decorator or the `handlers` table says about one handler. */
export interface HandlerOptions<S extends ParamSchema | undefined = ParamSchema | undefined> {
  /** The parameters that it takes, in words (`{ index: 'int', note: 'str?' }`) or as a schema. */
  params?: S
  /** What it does, for those who list the handlers. */
  description?: string
  /** How long the browser waits until nothing more has happened: see `@debounce`. Milliseconds. */
  debounce?: number | DebounceOptions
  /** How often the browser sends at most: see `@throttle`. Milliseconds. */
  throttle?: number | ThrottleOptions
  /** Whether the page goes on once it waits for something: see `@background`. */
  background?: boolean
  /** How long its results are kept: see `@cache`. */
  cache?: CacheOptions
  /** Whether its template reads how it went: see `@action`. */
  action?: boolean
  /** The field that is true while it runs: see `@loading`. */
  loading?: string
  /** What the browser shows until the answer comes: see `@optimistic`. */
  optimistic?: true | Predictions
  /** Fields that the browser keeps by itself: see `@clientState`. */
  clientState?: readonly string[]
  /** A permission or a list: whoever calls it must have all of them. */
  permissionRequired?: string | readonly string[]
  /** So many calls at once, and so many more each second, of one page. */
  rateLimit?: Rate
  /** Whether it can be called only while the page shows an element that calls it. */
  onlyWhenRendered?: boolean
}

/** So many at once, and so many more each second. */
export interface Rate {
  /** How many each second, on average. */
  readonly rate: number
  /** How many at once. */
  readonly burst: number
}

const actingOptions = [
  'params',
  'description',
  'permissionRequired',
  'rateLimit',
  'onlyWhenRendered',
  'background',
  'debounce',
  'throttle',
  'cache',
  'action',
  'loading',
  'optimistic',
  'clientState',
]

const laterHandlerOptions = ['exposeApi']

/** Whether a value is a schema of a library that speaks Standard Schema. */
export function isStandardSchema(value: unknown): value is StandardSchemaV1 {
  const isHolder = typeof value === 'function' || (typeof value === 'object' && value !== null)
  return isHolder && '~standard' in value
}

/** Whether a value states parameters in words. */
export function isParamShape(value: unknown): value is ParamShape {
  return isRecord(value) && Object.values(value).every((word) => isWord(withoutMark(word)))
}

/**
 * Refuses options that say nothing the framework knows.
 *
 * @param of names the handler in messages
 * @param alsoKnown further keys that may stand beside the options
 */
export function checkHandlerOptions(
  options: unknown,
  of: string,
  alsoKnown: readonly string[] = [],
): asserts options is HandlerOptions {
  if (!isRecord(options)) {
    throw new ConfigError('bad_handler_option', `The options of ${of} have to be an object.`)
  }
  for (const name of Object.keys(options)) {
    if (actingOptions.includes(name) || alsoKnown.includes(name)) continue
    throw new ConfigError('unknown_handler_option', unknownOption(name, of, alsoKnown))
  }
  const { params, description, background, action, onlyWhenRendered } = options
  if (params !== undefined) checkParamSchema(params, of)
  if (description !== undefined && typeof description !== 'string') {
    throw new ConfigError('bad_handler_option', `The description of ${of} has to be text.`)
  }
  checkTiming(options, of)
  for (const [name, flag] of Object.entries({ background, action, onlyWhenRendered })) {
    if (flag === undefined || typeof flag === 'boolean') continue
    throw new ConfigError(
      'bad_handler_option',
      `The option ${name} of ${of} has to be true or false.`,
    )
  }
  if (options.loading !== undefined && !isFieldName(options.loading)) {
    throw new ConfigError(
      'bad_handler_option',
      `The option loading of ${of} has to name a public field: 'isSaving'.`,
    )
  }
  checkCache(options, of)
  checkShared(options, of)
  const { permissionRequired, rateLimit } = options
  if (rateLimit !== undefined && !isRate(rateLimit)) {
    throw new ConfigError(
      'bad_handler_option',
      `The rateLimit of ${of} has to be { rate: 10, burst: 5 }: calls each second, and at once.`,
    )
  }
  if (permissionRequired !== undefined && !isPermission(permissionRequired)) {
    throw new ConfigError(
      'bad_handler_option',
      `The permissionRequired of ${of} has to be a permission such as 'app.change_item', or a list of them.`,
    )
  }
}

function checkCache({ cache, background }: Record<string, unknown>, of: string): void {
  if (cache === undefined) return
  const bad = (problem: string): ConfigError =>
    new ConfigError('bad_handler_option', `The cache of ${of} ${problem}`)
  if (!isRecord(cache))
    throw bad("has to be an object: { ttl: 60_000, keyParams: ['value'], fields: ['results'] }.")
  const known = ['ttl', 'keyParams', 'fields']
  const odd = Object.keys(cache).find((name) => !known.includes(name))
  if (odd !== undefined) throw bad(`has "${odd}".${didYouMean(odd, known)}`)
  for (const name of ['keyParams', 'fields']) {
    const list = cache[name]
    if (list !== undefined && !(Array.isArray(list) && list.every((each) => isString(each))))
      throw bad(`: ${name} has to be a list of names.`)
  }
  if (cache.ttl !== undefined) checkTime('cache.ttl', cache.ttl, of)
  if (background === true)
    throw bad('never holds what background work changes later. Remove one of the two.')
}

function checkShared(options: Record<string, unknown>, of: string): void {
  const { optimistic, clientState, params } = options
  const bad = (problem: string): ConfigError => new ConfigError('bad_handler_option', problem)
  const isPrediction = (value: unknown) => typeof value === 'string' || typeof value === 'function'
  const isPredictions =
    isRecord(optimistic) &&
    Object.keys(optimistic).every(isFieldName) &&
    Object.values(optimistic).every(isPrediction)
  if (optimistic !== undefined && optimistic !== true && !isPredictions) {
    throw bad(
      `What ${of} predicts has to be true, or public fields with expressions: { liked: 'not liked' }.`,
    )
  }
  if (clientState === undefined) return
  if (!Array.isArray(clientState) || clientState.length === 0 || !clientState.every(isFieldName))
    throw bad(`The clientState of ${of} has to be a list of public fields: ['tab'].`)
  const isNeverSent =
    isParamShape(params) && Object.keys(params).every((name) => clientState.includes(name))
  const acting = ['debounce', 'throttle', 'background', 'cache', 'action', 'loading', 'rateLimit']
  const idle = acting.find((name) => options[name])
  if (isNeverSent && idle !== undefined) {
    throw bad(
      `${of} takes nothing but what the browser keeps, so it is never sent, and ${idle} never acts. Remove one of the two.`,
    )
  }
  const both = isRecord(optimistic) && clientState.find((key) => key in optimistic)
  if (both) throw bad(`${of} keeps "${both}" in the browser and predicts it. Keep one of the two.`)
}

function isString(value: unknown): boolean {
  return typeof value === 'string'
}

function isFieldName(value: unknown): value is string {
  return typeof value === 'string' && /^[\p{L}$][\p{L}\p{N}_$]*$/u.test(value)
}

/** Whether a value says a rate. */
export function isRate(value: unknown): value is Rate {
  if (!isRecord(value) || Object.keys(value).some((key) => key !== 'rate' && key !== 'burst'))
    return false
  const { rate, burst } = value
  return isAbove(0, rate) && isAbove(1, burst)
}

function isAbove(least: number, value: unknown): boolean {
  return Number.isFinite(value) && (value as number) > 0 && (value as number) >= least
}

/** Whether a value names a permission, or several. */
export function isPermission(value: unknown): value is string | readonly string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.length > 0 && list.every((name) => typeof name === 'string' && name !== '')
}

/** The permissions that options name. */
export function permissionList(
  options: { readonly permissionRequired?: string | readonly string[] | null } | undefined,
): readonly string[] {
  return [options?.permissionRequired ?? []].flat()
}

function unknownOption(name: string, of: string, alsoKnown: readonly string[]): string {
  if (laterHandlerOptions.includes(name)) {
    return `The option "${name}" of ${of} does not act yet in this version. Remove it.`
  }
  const known = [...actingOptions, ...alsoKnown]
  const hint = didYouMean(name, [...known, ...laterHandlerOptions])
  return `${of} has an unknown option "${name}".${hint} Known: ${known.join(', ')}.`
}

/** Refuses `params` that are neither a schema nor words. */
export function checkParamSchema(params: unknown, of: string): void {
  if (isStandardSchema(params)) return
  if (!isRecord(params)) {
    throw new ConfigError(
      'bad_param_schema',
      `The params of ${of} are neither words nor a schema. ` +
        "Write { index: 'int', note: 'str?' }, or the schema of a library with Standard Schema.",
    )
  }
  for (const [name, word] of Object.entries(params)) {
    if (name === '__proto__') {
      throw new ConfigError('bad_param_schema', `The params of ${of} may not name "__proto__".`)
    }
    if (isWord(withoutMark(word))) continue
    throw new ConfigError(
      'unknown_param_type',
      `The params of ${of} give "${name}" the unknown type ${showValue(word)}.` +
        `${typeof word === 'string' ? didYouMean(word, words) : ''} ` +
        `Known: ${words.join(', ')}; with a "?" behind it a parameter may be left out.`,
    )
  }
}

function withoutMark(word: unknown): unknown {
  return typeof word === 'string' && word.endsWith('?') ? word.slice(0, -1) : word
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
