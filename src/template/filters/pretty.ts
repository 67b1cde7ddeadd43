import { order } from '../values/compare.ts'
import { isDecimalObject } from '../values/numbers.ts'
import { isPlainObject } from '../values/plain-object.ts'
import { hasOwnText, toRepr } from '../values/python-text.ts'
import { SafeString } from '../values/safe-string.ts'
import { Tuple } from '../values/tuple.ts'
import { whiteSpaceClass } from '../values/white-space.ts'
import { characterCount, linesWithEnds } from './characters.ts'

const pageWidth = 80
const word = new RegExp(`[^${whiteSpaceClass}]*[${whiteSpaceClass}]*`, 'g')

/** Where a value is written: how far in, how much must fit behind it, and inside of what. */
interface Place {
  readonly indent: number
  readonly allowance: number
  readonly parents: readonly object[]
}

/**
 * Writes a value for people, as Python's `pprint` does: what does not fit into a line of 80
 * characters goes to a line for each item, and mappings are sorted by their keys.
 */
export function prettyText(value: unknown): string {
  return pretty(value, { indent: 0, allowance: 0, parents: [] })
}

function pretty(value: unknown, place: Place): string {
  const { indent, allowance, parents } = place
  const short = sortedRepr(value, parents)
  if (characterCount(short) <= pageWidth - indent - allowance) return short
  const text = value instanceof SafeString ? value.html : value
  if (typeof text === 'string') return prettyString(text, place)
  if (typeof value !== 'object' || value === null || parents.includes(value)) return short
  const within = { ...place, parents: [...parents, value] }
  if (value instanceof Tuple) return prettyList('(', value, value.length === 1 ? ',)' : ')', within)
  if (Array.isArray(value)) return prettyList('[', value, ']', within)
  if (value instanceof Set) {
    return value.size === 0 ? short : prettyList('{', sorted([...value]), '}', within)
  }
  const entries = entriesOf(value)
  return entries === undefined ? short : prettyMapping(entries, within)
}

function prettyList(
  opening: string,
  items: readonly unknown[],
  closing: string,
  { indent, allowance, parents }: Place,
): string {
  const inner = indent + 1
  const lines = items.map((item, i) => {
    const behind = i === items.length - 1 ? allowance + closing.length : 1
    return pretty(item, { indent: inner, allowance: behind, parents })
  })
  return opening + lines.join(`,\n${' '.repeat(inner)}`) + closing
}

function prettyMapping(
  entries: readonly (readonly [unknown, unknown])[],
  { indent, allowance, parents }: Place,
): string {
  const inner = indent + 1
  const lines = entries.map(([key, item], i) => {
    const name = sortedRepr(key, parents)
    const behind = i === entries.length - 1 ? allowance + 1 : 1
    const at = inner + characterCount(name) + 2
    return `${name}: ${pretty(item, { indent: at, allowance: behind, parents })}`
  })
  return `{${lines.join(`,\n${' '.repeat(inner)}`)}}`
}

/** Breaks text between words and after lines, into literals one below the other. */
function prettyString(text: string, { indent, allowance, parents }: Place): string {
  if (text === '') return toRepr(text)
  const isOutermost = parents.length === 0
  const start = isOutermost ? indent + 1 : indent
  const behind = isOutermost ? allowance + 1 : allowance
  const width = pageWidth - start
  const lines = linesWithEnds(text)
  const literals = lines.flatMap((line, i) => {
    const isLast = i === lines.length - 1
    const whole = toRepr(line)
    if (characterCount(whole) <= width - (isLast ? behind : 0)) return [whole]
    return brokenLine(line, width, isLast ? behind : 0)
  })
  if (literals.length === 1) return toRepr(lines.at(-1))
  const body = literals.join(`\n${' '.repeat(start)}`)
  return isOutermost ? `(${body})` : body
}

function brokenLine(line: string, width: number, behind: number): string[] {
  const parts = (line.match(word) ?? []).filter((part) => part !== '')
  const literals: string[] = []
  let current = ''
  for (const [i, part] of parts.entries()) {
    const room = i === parts.length - 1 ? width - behind : width
    if (characterCount(toRepr(current + part)) > room) {
      if (current !== '') literals.push(toRepr(current))
      current = part
    } else current += part
  }
  if (current !== '') literals.push(toRepr(current))
  return literals
}

/** The text of a value on one line, with mappings sorted. */
function sortedRepr(value: unknown, parents: readonly object[]): string {
  if (typeof value !== 'object' || value === null) return toRepr(value)
  const isList = Array.isArray(value)
  const entries = isList ? undefined : entriesOf(value)
  if (!isList && entries === undefined) return toRepr(value)
  if (parents.includes(value)) {
    return `<Recursion on ${value instanceof Tuple ? 'tuple' : isList ? 'list' : 'dict'}>`
  }
  const within = [...parents, value]
  const each = (item: unknown): string => sortedRepr(item, within)
  if (entries !== undefined) {
    return `{${entries.map(([key, item]) => `${each(key)}: ${each(item)}`).join(', ')}}`
  }
  const items = Array.from(value as unknown[], each).join(', ')
  if (!(value instanceof Tuple)) return `[${items}]`
  return value.length === 1 ? `(${items},)` : `(${items})`
}

/** The entries of a mapping by their keys; undefined for what is none. */
function entriesOf(value: object): readonly (readonly [unknown, unknown])[] | undefined {
  const isRecord = isPlainObject(value) && !isDecimalObject(value) && !hasOwnText(value)
  if (!isRecord && !(value instanceof Map)) return undefined
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  return entries.sort(([a], [b]) => orderOfAny(a, b))
}

function sorted(items: unknown[]): unknown[] {
  return items.sort(orderOfAny)
}

/** Orders what has no order by the names of its types. */
function orderOfAny(a: unknown, b: unknown): number {
  try {
    return order(a, b) || 0
  } catch {
    const [x, y] = [typeName(a), typeName(b)]
    return x < y ? -1 : x > y ? 1 : 0
  }
}

/** The name that Python gives the type of a value, as far as it orders keys. */
function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType'
  if (typeof value === 'string' || value instanceof SafeString) return 'str'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  if (typeof value === 'bigint') return 'int'
  if (Array.isArray(value)) return value instanceof Tuple ? 'tuple' : 'list'
  if (value instanceof Set) return 'set'
  return typeof value === 'object' ? 'dict' : typeof value
}
