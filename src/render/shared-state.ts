import { isScalar } from '../expr/expression.ts'
import type { NumberFormat } from '../expr/evaluate.ts'
import { TemplateError } from '../shared/errors.ts'
import { formatsOf } from '../template/i18n/formats.ts'
import type { RenderEnv } from '../template/values/env.ts'
import type { SharedState } from '../wire/patch.ts'
import type { RenderContext } from './render-context.ts'

/** What the browser works with: some values, and how numbers are written where that is not as in `1234.5`. */
export function sharedState(values: SharedState, env: RenderEnv): SharedState {
  const format = numberFormat(env)
  return format ? { ...values, _n: format } : values
}

function numberFormat({ locale, localizes, groupsDigits }: RenderEnv): NumberFormat | null {
  if (!localizes) return null
  const { DECIMAL_SEPARATOR: point, THOUSAND_SEPARATOR, NUMBER_GROUPING } = formatsOf(locale)
  const isGrouped = groupsDigits && NUMBER_GROUPING !== '0'
  return point === '.' && !isGrouped ? null : [point, isGrouped ? THOUSAND_SEPARATOR : '']
}

/**
 * Makes sure that a value may go to the browser as it is.
 *
 * @param name by which the browser reads it
 * @throws {TemplateError} `not_shared` for what is no text, number, boolean, null or undefined
 */
export function sharedValue(
  value: unknown,
  name: string,
  place: number,
  context: RenderContext,
): unknown {
  if (value === undefined || isScalar(value)) return value
  const what = /^[_]\d/.test(name) ? 'A value beside a field that the browser keeps' : `"${name}"`
  throw new TemplateError(
    'not_shared',
    `${what} goes to the browser, for @optimistic or @clientState, and has to be a text, a finite number, true, false or null. ` +
      'Give the view a getter for the text that is shown.',
    context.placeOf(place),
  )
}

/** A comment with values in it, which nothing in them ends. */
export function stateHtml(state: unknown): string {
  return `<!--${harmless(state)}-->`
}

/** A comment with the number of the branch behind it, and the values of the others. */
export function branchHtml(branch: number, others: readonly unknown[]): string {
  return `<!--${branch}${harmless(others)}-->`
}

function harmless(state: unknown): string {
  return JSON.stringify(state).replace(/[<>]/g, (char) => (char === '<' ? '\\u003c' : '\\u003e'))
}
