import { TemplateError } from '../../shared/errors.ts'
import { describe } from '../values/iterate.ts'
import { isInfinite, toInteger } from '../values/numbers.ts'
import { SafeString } from '../values/safe-string.ts'

/** Wider than this no text is padded or wrapped. */
const maxWidth = 10_000_000
/** What Python counts with. */
const minWidth = -(2 ** 63)

/** The argument of a filter that needs a whole number. @throws {TemplateError} when it is none */
export function wholeNumber(filter: string, argument: unknown): number {
  const number = toInteger(argument)
  if (number === undefined || number === null) {
    throw argumentError(filter, argument, `a whole number, as in {{ value|${filter}:"10" }}`)
  }
  return Number(number)
}

/** The argument of a filter that pads text. @throws {TemplateError} when it is no width */
export function width(filter: string, argument: unknown): number {
  const number = wholeNumber(filter, argument)
  if (number <= maxWidth && number >= minWidth) return number
  throw argumentError(filter, argument, `a width of at most ${maxWidth}`)
}

/**
 * The argument of a filter that returns its input when the argument is text but no number.
 *
 * @returns undefined for such text
 * @throws {TemplateError} when the argument is neither a number nor text
 */
export function wholeNumberOrText(filter: string, argument: unknown): number | undefined {
  const number = toInteger(argument)
  if (number === null || isInfinite(argument)) {
    throw argumentError(filter, argument, `a whole number, as in {{ value|${filter}:10 }}`)
  }
  return number === undefined ? undefined : Number(number)
}

/** The argument of a filter that needs text. @throws {TemplateError} when it is none */
export function text(filter: string, argument: unknown): string {
  if (typeof argument === 'string') return argument
  if (argument instanceof SafeString) return argument.html
  throw argumentError(filter, argument, 'text')
}

/**
 * The value of a filter that takes text alone.
 *
 * @throws {TemplateError} when it is something else
 */
export function textValue(filter: string, value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof SafeString) return value.html
  throw valueError(filter, value, 'text')
}

export function valueError(filter: string, value: unknown, needed: string): TemplateError {
  return new TemplateError(
    'filter_value',
    `The filter "${filter}" needs ${needed}, but its value is ${describe(value)}.`,
  )
}

export function argumentError(filter: string, argument: unknown, needed: string): TemplateError {
  return new TemplateError(
    'filter_argument',
    `The filter "${filter}" needs ${needed}, but its argument is ${describe(argument)}.`,
  )
}
