import { HandlerError } from '../shared/errors.ts'
import { visible } from '../shared/visible.ts'

/** What a field holds: text, whether a box is ticked, or what is chosen where several may be. */
export type FieldValue = string | boolean | string[]

/** The fields of a submitted form by name, as a handler with `params: formFields` gets them. */
export type FormFields = Record<string, FieldValue>

/** What the fields of a form show, in groups and lists as the schema has them. */
export type FormValues<Input> = {
  -readonly [Name in keyof Input]?: NonNullable<Input[Name]> extends readonly (infer Item)[]
    ? Item extends object
      ? FormValues<Item>[]
      : FieldValue
    : NonNullable<Input[Name]> extends Date | File
      ? FieldValue
      : NonNullable<Input[Name]> extends object
        ? FormValues<NonNullable<Input[Name]>>
        : FieldValue
}

/** A group of values, or of errors: an object without a prototype. */
export type Group = { [name: string]: unknown }

/** How many items the lists of one form may have, in all. */
const maxItems = 10_000

const maxDepth = 8

/** Puts values into groups and lists, as their names say: `address.street`, `guests.0.name`. */
export class ValueTree {
  readonly root: Group
  #items = 0

  constructor(root: Group = emptyGroup()) {
    this.root = root
  }

  /** @throws {HandlerError} `unknown_form_field` for a name that can be no field's */
  set(name: string, value: unknown): void {
    const steps = name.split('.')
    const last = steps.pop()!
    if (steps.length >= maxDepth || [...steps, last].some(isUnfit)) throw badName(name)
    let at: Group | unknown[] = this.root
    for (const [n, step] of steps.entries()) {
      at = this.#child(at, step, isIndex(steps[n + 1] ?? last))
    }
    this.#put(at, last, value)
  }

  #child(at: Group | unknown[], step: string, isList: boolean): Group | unknown[] {
    const found = (at as Group)[step]
    if (typeof found === 'object' && found !== null) return found as Group
    const made = isList ? [] : emptyGroup()
    this.#put(at, step, made)
    return made
  }

  #put(at: Group | unknown[], step: string, value: unknown): void {
    if (!Array.isArray(at)) {
      at[step] = value
      return
    }
    const index = Number(step)
    this.#items += Math.max(0, index + 1 - at.length)
    if (!isIndex(step) || this.#items > maxItems) throw badName(step)
    while (at.length < index) at.push(emptyGroup())
    at[index] = value
  }
}

/** A member of a group or list. */
export function memberOf(group: unknown, name: string): unknown {
  if (typeof group !== 'object' || group === null || !Object.hasOwn(group, name)) return undefined
  return (group as Record<string, unknown>)[name]
}

/** Groups as the plain objects that are stored. */
export function plain(values: unknown): unknown {
  if (Array.isArray(values)) return values.map(plain)
  if (typeof values !== 'object' || values === null) return values
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]))
}

/** A copy of the groups and lists, so that two forms, or a form and its beginning, share none. */
export function copyOf(values: object | undefined): Group {
  return copied(values ?? emptyGroup()) as Group
}

function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((row) => copied(row ?? emptyGroup()))
  if (typeof value !== 'object' || value === null) return value
  const group = emptyGroup()
  for (const [name, each] of Object.entries(value)) group[name] = copied(each ?? '')
  return group
}

export function emptyGroup(): Group {
  return Object.create(null) as Group
}

function isIndex(step: string): boolean {
  return /^(?:0|[1-9]\d{0,3})$/.test(step)
}

/** Whether a part of a name means something else to objects. */
function isUnfit(step: string): boolean {
  return step === '' || step === '__proto__' || step === 'constructor' || step === 'prototype'
}

function badName(name: string): HandlerError {
  return new HandlerError(
    'unknown_form_field',
    `"${visible(name)}" cannot be the name of a field. Names are those of the schema, with dots between groups ` +
      'and numbers in lists: guests.0.name.',
  )
}
