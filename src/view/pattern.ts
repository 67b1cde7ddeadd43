import { ConfigError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import type { Converter } from './pattern-types.ts'

/** One parameter of a route's pattern. */
export interface PatternParam {
  readonly name: string
  readonly converter: Converter
}

/** A pattern taken apart: literal text, and parameters between. */
export type PatternPiece = string | PatternParam

const texts: Readonly<Record<Converter, string>> = {
  int: '[0-9]+',
  str: '[^/]+',
  slug: '[-a-zA-Z0-9_]+',
  uuid: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  path: '.+',
}

export const converters = Object.keys(texts) as Converter[]

/**
 * Takes a pattern apart: `'items/<int:id>/'`; `<id>` is short for `<str:id>`.
 *
 * @throws {ConfigError} when it is not a pattern
 */
export function parsePattern(pattern: string): PatternPiece[] {
  if (pattern.startsWith('/')) {
    throw badPattern(pattern, `It begins with a slash: write '${pattern.replace(/^\/+/, '')}'.`)
  }
  const pieces: PatternPiece[] = []
  const seen = new Set<string>()
  let end = 0
  for (const found of pattern.matchAll(/<([^<>]*)>/g)) {
    const param = parseParam(pattern, found[1] ?? '')
    if (seen.has(param.name)) {
      throw badPattern(pattern, `The parameter "${param.name}" is in it twice: rename one.`)
    }
    seen.add(param.name)
    pieces.push(pattern.slice(end, found.index), param)
    end = found.index + found[0].length
  }
  pieces.push(pattern.slice(end))
  checkLiterals(pattern, pieces)
  return pieces.filter((piece) => piece !== '')
}

function parseParam(pattern: string, inside: string): PatternParam {
  const colon = inside.indexOf(':')
  const converter = colon < 0 ? 'str' : inside.slice(0, colon)
  const name = inside.slice(colon + 1)
  if (!isConverter(converter)) {
    throw badPattern(
      pattern,
      `<${inside}> has the unknown converter "${converter}".${didYouMean(converter, converters)} ` +
        `Known: ${converters.join(', ')}.`,
    )
  }
  if (!/^[a-zA-Z]\w*$/.test(name)) {
    throw badPattern(
      pattern,
      `<${inside}> has no usable parameter name: a letter, then letters, digits and "_", no spaces.`,
    )
  }
  return { name, converter }
}

function checkLiterals(pattern: string, pieces: readonly PatternPiece[]): void {
  for (const piece of pieces) {
    if (typeof piece !== 'string' || !/[<>?#]/.test(piece)) continue
    const reason = /[<>]/.test(piece)
      ? 'A parameter is written <int:id>, and here a "<" or ">" has no partner.'
      : 'A pattern is a path, without "?" and "#".'
    throw badPattern(pattern, reason)
  }
}

function badPattern(pattern: string, reason: string): ConfigError {
  return new ConfigError('bad_pattern', `The pattern '${pattern}' cannot be used. ${reason}`)
}

function isConverter(word: string): word is Converter {
  return Object.hasOwn(texts, word)
}

/** The expression that matches whole paths of a pattern; each parameter is a group, in order. */
export function patternExpression(pieces: readonly PatternPiece[]): RegExp {
  const source = pieces.map((piece) =>
    typeof piece === 'string'
      ? piece.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
      : `(${texts[piece.converter]})`,
  )
  return new RegExp(`^${source.join('')}$`, 's')
}

/** The value of a parameter from its text, or undefined when there is none of its type. */
export function fromText(converter: Converter, text: string): unknown {
  if (converter !== 'int') return text
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}

/** The text of a parameter in an address, or undefined when the value does not fit. */
export function toText(converter: Converter, value: unknown): string | undefined {
  if (!['string', 'number', 'bigint'].includes(typeof value)) return undefined
  const text = String(value)
  return new RegExp(`^(?:${texts[converter]})$`, 's').test(text) ? text : undefined
}
