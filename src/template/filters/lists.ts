import { countOf, itemsOf } from '../values/iterate.ts'
import { toInteger } from '../values/numbers.ts'
import { toStr } from '../values/python-text.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import { valueError } from './arguments.ts'
import { characters } from './characters.ts'
import type { Filter } from './filter.ts'
import { escaped } from './html.ts'

/** Filters for lists, and for text as a list of characters. */
export const listFilters: Readonly<Record<string, Filter>> = {
  first: {
    argument: 'none',
    isPure: true,
    makesSafe: true,
    run: (value) => itemAt('first', value, 0),
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
  slice: { argument: 'required', isSafe: true, isPure: true, run: slice },
}

function itemAt(filter: string, value: unknown, index: 0 | -1): unknown {
  const list = listOf(value)
  if (list !== undefined) return list.length === 0 ? '' : list[index === 0 ? 0 : list.length - 1]
  if (value instanceof Map && value.has(index)) return value.get(index)
  throw valueError(filter, value, 'a list or text')
}

/** Joins the items, escaping each one and the separator unless they are safe. */
function join(value: unknown, separator: unknown): unknown {
  const items = value === null ? undefined : itemsOf(value)
  if (items === undefined) return value
  return markSafe(items.map(escapedItem).join(escapedItem(separator)))
}

function escapedItem(item: unknown): string {
  return escaped(item instanceof SafeString ? item : toStr(item))
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
  return Array.isArray(value) || ArrayBuffer.isView(value) ? part : part.join('')
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

function listOf(value: unknown): ArrayLike<unknown> | undefined {
  if (typeof value === 'string') return characters(value)
  if (value instanceof SafeString) return characters(value.html)
  if (Array.isArray(value)) return value
  return ArrayBuffer.isView(value) && 'length' in value ? (value as Uint8Array) : undefined
}
