import type { StandardSchemaV1 } from '@standard-schema/spec'
import { ConfigError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { jsonSchemaOf } from '../view/schema-names.ts'

/** What a field of a form looks like. Whatever is left out follows from the schema, where that tells. */
export interface FieldOptions {
  readonly label?: string
  /** A sentence below the field. */
  readonly help?: string
  /** `textarea`, `select`, `checkbox`, or the type of an input. */
  readonly type?: string
  /** What a `select` offers: values, or pairs of a value and what the user reads. */
  readonly choices?: readonly (string | readonly [value: string, label: string])[]
  readonly placeholder?: string
  readonly autocomplete?: string
}

/** What a field is, by its schema and what its form says of it. */
export interface FieldKind extends Required<Omit<FieldOptions, 'choices'>> {
  readonly choices: readonly (readonly [value: string, label: string])[]
  readonly isRequired: boolean
  readonly isGroup: boolean
  readonly min: string
  readonly max: string
  readonly maxLength: string
}

/** A part of a JSON Schema. */
interface Described {
  readonly type?: unknown
  readonly format?: unknown
  readonly title?: unknown
  readonly description?: unknown
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly properties?: Readonly<Record<string, Described>>
  readonly items?: Described
  readonly required?: readonly string[]
  readonly anyOf?: readonly Described[]
}

/** Texts longer than this are typed into a larger field. */
const longText = 150

const typesByFormat: Readonly<Record<string, string>> = {
  email: 'email',
  uri: 'url',
  date: 'date',
  time: 'time',
  'date-time': 'datetime-local',
}

const typesByName: readonly (readonly [RegExp, string])[] = [
  [/password/i, 'password'],
  [/^(?:tel|phone)|phone$/i, 'tel'],
]

const fieldOptions = ['label', 'help', 'type', 'choices', 'placeholder', 'autocomplete']

/**
 * Works out what a field is.
 *
 * @param name as the field is called in the form: `guests.0.name`
 */
export function fieldKind(schema: StandardSchemaV1, name: string, said: FieldOptions): FieldKind {
  const { field, isRequired } = find(schema, name)
  const type = said.type ?? (said.choices ? 'select' : typeOf(field, name))
  const choices = (said.choices ?? field.enum?.map(String) ?? []).map((choice) =>
    typeof choice === 'string' ? ([choice, sentence(choice)] as const) : choice,
  )
  const isNumber = type === 'number' || type === 'range'
  return {
    label: said.label ?? text(field.title) ?? sentence(name.split('.').at(-1)!),
    help: said.help ?? text(field.description) ?? '',
    type,
    choices: type === 'select' && !isRequired ? [['', ''], ...choices] : choices,
    placeholder: said.placeholder ?? '',
    autocomplete: said.autocomplete ?? (type === 'email' ? 'email' : ''),
    // Nobody has to tick a box that may be true or false.
    isRequired: isRequired && type !== 'checkbox',
    isGroup: field.type === 'object' || field.type === 'array',
    min: isNumber ? bound(field.minimum) : '',
    max: isNumber ? bound(field.maximum) : '',
    maxLength: String(field.maxLength ?? ''),
  }
}

/** @throws {ConfigError} `unknown_field_option` */
export function checkedFieldOptions(
  options: Readonly<Record<string, unknown>>,
  field: string,
): FieldOptions {
  for (const name of Object.keys(options)) {
    if (fieldOptions.includes(name)) continue
    throw new ConfigError(
      'unknown_field_option',
      `The field "${field}" has no option "${name}".${didYouMean(name, fieldOptions)} Known: ${fieldOptions.join(', ')}.`,
    )
  }
  return options
}

/** Schema libraries say of any integer that it is no larger than numbers are exact: that bounds nothing for a user. */
function bound(limit: number | undefined): string {
  return limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? '' : String(limit)
}

function find(schema: StandardSchemaV1, name: string): { field: Described; isRequired: boolean } {
  let field = describedBy(schema)
  let isRequired = false
  for (const step of name.split('.')) {
    isRequired = field.required?.includes(step) ?? false
    field = (/^\d+$/.test(step) ? field.items : own(field.properties, step)) ?? {}
    field = field.anyOf?.find(({ type }) => type !== 'null') ?? field
  }
  return { field, isRequired }
}

function describedBy(schema: StandardSchemaV1): Described {
  let described = known.get(schema)
  if (!described)
    known.set(schema, (described = (jsonSchemaOf(schema) as Described | undefined) ?? {}))
  return described
}

/** A schema takes a while to describe itself. */
const known = new WeakMap<object, Described>()

function own(properties: Described['properties'], name: string): Described | undefined {
  return properties && Object.hasOwn(properties, name) ? properties[name] : undefined
}

function typeOf({ type, format, enum: choices, maxLength = 0 }: Described, name: string): string {
  if (choices) return 'select'
  if (type === 'boolean') return 'checkbox'
  if (type === 'number' || type === 'integer') return 'number'
  const byFormat = typeof format === 'string' && typesByFormat[format]
  if (byFormat) return byFormat
  const [, byName] = typesByName.find(([pattern]) => pattern.test(name)) ?? []
  return byName ?? (maxLength > longText ? 'textarea' : 'text')
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** "postalCode" → "Postal code" */
function sentence(name: string): string {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
