/**
 * The one vocabulary of parameter types: `<int:id>` in a route, `dj-value-id:int` in markup,
 * `{ id: 'int' }` in a handler.
 */
export interface ParamTypes {
  int: number
  float: number
  bool: boolean
  str: string
  slug: string
  uuid: string
  path: string
  json: unknown
  list: string[]
}

export type Word = keyof ParamTypes

/** A value that a word accepts, or what it should have been. */
export type Read<T = unknown> = { readonly value: T } | { readonly expected: string }

/**
 * What each word accepts. Text is converted; a value that has the type already (from JSON, or from
 * a test) is taken as it is.
 */
const readers: { readonly [W in Word]: (raw: unknown) => Read<ParamTypes[W]> } = {
  int: (raw) => accept(toNumber(raw, /^[+-]?\d+$/), Number.isSafeInteger, 'a whole number'),
  float: (raw) => accept(toNumber(raw, floatText), Number.isFinite, 'a number'),
  bool: (raw) => accept(toBoolean(raw), isBoolean, 'true or false'),
  str: (raw) => accept(raw, isString, 'text'),
  slug: (raw) => accept(raw, matches(/^[-a-zA-Z0-9_]+$/), 'letters, digits, "-" and "_"'),
  uuid: (raw) => accept(raw, matches(uuidText), 'a UUID in lower case'),
  path: (raw) => accept(raw, matches(/./s), 'a path'),
  json: readJson,
  list: (raw) => accept(isString(raw) ? [raw] : raw, isStringList, 'a list of texts'),
}

const floatText = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const uuidText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const words = Object.keys(readers) as Word[]

/** Whether a value is one of the words, without the `?` that makes a parameter optional. */
export function isWord(word: unknown): word is Word {
  return typeof word === 'string' && Object.hasOwn(readers, word)
}

/** Takes a raw value as `word` says. */
export function readWord(word: Word, raw: unknown): Read {
  return readers[word](raw)
}

function accept<T>(
  value: unknown,
  isRight: (value: unknown) => boolean,
  expected: string,
): Read<T> {
  return isRight(value) ? { value: value as T } : { expected }
}

function toNumber(raw: unknown, pattern: RegExp): unknown {
  if (!isString(raw)) return raw
  const text = raw.trim()
  return pattern.test(text) ? Number(text) : undefined
}

/** Reads the spellings of HTML forms (`on`), of templates (`True`) and of people. */
function toBoolean(raw: unknown): unknown {
  if (!isString(raw)) return raw
  switch (raw.trim().toLowerCase()) {
    case 'true':
    case 'on':
    case 'yes':
    case '1':
      return true
    case 'false':
    case 'off':
    case 'no':
    case '0':
    case '':
      return false
    default:
      return undefined
  }
}

function readJson(raw: unknown): Read {
  let value = raw
  if (isString(raw)) {
    try {
      value = JSON.parse(raw)
    } catch {
      return { expected: 'JSON' }
    }
  }
  return hasProtoKey(value) ? { expected: 'JSON without a key "__proto__"' } : { value }
}

/** Whether a key `__proto__`, with which careless merging changes prototypes, hides in a value. */
export function hasProtoKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const seen = new Set([value])
  // A set visits what is added to it on the way, once.
  for (const next of seen) {
    if (typeof next !== 'object' || next === null) continue
    if (Object.hasOwn(next, '__proto__')) return true
    for (const inner of Object.values(next)) seen.add(inner)
  }
  return false
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean'
}

function isStringList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isString)
}

function matches(pattern: RegExp): (value: unknown) => boolean {
  return (value) => isString(value) && pattern.test(value)
}
