import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import { didYouMean } from '../shared/suggest.ts'
import type { Filter } from './filters/filter.ts'
import { gettextTag } from './i18n/gettext.ts'
import type { Expression } from './nodes.ts'
import { tagValue } from './tag-value.ts'

const string = String.raw`"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'`
const number = String.raw`[-+.]?\d[\d.e]*`
const variable = String.raw`[\p{L}\p{N}_.]+`
const translated = `_\\((?:${string})\\)`
const operand = `(?:${translated}|${string}|${variable}|${number})`
const firstOperand = new RegExp(`^${operand}`, 'u')
const nextFilter = new RegExp(String.raw`^\s*\|\s*([\p{L}\p{N}_]+)(?::(${operand}))?`, 'u')

/**
 * Parses a value with its filters: `book.title|truncatechars:20`.
 *
 * @param text the source of the value
 * @param at where it stands; error positions are relative to its start
 * @param filters those that it may use
 * @throws {TemplateError} when it is not a value, or names an unknown filter
 */
export function parseExpression(
  text: string,
  at: Location,
  filters: ReadonlyMap<string, Filter>,
): Expression {
  const first = firstOperand.exec(text)
  if (!first) throw unparsed(text, text, at)
  let value = parseOperand(first[0], part(at, 0, first[0].length))
  let offset = first[0].length

  while (offset < text.length) {
    const rest = text.slice(offset)
    const match = nextFilter.exec(rest)
    if (!match) throw unparsed(rest, text, at)
    const [matched, name, argument] = match
    const start = offset + matched.indexOf(name!)
    const end = offset + matched.length
    const argumentAt = part(at, end - (argument?.length ?? 0), end)
    const filterAt = part(at, start, start + name!.length)
    value = filtered(value, name!, filterAt, argument, argumentAt, filters)
    offset += matched.length
  }
  return value
}

function filtered(
  input: Expression,
  name: string,
  at: Location,
  argument: string | undefined,
  argumentAt: Location,
  filters: ReadonlyMap<string, Filter>,
): Expression {
  const filter = filters.get(name)
  if (!filter) {
    throw new TemplateError(
      'unknown_filter',
      `There is no filter "${name}".${didYouMean(name, filters.keys())}`,
      at,
    )
  }
  if (argument === undefined && filter.argument === 'required') {
    throw new TemplateError(
      'filter_argument',
      `The filter "${name}" needs an argument. Write ${name}:value, without a space at the colon.`,
      at,
    )
  }
  if (argument !== undefined && filter.argument === 'none') {
    throw new TemplateError(
      'filter_argument',
      `The filter "${name}" takes no argument. Remove ":${argument}".`,
      at,
    )
  }
  return {
    kind: 'filter',
    input,
    name,
    filter,
    argument: argument === undefined ? null : parseOperand(argument, argumentAt),
    at,
  }
}

function parseOperand(text: string, at: Location): Expression {
  if (text.startsWith('_(')) {
    const args = [parseOperand(text.slice(2, -1), part(at, 2, text.length - 1))]
    return tagValue(gettextTag, args, at)
  }
  const quote = text[0]!
  if (quote === '"' || quote === "'") {
    const value = text.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll('\\\\', '\\')
    return { kind: 'literal', value, at }
  }
  if (/^[-+.\d]/.test(text)) {
    const value = toNumber(text)
    if (value !== null)
      return {
        kind: 'literal',
        value,
        isFloat: typeof value === 'number' && /[.eE]/.test(text),
        at,
      }
  }
  const constant = constants.get(text)
  if (constant !== undefined) return { kind: 'literal', value: constant, at }

  const [name, ...steps] = text.split('.')
  for (const step of [name!, ...steps]) {
    if (step.startsWith('_')) {
      throw new TemplateError(
        'private_name',
        `"${text}" reaches a private name: names that begin with "_" stay on the server. Show it through a public field or getter.`,
        at,
      )
    }
  }
  // What looks like a number and is none, such as 1. or 1.5.2, is a name that nothing has, as in Django.
  const isLikeNumber = /^[-+.]?\d/.test(text)
  if ((name === '' || steps.includes('')) && !isLikeNumber) throw unparsed(text, text, at)
  return { kind: 'path', name: name!, steps, at }
}

const constants = new Map<string, boolean | null>([
  ['True', true],
  ['False', false],
  ['None', null],
])

/** A number as Python reads it; null when the text is none. */
function toNumber(text: string): number | bigint | null {
  if (
    !/^[-+]?(?:\d+(?:_\d+)*)?\.?(?:\d+(?:_\d+)*)?(?:[eE][-+]?\d+(?:_\d+)*)?$/.test(text) ||
    text.endsWith('.')
  )
    return null
  const plain = text.replaceAll('_', '')
  const value = Number(plain)
  if (Number.isNaN(value)) return null
  if (/[.eE]/.test(plain)) return value
  return Number.isSafeInteger(value) ? value + 0 : BigInt(plain.replace(/^\+/, ''))
}

function unparsed(rest: string, whole: string, at: Location): TemplateError {
  const advice = /:\s/.test(rest) ? ' A filter argument follows its colon without a space.' : ''
  return new TemplateError(
    'expression_syntax',
    `Could not parse "${rest.trim()}" in "${whole}".${advice} A value is a name with dots, a number or a "string", followed by |filter:argument.`,
    at,
  )
}

/** The location of a part of what stands at `at`. */
export function part(at: Location, start: number, end: number): Location {
  return { ...at, start: at.start + start, end: at.start + end }
}
