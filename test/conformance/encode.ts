import { Float } from '../../src/template/values/float.ts'
import { temporalBrand } from '../../src/template/values/moment.ts'
import { SafeString } from '../../src/template/values/safe-string.ts'
import { Tuple } from '../../src/template/values/tuple.ts'

/** The JSON spelling of what a filter returns; README.md lists the spellings. */
export function encode(value: unknown): unknown {
  switch (typeof value) {
    case 'number':
      return numberOf(value)
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : { $int: String(value) }
    case 'object':
      return value === null ? null : objectOf(value)
    default:
      return value
  }
}

function numberOf(value: number): unknown {
  if (Number.isFinite(value)) return value
  return { $float: Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf' }
}

function objectOf(value: object): unknown {
  if (value instanceof SafeString) return { $safe: value.html }
  if (value instanceof Float) return { $float: value.toString() }
  if (value instanceof Tuple) return { $tuple: value.map(encode) }
  if (Array.isArray(value)) return value.map(encode)
  if (value instanceof Set) return { $set: [...value].map(encode) }
  if (value instanceof Map) return { $map: [...value].map((pair) => pair.map(encode)) }
  if (temporalBrand(value) === 'PlainDate') return { $date: String(value) }
  const entries = Object.entries(value).map(([name, item]) => [name, encode(item)])
  return Object.fromEntries(entries)
}
