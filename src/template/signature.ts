import { TemplateError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import type { Bit } from './condition.ts'
import type { Binding, Expression } from './nodes.ts'
import type { Parser, Tag } from './parser.ts'

/**
 * The parameters of an author's tag, in order: `name` is required, `name?` may be left out, `*name` takes further values
 * as a list, `**name` further named ones as an object. What stands behind `*name` can be given by name only.
 */
export type ParamWord<Name extends string = string> = Name | `${Name}?` | `*${Name}` | `**${Name}`

export interface Signature {
  readonly positional: readonly Param[]
  readonly byNameOnly: readonly Param[]
  readonly rest: string | null
  readonly others: string | null
}

interface Param {
  readonly name: string
  readonly isOptional: boolean
}

/** Reads the words of a signature. */
export function signatureOf(words: readonly string[]): Signature {
  const positional: Param[] = []
  const byNameOnly: Param[] = []
  let rest: string | null = null
  let others: string | null = null
  for (const word of words) {
    const [, stars, name, mark] = /^(\*{0,2})([A-Za-z]\w*)(\??)$/.exec(word) ?? []
    if (name === undefined)
      throw new TypeError(`"${word}" is no parameter: write name, name?, *name or **name.`)
    if (stars === '**') others = name
    else if (stars === '*') rest = name
    else {
      const list = rest === null ? positional : byNameOnly
      if (rest === null && mark === '' && positional.at(-1)?.isOptional)
        throw new TypeError(
          `"${name}" is required, but one before it may be left out. Put it first.`,
        )
      list.push({ name, isOptional: mark === '?' })
    }
  }
  return { positional, byNameOnly, rest, others }
}

/**
 * Reads the arguments of a tag.
 *
 * @throws {TemplateError} when they do not fit the signature
 */
export function readArguments(
  tag: Tag,
  bits: readonly Bit[],
  signature: Signature,
  parser: Parser,
): { args: Expression[]; named: Binding[] } {
  const { positional, byNameOnly, rest, others } = signature
  const args: Expression[] = []
  const named: Binding[] = []
  const refuse = (what: string, at = tag.at): never => {
    throw new TemplateError(
      'tag_arguments',
      `{% ${tag.name} %} ${what} ${form(tag, signature)}`,
      at,
    )
  }
  for (const bit of bits) {
    const binding = parser.binding(bit)
    if (!binding) {
      if (named.length > 0)
        refuse('has a value behind a named one. Named arguments come last:', bit.at)
      if (args.length >= positional.length && rest === null)
        refuse(`takes no more than ${positional.length} values.`, bit.at)
      args.push(parser.value(bit))
      continue
    }
    const { name } = binding
    const index = positional.findIndex((param) => param.name === name)
    const isKnown = index >= 0 || byNameOnly.some((param) => param.name === name)
    if (!isKnown && others === null) {
      const known = [...positional, ...byNameOnly].map((param) => param.name)
      refuse(`has no parameter "${name}".${didYouMean(name, known)}`, bit.at)
    }
    if ((index >= 0 && index < args.length) || named.some((other) => other.name === name))
      refuse(`is given "${name}" twice.`, bit.at)
    named.push(binding)
  }
  const missing = [...positional.slice(args.length), ...byNameOnly].filter(
    ({ name, isOptional }) => !isOptional && !named.some((binding) => binding.name === name),
  )
  if (missing.length > 0) refuse(`needs ${missing.map(({ name }) => `"${name}"`).join(', ')}.`)
  return { args, named }
}

/** Puts the values of a call into one object; a missing variable is an empty text, as in Django. */
export function paramsOf(
  { positional, rest, others }: Signature,
  args: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
): Record<string, unknown> {
  const params: Record<string, unknown> = {}
  positional.forEach(({ name }, i) => {
    if (i < args.length) params[name] = orEmpty(args[i])
  })
  if (rest !== null) params[rest] = args.slice(positional.length).map(orEmpty)
  const further = new Map<string, unknown>()
  for (const [name, value] of Object.entries(named)) {
    if (known.has(name)) params[name] = orEmpty(value)
    else further.set(name, orEmpty(value))
  }
  if (others !== null) params[others] = Object.fromEntries(further)
  return params
}

/** The names that a signature spells out. */
export function knownNames({ positional, byNameOnly }: Signature): ReadonlySet<string> {
  return new Set([...positional, ...byNameOnly].map(({ name }) => name))
}

function orEmpty(value: unknown): unknown {
  return value === undefined ? '' : value
}

function form(tag: Tag, { positional, byNameOnly, rest, others }: Signature): string {
  const words = [
    ...positional.map(({ name, isOptional }) => (isOptional ? `[${name}]` : name)),
    ...(rest === null ? [] : [`[${rest} …]`]),
    ...byNameOnly.map(({ name, isOptional }) => (isOptional ? `[${name}=…]` : `${name}=…`)),
    ...(others === null ? [] : ['[name=… …]']),
  ]
  return `Write {% ${[tag.name, ...words].join(' ')} %}.`
}
