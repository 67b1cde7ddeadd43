import { TemplateError } from '../shared/errors.ts'
import { escapeHtml } from '../shared/html.ts'
import type { Location } from '../shared/location.ts'
import { kebabCase } from '../shared/letter-case.ts'
import { directiveOf } from './directive-table.ts'
import type { HandlerCall } from './handler-call.ts'
import { readLiterals } from './literals.ts'
import { possibleValues } from './possible-values.ts'
import { replaceStatic } from './place/edit-tag.ts'
import { type Placed, placedElements } from './place/placed.ts'

/**
 * Brings calls with parameters into the form in which the browser reads them: `save({ id: 3 })` → `save {"id":3}`.
 *
 * @throws {TemplateError} when what stands there is not a name and literal parameters
 */
export function writeCalls(page: readonly Placed[]): void {
  for (const element of placedElements(page)) {
    for (const { name, value, slot, at } of [...element.attributes]) {
      if (!directiveOf(name)?.calls) continue
      if (value?.includes('(')) {
        const { handler, params } = readCall(name, value, at)
        const text = JSON.stringify(params)
        const written = text === '{}' ? handler : `${handler} ${text}`
        replaceStatic(element, name, escapeHtml(written))
      }
      if (slot && possibleValues(element, slot).pieces.some((piece) => piece.includes('('))) {
        throw badCall(
          name,
          'Parameters that hang on values are attributes of their own.',
          'dj-value-id="{{ id }}"',
          at,
        )
      }
    }
  }
}

function readCall(name: string, value: string, at: Location): HandlerCall {
  const [, handler, inside] = /^\s*([\w$]+)\s*\(\s*(.*?)\s*\)\s*$/s.exec(value) ?? []
  if (handler === undefined || inside === undefined)
    throw badCall(name, `"${value}" is not a handler and its parameters.`, 'dj-value-id="3"', at)
  if (inside === '') return { handler, params: {} }
  const params = inside.startsWith('{') ? readLiterals(inside) : undefined
  if (params !== undefined) return { handler, params: params as HandlerCall['params'] }
  const what = inside.startsWith('{')
    ? `${inside} has to be an object of texts, numbers, true, false and null: ${name}="${handler}({ id: 3 })".`
    : 'Parameters have names.'
  throw badCall(name, what, `dj-value-${kebabCase('id')}="…"`, at)
}

function badCall(name: string, what: string, parameter: string, at: Location): TemplateError {
  return new TemplateError(
    'bad_handler_call',
    `${name}: ${what} Write the name of the handler alone, and beside it ${parameter} for each parameter.`,
    at,
  )
}
