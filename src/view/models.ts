import { HandlerError, TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import { didYouMean } from '../shared/suggest.ts'
import { type HandlerClass, methodNames } from './handler-table.ts'
import { gettersBelow, isPrivateName } from './own-names.ts'
import { rootOf } from './roots.ts'
import { showValue } from './show-value.ts'
import type { ViewStatics } from './view-options.ts'
import { readWord } from './words.ts'

/** What of a view a template binds to a form field, and what that gives. */
export interface Model {
  readonly name: string
  readonly gives: 'text' | 'checked' | 'list'
  readonly at: Location
}

/**
 * Makes sure that a class lets `dj-model` set what its template binds, as far as that is known before a page is made.
 *
 * @throws {TemplateError} `unknown_model_field`
 */
export function checkModelNames(models: readonly Model[], Class: HandlerClass): void {
  if (models.length === 0) return
  const { allowedModelFields: allowed = null } = Class as ViewStatics
  const root = rootOf(Class.prototype)
  const methods = methodNames(Class)
  for (const { name, at } of models) {
    const problem = isPrivateName(name)
      ? 'a name that begins with "_" stays on the server'
      : name in root
        ? `it is a member of ${root.constructor.name}`
        : methods.includes(name)
          ? 'it is a method'
          : null
    if (problem)
      throw unknownField(`dj-model cannot set "${name}" of ${Class.name}: ${problem}.`, at)
    if (allowed === null || allowed.includes(name)) continue
    throw unknownField(
      `dj-model="${name}": static allowedModelFields of ${Class.name} does not list it.${didYouMean(name, allowed)} It lists: ${allowed.join(', ') || 'nothing'}.`,
      at,
    )
  }
}

/**
 * Makes sure that a view, or component, has the fields that its template binds, and that each holds what a form field can
 * show.
 *
 * @throws {TemplateError} `unknown_model_field`
 */
export function checkModelFields(models: readonly Model[], owner: object): void {
  for (const { name, gives, at } of models) {
    const { name: ownerName } = owner.constructor
    const known = settableNames(owner)
    if (!known.includes(name)) {
      const names = known.filter((each) => isScalar((owner as Fields)[each]))
      throw unknownField(
        `dj-model="${name}": ${ownerName} has no public field of that name.${didYouMean(name, names)} Its fields: ${names.join(', ') || 'none'}.`,
        at,
      )
    }
    const value = (owner as Fields)[name]
    if (gives === 'list' ? isScalarList(value) : isScalar(value)) continue
    throw unknownField(
      gives === 'list'
        ? `dj-model="${name}" on a select of several, or on a box with a value, which is one of several: ${ownerName}.${name} has to be a list of texts or numbers. Write ${name}: string[] = []; a box that stands alone has no value.`
        : `dj-model="${name}": ${ownerName}.${name} is no text, number or boolean. Bind a field that is, such as ${name} = ''.`,
      at,
    )
  }
}

/**
 * Sets a field to what a form field says, as the type of what it holds now.
 *
 * @throws {HandlerError} `bad_model_value` where that is not possible
 */
export function setModel(owner: object, { name, gives }: Model, raw: unknown): void {
  const fields = owner as Fields
  const value = gives === 'list' ? listLike(fields[name], raw) : scalarLike(fields[name], raw)
  if (value === undefined)
    throw new HandlerError(
      'bad_model_value',
      `dj-model="${name}": ${showValue(raw)} is no ${gives === 'list' ? 'list' : typeof fields[name]}. ${owner.constructor.name}.${name} stays what it was.`,
    )
  fields[name] = value
}

type Fields = Record<string, unknown>

/** What a scalar becomes, in the type of what was there; undefined for none of that type. */
function scalarLike(before: unknown, raw: unknown): unknown {
  if (typeof raw !== 'string' && typeof raw !== 'boolean') return undefined
  switch (typeof before) {
    case 'number':
      return valueOf(readWord('float', raw))
    case 'boolean':
      return valueOf(readWord('bool', raw))
    case 'bigint':
      return typeof raw === 'string' && /^\s*-?\d{1,4096}\s*$/.test(raw) ? BigInt(raw) : undefined
    default:
      return isScalar(before) ? String(raw) : undefined
  }
}

function listLike(before: unknown, raw: unknown): unknown {
  if (!isScalarList(before) || !Array.isArray(raw)) return undefined
  // An empty list says nothing of its type.
  const like = before.length > 0 ? before[0] : ''
  const list = raw.map((each) => scalarLike(like, each))
  return list.includes(undefined) ? undefined : list
}

function valueOf(read: ReturnType<typeof readWord>): unknown {
  return 'value' in read ? read.value : undefined
}

/** Public fields, and the pairs of a getter and a setter. */
function settableNames(owner: object): string[] {
  const own = Object.entries(Object.getOwnPropertyDescriptors(owner))
    .filter(([, { writable, set }]) => writable || set)
    .map(([name]) => name)
  const root = rootOf(owner)
  const pairs = [...gettersBelow(root, Object.getPrototypeOf(owner))].filter((name) =>
    hasSetter(owner, name),
  )
  return [...own, ...pairs].filter((name) => !isPrivateName(name))
}

function hasSetter(owner: object, name: string): boolean {
  for (let at = Object.getPrototypeOf(owner); at; at = Object.getPrototypeOf(at)) {
    const property = Object.getOwnPropertyDescriptor(at, name)
    if (property) return property.set !== undefined
  }
  return false
}

function isScalar(value: unknown): boolean {
  return (
    value === null || value === undefined || /^(?:string|number|boolean|bigint)$/.test(typeof value)
  )
}

function isScalarList(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.every(isScalar)
}

function unknownField(message: string, at: Location): TemplateError {
  return new TemplateError('unknown_model_field', message, at)
}
