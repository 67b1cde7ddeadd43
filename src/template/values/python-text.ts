import { TemplateError } from '../../shared/errors.ts'
import { Part } from '../../shared/part.ts'
import { ZonedInstant } from '../i18n/zoned-instant.ts'
import { isoText } from './date-letters.ts'
import { durationRepr, durationText } from './duration.ts'
import { Float, floatText } from './float.ts'
import { ownZone, toMoment, type Moment } from './moment.ts'
import { decimalObjectText, isDecimalObject, numberText } from './numbers.ts'
import { isPlainObject } from './plain-object.ts'
import { refusePromise } from './promise.ts'
import { SafeString } from './safe-string.ts'
import { Tuple } from './tuple.ts'

const builtInToStrings: ReadonlySet<unknown> = new Set([
  Object.prototype.toString,
  Array.prototype.toString,
  Date.prototype.toString,
])

/**
 * The text of a value as Python's `str()` writes it. Filters that work on text get this one; unlike
 * what `{{ value }}` shows, it follows no locale and no time zone.
 */
export function toStr(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return Number.isInteger(value) ? numberText(value) : floatText(value)
    case 'bigint':
      return String(value)
    case 'boolean':
      return value ? 'True' : 'False'
    case 'undefined':
      return ''
    case 'object':
      return value === null ? 'None' : objectText(value)
    default:
      return toRepr(value)
  }
}

function objectText(value: object): string {
  if (value instanceof SafeString) return value.html
  if (value instanceof Part) throw partAsText(value)
  if (value instanceof Float) return floatText(value.value)
  if (isDecimalObject(value)) return decimalObjectText(value)
  const moment = toMoment(value, ownZone)
  if (moment !== undefined) return isoText(moment, ' ')
  if (hasOwnText(value)) return durationText(value) ?? String(value)
  refusePromise(value)
  return value instanceof Date ? 'Invalid Date' : toRepr(value)
}

function partAsText({ constructor: { name } }: Part): TemplateError {
  return new TemplateError(
    'component_as_text',
    `${name} is a component, which is drawn by its own template, and here a text is needed. ` +
      'Show it between tags and without filters: {{ alert }}. In an attribute or filter, name one of its values: {{ alert.message }}.',
  )
}

/** An object that is written the same alone and inside of lists. */
export abstract class NamedTuple {
  abstract toString(): string
}

/**
 * The text of a value as Python's `repr()` writes it, which is how values look inside lists and
 * mappings: text in quotes, dates as constructors. A collection that contains itself ends in `...`.
 */
export function toRepr(value: unknown, parents: readonly object[] = []): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'function') return functionText(value)
  if (typeof value === 'symbol') return `<${String(value)}>`
  if (value === undefined) return 'None'
  if (typeof value !== 'object' || value === null) return toStr(value)
  return objectRepr(value, parents)
}

function objectRepr(value: object, parents: readonly object[]): string {
  if (value instanceof SafeString) return quoted(value.html)
  if (value instanceof Float) return toStr(value)
  if (isDecimalObject(value)) return `Decimal('${decimalObjectText(value)}')`
  const moment = toMoment(value, ownZone)
  if (moment !== undefined) return momentRepr(moment, value instanceof ZonedInstant)
  if (isCollection(value) && !hasOwnText(value)) return collectionRepr(value, parents)
  const duration = durationRepr(value)
  if (duration !== undefined) return duration
  if (value instanceof NamedTuple) return String(value)
  const name = className(value)
  if (!hasOwnText(value)) return `<${name} object>`
  return isCollection(value) ? toStr(value) : `<${name}: ${toStr(value)}>`
}

function isCollection(value: object): boolean {
  return (
    Array.isArray(value) ||
    value instanceof Map ||
    value instanceof Set ||
    ArrayBuffer.isView(value) ||
    isPlainObject(value)
  )
}

function collectionRepr(value: object, parents: readonly object[]): string {
  const isList = Array.isArray(value)
  const isTuple = value instanceof Tuple
  if (parents.includes(value)) return isTuple ? '(...)' : isList ? '[...]' : '{...}'
  if (value instanceof Uint8Array) return bytesRepr(value)
  const within = [...parents, value]
  const each = (item: unknown): string => toRepr(item, within)
  const pair = ([key, item]: readonly [unknown, unknown]): string => `${each(key)}: ${each(item)}`
  if (isTuple) return `(${Array.from(value, each).join(', ')}${value.length === 1 ? ',' : ''})`
  if (isList) return `[${Array.from(value, each).join(', ')}]`
  if (value instanceof Set)
    return value.size === 0 ? 'set()' : `{${[...value].map(each).join(', ')}}`
  if (value instanceof Map) return `{${[...value].map(pair).join(', ')}}`
  if (Symbol.iterator in value)
    return `[${Array.from(value as Iterable<unknown>, each).join(', ')}]`
  return `{${Object.entries(value).map(pair).join(', ')}}`
}

/**
 * Dates are instants in UTC here unless they bring a zone, as databases hand them out.
 *
 * @param isShifted whether a filter has chosen the zone, which makes an object of another name in Django
 */
function momentRepr({ kind, wall, microsecond, timeZone }: Moment, isShifted: boolean): string {
  const day = [wall.year, wall.month + 1, wall.day]
  if (kind === 'date') return `datetime.date(${day.join(', ')})`
  const time = [wall.hour, wall.minute]
  if (wall.second > 0 || microsecond > 0) time.push(wall.second)
  if (microsecond > 0) time.push(microsecond)
  if (kind === 'time') return `datetime.time(${time.join(', ')})`
  const zone = kind === 'instant' ? `, tzinfo=${zoneRepr(timeZone)}` : ''
  const name = isShifted ? 'datetimeobject' : 'datetime.datetime'
  return `${name}(${[...day, ...time].join(', ')}${zone})`
}

function zoneRepr(timeZone: string): string {
  return timeZone === 'UTC' ? 'datetime.timezone.utc' : `zoneinfo.ZoneInfo(key='${timeZone}')`
}

function bytesRepr(bytes: Uint8Array): string {
  const quote = quoteFor(String.fromCharCode(...bytes.filter((byte) => byte < 128)))
  let out = ''
  for (const byte of bytes) {
    const char = String.fromCharCode(byte)
    out += byte > 126 ? `\\x${byte.toString(16)}` : escapedChar(char, quote)
  }
  return `b${quote}${out}${quote}`
}

function quoted(text: string): string {
  const quote = quoteFor(text)
  const body = text.replace(/[\\'"\p{C}]|(?! )\p{Z}/gu, (char) => escapedChar(char, quote))
  return quote + body + quote
}

function quoteFor(text: string): string {
  return text.includes("'") && !text.includes('"') ? '"' : "'"
}

function escapedChar(char: string, quote: string): string {
  if (char === quote || char === '\\') return `\\${char}`
  if (char === '\n') return '\\n'
  if (char === '\r') return '\\r'
  if (char === '\t') return '\\t'
  const code = char.codePointAt(0) ?? 0
  if (code > 31 && code < 127) return char
  const hex = code.toString(16)
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

function functionText(value: { readonly name: string }): string {
  return `<function ${value.name || 'anonymous'}>`
}

function className(value: object): string {
  const constructor: unknown = (value as { constructor?: unknown }).constructor
  return typeof constructor === 'function' && constructor.name !== '' ? constructor.name : 'object'
}

/** Whether an object writes itself: its class has a `toString` of its own. */
export function hasOwnText(value: object): boolean {
  const method: unknown = (value as { toString?: unknown }).toString
  return typeof method === 'function' && !builtInToStrings.has(method)
}
