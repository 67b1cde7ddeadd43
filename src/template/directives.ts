import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import { didYouMean } from '../shared/suggest.ts'
import { directiveOf, directives, later, replaced } from './directive-table.ts'
import { type Attribute, type Placed, placedElements } from './place/placed.ts'

const parameterTypes = ['int', 'float', 'bool', 'json']

/**
 * Refuses attributes that begin with `dj-` and mean nothing, where they stand or at all: one would silently do nothing.
 *
 * @throws {TemplateError} with what to write instead
 */
export function checkDirectives(page: readonly Placed[]): void {
  for (const { attributes } of placedElements(page)) {
    const names = attributes.map(({ name }) => name)
    for (const attribute of attributes) {
      if (attribute.name.startsWith('dj-')) checkDirective(attribute, names)
      if (attribute.name.startsWith('@')) checkShorthand(attribute)
    }
  }
}

function checkDirective({ name, value, at }: Attribute, names: readonly string[]): void {
  if (name.startsWith('dj-value-')) return checkParameter(name, at)
  if (name.startsWith('dj-hook-value-')) return
  const directive = directiveOf(name)
  if (!directive) throw unknownDirective(name, at)
  const { holds, beside } = directive
  if (holds && value !== null && !holds.form.test(value.trim()))
    throw new TemplateError('bad_directive_value', `${name}="${value}": ${holds.say}`, at)
  if (beside && !beside.some((other) => names.includes(other))) {
    throw new TemplateError(
      'directive_alone',
      `${name} does nothing alone. Write it beside ${beside.join(', ')}.`,
      at,
    )
  }
}

/** Refuses what the Python edition once wrote for `dj-click`, and leaves other names to other libraries. */
function checkShorthand({ name, at }: Attribute): void {
  const directive = `dj-${name.slice(1)}`
  if (!directiveOf(directive)?.calls) return
  throw unknown(
    `${name} is not read by djust. Write ${directive}; for another library, its long form, such as x-on:${name.slice(1)}.`,
    at,
  )
}

function unknownDirective(name: string, at: Location): TemplateError {
  const instead = replaced[name]
  const [plain = ''] = name.split('.')
  if (instead) return unknown(`${name} does nothing here. ${instead}`, at)
  if (name !== plain) {
    const variants = Object.keys(directives).filter((each) => each.startsWith(`${plain}.`))
    if (variants.length > 0)
      return unknown(
        `${name} is no directive.${didYouMean(name, variants)} There are ${variants.join(', ')}.`,
        at,
      )
    if (Object.hasOwn(directives, plain))
      return unknown(
        `${plain} has no modifiers: "${name.slice(plain.length)}". Write ${plain}.`,
        at,
      )
  }
  if (later.some((each) => plain === each || plain.startsWith(`${each}-`)))
    return unknown(`${name} does not act yet in this version. Remove it.`, at)
  const hint = didYouMean(name, [...Object.keys(directives), ...later])
  return unknown(
    `${name} is no directive of djust.${hint} Your own attributes begin with "data-".`,
    at,
  )
}

/** A parameter is text, unless its name says what it is. */
function checkParameter(name: string, at: Location): void {
  const [plain, ...types] = name.split(':')
  const [type] = types
  if (type === undefined || (types.length === 1 && parameterTypes.includes(type))) return
  const hint = didYouMean(type, parameterTypes)
  throw unknown(
    `${name}: "${types.join(':')}" is no type of a parameter.${hint} Write ${plain}, which gives text, or ` +
      `${parameterTypes.map((each) => `${plain}:${each}`).join(', ')}.`,
    at,
  )
}

function unknown(message: string, at: Location): TemplateError {
  return new TemplateError('unknown_directive', message, at)
}
