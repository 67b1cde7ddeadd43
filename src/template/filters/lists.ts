import type { RenderEnv } from '../values/env.ts'
import { countOf, itemsOf } from '../values/iterate.ts'
import { toInteger } from '../values/numbers.ts'
import { toStr } from '../values/python-text.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import { Tuple } from '../values/tuple.ts'
import * as expect from './arguments.ts'
import { characters } from './characters.ts'
import type { Filter } from './filter.ts'
import { escaped } from './html.ts'
import { sortBy } from './sort.ts'

/** Filters for lists, and for text as a list of characters. */
export const listFilters: Readonly<Record<string, Filter>> = {
  first: {
    argument: 'none',
    isPure: true,
    makesSafe: true,
    run: (value) => itemAt('first', value, 0),
  },
  dictsort: {
    argument: 'required',
    isPure: true,
    run: (value, argument) => sortBy('dictsort', value, argument, 1),
  },
  dictsortreversed: {
    argument: 'required',
    isPure: true,
    run: (value, argument) => sortBy('dictsortreversed', value, argument, -1),
  },
  join: { argument: 'required', isSafe: true, isPure: true, makesSafe: true, run: join },
  last: {
    argument: 'none',
    isSafe: true,
    isPure: true,
    makesSafe: true,
    run: (value) => itemAt('last', value, -1),
  },
  length: { argument: 'none', isPure: true, run: (value) => countOf(value) ?? 0 },
  random: { argument: 'none', isSafe: true, isPure: false, makesSafe: true, run: randomItem },
  slice: { argument: 'required', isSafe: true, isPure: true, run: slice },
}

function itemAt(filter: string, value: unknown, index: 0 | -1): unknown {
  const list = listOf(value)
  if (list !== undefined) return list.length === 0 ? '' : list[index === 0 ? 0 : list.length - 1]
  if (value instanceof Map && value.has(index)) return value.get(index)
  throw expect.valueError(filter, value, 'a list or text')
}

/** Joins the items, escaping each one and the separator unless they are safe. */
function join(value: unknown, separator: unknown, { autoescape }: RenderEnv): unknown {
  // Without escaping nothing is turned into text first, so that only text can be joined.
  const glue = autoescape ? escaped(separator) : expect.text('join', separator)
  const items = value === null ? undefined : itemsOf(value)
  if (items === undefined) return value
  if (autoescape) return markSafe(items.map(escaped).join(glue))
  return items.every(isText) ? markSafe(items.join(glue)) : value
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || value instanceof SafeString
}

function randomItem(value: unknown, _: unknown, env: RenderEnv): unknown {
  const count = countOf(value)
  if (count === 0) return ''
  const index = Math.floor(env.random() * (count ?? 0))
  if (value instanceof Map && value.has(index)) return value.get(index)
  const list = listOf(value)
  if (list === undefined) throw expect.valueError('random', value, 'a list or text')
  return list[index]
}

/** Takes a part by `start:stop:step`, each of which may be missing or negative. */
function slice(value: unknown, argument: unknown): unknown {
  const list = listOf(value)
  const bounds = toStr(argument).split(':').map(boundOf)
  if (list === undefined || bounds.length > 3 || bounds.includes(undefined)) return value
  const [first, second, step] = bounds as (number | null)[]
  // A single number is the stop.
  const part =
    bounds.length === 1
      ? sliced(list, null, first ?? null, null)
      : sliced(list, first ?? null, second ?? null, step ?? null)
  if (part === undefined) return value
  if (value instanceof Tuple) return Tuple.from(part)
  return isText(value) ? part.join('') : part
}

/** Reads one bound: null when it is left out, undefined when it is no number. */
function boundOf(text: string): number | null | undefined {
  if (text === '') return null
  const bound = toInteger(text)
  return typeof bound === 'bigint' ? Number(bound) : (bound ?? undefined)
}

function sliced(
  list: ArrayLike<unknown>,
  start: number | null,
  stop: number | null,
  step: number | null,
): unknown[] | undefined {
  const stride = step ?? 1
  if (stride === 0) return undefined
  const { length } = list
  const lowest = stride > 0 ? 0 : -1
  const highest = stride > 0 ? length : length - 1
  const clamp = (bound: number): number =>
    Math.min(highest, Math.max(lowest, bound < 0 ? bound + length : bound))
  const from = start === null ? (stride > 0 ? 0 : highest) : clamp(start)
  const to = stop === null ? (stride > 0 ? length : -1) : clamp(stop)
  const part: unknown[] = []
  for (let i = from; stride > 0 ? i < to : i > to; i += stride) part.push(list[i])
  return part
}

/**
 * What has an order and an index: text, a list, and anything else that can be walked and has a
 * length.
 */
function listOf(value: unknown): ArrayLike<unknown> | undefined {
  if (typeof value === 'string') return characters(value)
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) return undefined
  if (value instanceof SafeString) return characters(value.html)
  const isList = Symbol.iterator in value && 'length' in value && typeof value.length === 'number'
  return isList ? itemsOf(value) : undefined
}
