import { TemplateError } from '../../shared/errors.ts'
import { type HasLiveFields, type LiveFields, liveFields } from '../../shared/live-fields.ts'
import type { Filter } from '../filters/filter.ts'
import type { Binding, Node } from '../nodes.ts'
import { outputOrAssign, type Parser, splitAs, type Tag, type TagParser, usage } from '../parser.ts'
import type { TagFunction } from '../tag-function.ts'
import { tagValue } from '../tag-value.ts'
import { describe } from '../values/iterate.ts'
import { SafeString } from '../values/safe-string.ts'

/** The tags and the filter that draw forms over a schema. */
export const liveFormTags: readonly (readonly [string, TagParser])[] = [
  ['inputs_for', parseInputsFor],
  ['live_errors', parseLiveErrors],
  ['live_field', parseLiveField],
]

const fieldForm = '{% live_field form "email" %}, with options behind: label="Your email"'

/** `{% live_field form "email" label="Your email" %}`: a field with its label, help and error. */
function parseLiveField(tag: Tag, parser: Parser): Node {
  const { args, name } = splitAs(tag)
  const named: Binding[] = []
  const positional = args.filter((bit) => {
    const bound = parser.binding(bit)
    if (bound) named.push(bound)
    else if (named.length > 0) throw usage(tag, fieldForm, bit.at)
    return !bound
  })
  const [form, field] = positional
  if (!form || !field || positional.length > 2) throw usage(tag, fieldForm)
  const value = tagValue(liveField, [parser.value(form), parser.value(field)], tag.at)
  return outputOrAssign(tag, { ...value, named }, name)
}

/** `{% live_errors form %}`: what is wrong with the form as a whole; `{% live_errors form "email" %}`: with a field. */
function parseLiveErrors(tag: Tag, parser: Parser): Node {
  const { args, name } = splitAs(tag)
  const [form, field] = args
  if (!form || args.length > 2)
    throw usage(tag, '{% live_errors form %} or {% live_errors form "email" %}')
  const values = [parser.value(form), ...(field ? [parser.value(field)] : [])]
  return outputOrAssign(tag, tagValue(liveErrors, values, tag.at), name)
}

/** `{% inputs_for form "guests" as guest %}…{% endinputs_for %}`: its body once for each row of a list. */
function parseInputsFor(tag: Tag, parser: Parser): Node {
  const { args, name } = splitAs(tag)
  const [form, list] = args
  if (!form || !list || args.length > 2 || name === null)
    throw usage(tag, '{% inputs_for form "guests" as guest %}')
  const items = tagValue(rowsOf, [parser.value(form), parser.value(list)], tag.at)
  const { nodes: body } = parser.parseUntil(['endinputs_for'], tag)
  return { kind: 'for', names: [name], items, reversed: false, body, empty: null, at: tag.at }
}

const liveField: TagFunction = {
  name: 'live_field',
  dependsOn: [],
  run: ([form, name], named) => {
    const options = Object.entries(named).map(([key, value]) => [key, plain(value)])
    return fieldsOf(form, 'live_field').field(
      textOf(name, 'live_field'),
      Object.fromEntries(options),
    )
  },
}

const liveErrors: TagFunction = {
  name: 'live_errors',
  dependsOn: [],
  run: ([form, ...field]) =>
    fieldsOf(form, 'live_errors').errors(field.length > 0 ? textOf(field[0], 'live_errors') : null),
}

const rowsOf: TagFunction = {
  name: 'inputs_for',
  dependsOn: [],
  run: ([form, list]) => fieldsOf(form, 'inputs_for').rows(textOf(list, 'inputs_for')),
}

/** `{{ form|as_live_field:"email" }}` */
export const asLiveField: Filter = {
  argument: 'required',
  isPure: false,
  run: (form, name) => fieldsOf(form, 'as_live_field').field(textOf(name, 'as_live_field'), {}),
}

/** A missing form has nothing to draw, as any missing variable. */
const nothing: LiveFields = { field: () => '', errors: () => '', rows: () => [] }

function fieldsOf(form: unknown, tag: string): LiveFields {
  if (form === undefined || form === '') return nothing
  const has = typeof form === 'object' && form !== null && liveFields in form
  if (has) return (form as HasLiveFields)[liveFields]
  throw new TemplateError(
    'tag_value',
    `${tag} takes a form, as form(schema) makes it, or a row of one; this is ${describe(form)}.`,
  )
}

function textOf(name: unknown, tag: string): string {
  const text = plain(name)
  if (typeof text === 'string' && text !== '') return text
  throw new TemplateError(
    'tag_value',
    `${tag} takes the name of a field; this is ${describe(name)}.`,
  )
}

/** Texts that are written in the template are markup to it. */
function plain(value: unknown): unknown {
  return value instanceof SafeString ? value.html : value
}
