import { Float } from '../../src/template/values/float.ts'
import { markSafe } from '../../src/template/values/safe-string.ts'
import { offsetOfWall } from '../../src/template/values/time-zone.ts'
import { Tuple } from '../../src/template/values/tuple.ts'
import { QueryDict } from '../../src/view/query-dict.ts'
import { Decimal, PythonRange, Uuid } from './fixtures/numbers.ts'
import { fixtureFunction, fixtureObject, type FunctionSpec } from './fixtures/objects.ts'
import { Duration, Instant, PlainDate, PlainDateTime, PlainTime } from './fixtures/temporal.ts'

/** What the decoding of a case hangs on beside the case itself. */
export interface DecodeOptions {
  /** Makes what `{% include variable %}` and `{% extends variable %}` take. */
  template?(source: string): unknown
  /** Makes an object of Django's own tests. */
  object?(name: string, text: string | null): unknown
}

type Json = Readonly<Record<string, unknown>>
type Decoder = (value: unknown, whole: Json, options: DecodeOptions) => unknown

const decoders: Readonly<Record<string, Decoder>> = {
  $safe: (html) => markSafe(String(html)),
  $lazy: (text) => text,
  $float: (text) => new Float(floatOf(String(text))),
  $int: (text) => BigInt(String(text)),
  $decimal: (text) => new Decimal(String(text)),
  $datetime: (iso) => dateTime(String(iso)),
  $date: (iso) => new PlainDate(String(iso)),
  $time: (iso) => new PlainTime(String(iso)),
  $timedelta_s: (seconds) => new Duration(Number(seconds)),
  $tuple: (items, _, options) => Tuple.from(list(items, options)),
  $set: (items, _, options) => new Set(list(items, options)),
  $map: (pairs, _, options) => new Map(list(pairs, options) as [unknown, unknown][]),
  $range: (bounds) => new PythonRange(...(bounds as [number, number, number])),
  $iterator: (items, _, options) => list(items, options)[Symbol.iterator](),
  $bytes: (text) => Uint8Array.from(String(text), (char) => char.charCodeAt(0)),
  $uuid: (hex) => new Uuid(String(hex)),
  $querydict: (query) => new QueryDict(String(query)),
  $request: (request) => requestOf(request as { path: string; query: string }),
  $object: (name, whole, options) => object(String(name), whole, options),
  $fixture: (name, whole, options) => options.object?.(String(name), textOf(whole)),
  $callable: (name, _, options) => options.object?.(String(name), null),
  $html: (html) => fixtureObject({}, String(html)),
  $template: (source, _, options) => options.template?.(String(source)),
  $function: (spec, _, options) =>
    fixtureFunction(spec as FunctionSpec, (value) => decode(value, options)),
}

/** Turns the JSON spelling of a value into the value; README.md lists the spellings. */
export function decode(value: unknown, options: DecodeOptions = {}): unknown {
  if (Array.isArray(value)) return list(value, options)
  if (typeof value !== 'object' || value === null) return value
  const mark = Object.keys(value).find((name) => name.startsWith('$'))
  if (mark === undefined) return record(value as Json, options)
  const decoder = decoders[mark]
  if (decoder === undefined) throw new Error(`The value ${JSON.stringify(value)} is not known`)
  return decoder((value as Json)[mark], value as Json, options)
}

export function list(items: unknown, options: DecodeOptions): unknown[] {
  return (items as readonly unknown[]).map((item) => decode(item, options))
}

function record(value: Json, options: DecodeOptions): unknown {
  const entries = Object.entries(value).map(([name, item]) => [name, decode(item, options)])
  return Object.fromEntries(entries)
}

function floatOf(text: string): number {
  if (text === 'nan') return Number.NaN
  return text.endsWith('inf') ? (text === '-inf' ? -Infinity : Infinity) : Number(text)
}

function dateTime(iso: string): unknown {
  const [, wall, zone] = /^(.*?)(Z|[+-]\d\d:\d\d)?$/.exec(iso)!
  if (zone === undefined) return new PlainDateTime(wall!)
  const epochMs = Date.parse(wall!.replace(/(\.\d{3})\d+$/, '$1') + zone)
  const extraUs = Number(/\.\d{3}(\d{3})$/.exec(wall!)?.[1] ?? 0)
  return extraUs === 0 ? new Date(epochMs) : new Instant(epochMs, extraUs)
}

/** The instant at which the clocks of a zone show a time. */
export function instantOf(wall: string, timeZone: string): Date {
  const wallMs = Date.parse(`${wall.replace(/(\.\d{3})\d+$/, '$1')}Z`)
  return new Date(wallMs - offsetOfWall(timeZone, wallMs).offset)
}

function requestOf({ path, query }: { path: string; query: string }): unknown {
  return { path, GET: new QueryDict(query) }
}

function object(name: string, whole: Json, options: DecodeOptions): unknown {
  const known = options.object?.(name, textOf(whole))
  if (known !== undefined) return known
  const fields = Object.entries((whole['attrs'] as Json | undefined) ?? {})
  return fixtureObject(
    Object.fromEntries(fields.map(([field, item]) => [field, decode(item, options)])),
    textOf(whole),
  )
}

function textOf(whole: Json): string | null {
  return typeof whole['str'] === 'string' ? whole['str'] : null
}
