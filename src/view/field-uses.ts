import { ConfigError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { isPlainData } from './plain-data.ts'
import { isPlainObject } from './plain-object.ts'
import type { ViewStatics } from './view-options.ts'

/** What a class of views says of its fields, beside their values. */
export interface FieldUses {
  /** Names of `staticAssigns`. */
  readonly fixed: readonly string[]
  /** `temporaryAssigns`: names with the values that fields go back to. */
  readonly temporary: Readonly<Record<string, unknown>>
}

/** Reads what a class says of its fields. */
export function fieldUsesOf(Class: object): FieldUses {
  const { staticAssigns = [], temporaryAssigns = {} } = Class as ViewStatics
  return { fixed: staticAssigns, temporary: temporaryAssigns }
}

/**
 * Checks what a class says of its fields.
 *
 * @throws {ConfigError}
 */
export function checkFieldUses(Class: { readonly name: string }): void {
  const { fixed, temporary } = fieldUsesOf(Class)
  if (!Array.isArray(fixed) || fixed.some((name) => typeof name !== 'string'))
    throw badOption(`"static staticAssigns" of ${Class.name} has to be a list of names of fields.`)
  if (!isPlainObject(temporary)) {
    throw badOption(
      `"static temporaryAssigns" of ${Class.name} has to be an object of fields with what they go back to: { messages: [] }.`,
    )
  }
  for (const [name, value] of Object.entries(temporary)) {
    if (fixed.includes(name)) {
      throw new ConfigError(
        'static_and_temporary',
        `${Class.name} has "${name}" in staticAssigns and in temporaryAssigns: shown once, or let go of each time. Keep one of them.`,
      )
    }
    if (isPlainData(value)) continue
    throw badOption(
      `"static temporaryAssigns" of ${Class.name}: what "${name}" goes back to has to be text, a number or such, or an array, plain object, Map, Set or Date of these.`,
    )
  }
}

/**
 * Makes sure that a view has the fields that its class names. Which it has is known only once it is mounted.
 *
 * @throws {ConfigError}
 */
export function checkFieldNames(view: object): void {
  const { name: viewName } = view.constructor
  const { fixed, temporary } = fieldUsesOf(view.constructor)
  for (const [option, names] of [
    ['staticAssigns', fixed],
    ['temporaryAssigns', Object.keys(temporary)],
  ] as const) {
    const unknown = names.find((name) => !(name in view))
    if (unknown === undefined) continue
    const known = Object.keys(view)
    throw new ConfigError(
      'unknown_field',
      `static ${option} of ${viewName} names "${unknown}", which is no field of it.${didYouMean(unknown, known)} Its fields: ${known.join(', ') || 'none'}.`,
    )
  }
}

function badOption(message: string): ConfigError {
  return new ConfigError('bad_option', message)
}
