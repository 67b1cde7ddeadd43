import type { StandardSchemaV1 } from '@standard-schema/spec'
import { ConfigError, HandlerError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { visible } from '../shared/visible.ts'
import { type KeepsState, keptState } from '../view/kept-state.ts'
import { schemaNames } from '../view/schema-names.ts'
import type { HasLiveFields, LiveFields } from '../shared/live-fields.ts'
import { liveFields } from '../shared/live-fields.ts'
import type { Part } from '../shared/part.ts'
import { checkedFieldOptions, type FieldKind, fieldKind, type FieldOptions } from './field-kind.ts'
import { FormErrors, type FormErrorTexts } from './form-errors.ts'
import { FormParts } from './form-parts.ts'
import {
  copyOf,
  type FieldValue,
  type FormFields,
  type FormValues,
  memberOf,
  plain,
  ValueTree,
} from './form-values.ts'

export interface FormOptions<Input> {
  /** What the fields show at first. */
  readonly values?: FormValues<Input>
  /** Names of buttons, which are sent with the fields and are none. */
  readonly buttons?: readonly string[]
  /** What fields look like, by name. */
  readonly fields?: { readonly [Name in keyof Input & string]?: FieldOptions } & {
    readonly [nested: `${string}.${string}`]: FieldOptions
  }
  /** Begins the ids of its fields (default: `id_`): one page may have two forms. */
  readonly idPrefix?: string
}

/**
 * A form of a schema, to be held in a field of a view: what was typed, what is wrong with it, and the value once it is
 * right.
 *
 * @param schema of a library that speaks Standard Schema; it has to accept objects
 */
export function form<S extends StandardSchemaV1>(
  schema: S,
  options: FormOptions<StandardSchemaV1.InferInput<S>> = {},
): Form<S> {
  return new Form(schema, options)
}

/** What `form()` makes. Where it is not said of which schema, its values may be anything. */
export class Form<S extends StandardSchemaV1 = StandardSchemaV1<any, any>>
  implements KeepsState, HasLiveFields
{
  readonly #schema: S
  readonly #options: FormOptions<StandardSchemaV1.InferInput<S>>
  #values: FormValues<StandardSchemaV1.InferInput<S>>
  #errors = new FormErrors()
  /** Names of the fields that the user has been at; null for all. */
  #used: Set<string> | null = new Set()
  #data: { readonly value: StandardSchemaV1.InferOutput<S> } | null = null
  #parts: FormParts | null = null
  /** Counts validations: of several that take time the last one counts. */
  #checks = 0

  constructor(schema: S, options: FormOptions<StandardSchemaV1.InferInput<S>>) {
    this.#schema = schema
    this.#options = options
    this.#values = copyOf(options.values) as FormValues<StandardSchemaV1.InferInput<S>>
  }

  /** What the fields show. */
  get values(): FormValues<StandardSchemaV1.InferInput<S>> {
    return this.#values
  }

  /** What is wrong, as texts in the shape of the values; empty where nothing is, or the field was not used yet. */
  get errors(): FormErrorTexts<StandardSchemaV1.InferInput<S>> {
    return this.#errors.ofFields(this.#used) as FormErrorTexts<StandardSchemaV1.InferInput<S>>
  }

  /** What is wrong with the form as a whole. */
  get nonFieldErrors(): readonly string[] {
    return this.#errors.ofForm(this.#used)
  }

  /** What the schema made of the values; null until they are valid. */
  get data(): StandardSchemaV1.InferOutput<S> | null {
    return this.#data ? this.#data.value : null
  }

  /**
   * Takes all fields, as they were submitted.
   *
   * @throws {HandlerError} `unknown_form_field` for a name that the schema does not have
   */
  fill(fields: FormFields | Readonly<Record<string, unknown>>): void {
    const tree = new ValueTree()
    for (const [name, value] of Object.entries(fields)) {
      if (this.#options.buttons?.includes(name)) continue
      this.#checkName(name)
      tree.set(name, value)
    }
    this.#take(tree.root)
  }

  /**
   * Whether all is as the schema wants it. From now on everything that is wrong is shown.
   *
   * @throws {ConfigError} `async_form` when the schema takes time: await `validate()` then
   */
  isValid(): this is { readonly data: StandardSchemaV1.InferOutput<S> } {
    this.#used = null
    const checking = this.#check()
    if (checking instanceof Promise) {
      checking.catch(() => {})
      throw new ConfigError(
        'async_form',
        'The schema of this form takes time to answer. Write "await form.validate()" in place of "form.isValid()".',
      )
    }
    return this.#data !== null
  }

  /** Does what `isValid` does, for a schema that takes time. */
  async validate(): Promise<boolean> {
    this.#used = null
    await this.#check()
    return this.#data !== null
  }

  /**
   * Takes one field, and shows what is wrong with those that were used until now.
   *
   * @returns a promise where the schema takes time
   * @throws {HandlerError} `unknown_form_field` for a name that the schema does not have
   */
  validateField(name: string, value: FieldValue): void | Promise<void> {
    this.#checkName(name)
    const tree = new ValueTree(copyOf(this.#values))
    tree.set(name, value)
    this.#take(tree.root)
    this.#used?.add(name)
    return this.#check()
  }

  /** Adds what the schema cannot know. @param name of the field, or null for the whole form */
  addError(name: string | null, text: string): void {
    if (name !== null) {
      this.#checkName(name)
      this.#used?.add(name)
    }
    this.#errors.add(name ?? '', text)
    this.#data = null
  }

  /** Begins again. @param values what the fields show now; those of the beginning, if none are given */
  reset(
    values: FormValues<StandardSchemaV1.InferInput<S>> | undefined = this.#options.values,
  ): void {
    this.#checks++
    this.#values = copyOf(values) as FormValues<StandardSchemaV1.InferInput<S>>
    this.#errors = new FormErrors()
    this.#used = new Set()
    this.#data = null
  }

  // ── drawn ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** All its fields, in a template: `{{ form.as_live }}`. */
  get as_live(): Part {
    return this.#drawn.whole
  }

  get [liveFields](): LiveFields {
    return this.#drawn
  }

  get #drawn(): FormParts {
    this.#parts ??= new FormParts({
      idPrefix: this.#options.idPrefix ?? 'id_',
      kindOf: (name, options) => this.#kindOf(name, options),
      valueOf: (name) => name.split('.').reduce(memberOf, this.#values),
      errorOf: (name) => {
        const error = name.split('.').reduce(memberOf, this.errors)
        return typeof error === 'string' ? error : ''
      },
      nonFieldErrors: () => this.nonFieldErrors,
      fieldNames: () => this.#fieldNames(),
    })
    return this.#parts
  }

  #kindOf(name: string, options: Readonly<Record<string, unknown>>): FieldKind {
    this.#checkName(name)
    const said: Readonly<Record<string, FieldOptions | undefined>> = this.#options.fields ?? {}
    // Rows of a list are told of by their name without numbers.
    const own = said[name] ?? said[name.replace(/\.\d+(?=\.|$)/g, '')]
    return fieldKind(this.#schema, name, { ...own, ...checkedFieldOptions(options, name) })
  }

  #fieldNames(): string[] {
    const names = schemaNames(this.#schema)
    if (!(names instanceof Set)) return []
    return [...names].filter((name) => !this.#kindOf(name, {}).isGroup)
  }

  // ── rows ───────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Adds a row at the end of a list.
   *
   * @param list name of a list of groups
   */
  addRow(list: string, values: Readonly<Record<string, unknown>> = {}): void {
    this.#changeRows(list, (rows) => rows.push(copyOf(values)))
  }

  /** Takes a row out of a list. */
  removeRow(list: string, index: number): void {
    this.#changeRows(list, (rows) => rows.splice(index, 1))
    this.#parts?.removeRow(list, index)
    // What was wrong with rows behind it would be told of their neighbours.
    this.#errors = FormErrors.of(
      this.#errors.all().filter(([name]) => !name.startsWith(`${list}.`)),
    )
    for (const name of this.#used ?? []) if (name.startsWith(`${list}.`)) this.#used?.delete(name)
  }

  #changeRows(list: string, change: (rows: unknown[]) => void): void {
    this.#checkName(list)
    const tree = new ValueTree(copyOf(this.#values))
    const found = list.split('.').reduce(memberOf, tree.root as unknown)
    const rows = Array.isArray(found) ? found : []
    change(rows)
    tree.set(list, rows)
    this.#take(tree.root)
  }

  /** What is stored with the view: all but the schema and what it made of the values, which is made again. */
  get [keptState](): unknown {
    const used = this.#used && [...this.#used]
    const isValid = this.#data !== null
    return { values: plain(this.#values), errors: this.#errors.all(), used, isValid }
  }

  set [keptState](stored: unknown) {
    const { values, errors, used, isValid } = stored as StoredForm
    this.#take(copyOf(values))
    if (isValid) void this.#check()
    else this.#errors = FormErrors.of(errors)
    this.#used = used && new Set(used)
  }

  #take(values: object): void {
    this.#values = values as FormValues<StandardSchemaV1.InferInput<S>>
    this.#data = null
  }

  #check(): void | Promise<void> {
    const check = ++this.#checks
    const result = this.#schema['~standard'].validate(this.#values)
    if (result instanceof Promise)
      return result.then((done) => {
        if (check === this.#checks) this.#accept(done)
      })
    this.#accept(result)
  }

  #accept(result: StandardSchemaV1.Result<unknown>): void {
    this.#errors = new FormErrors(result.issues)
    this.#data = result.issues ? null : { value: result.value as StandardSchemaV1.InferOutput<S> }
  }

  #checkName(name: string): void {
    const known = schemaNames(this.#schema)
    const [root = ''] = name.split('.', 1)
    if (!(known instanceof Set) || known.has(root)) return
    throw new HandlerError(
      'unknown_form_field',
      `The schema of this form has no "${visible(root)}".${didYouMean(root, known)} It has: ${[...known].join(', ')}. ` +
        `If it is the name of a button, write form(schema, { buttons: ['${visible(root)}'] }).`,
    )
  }
}

interface StoredForm {
  readonly values: object
  readonly errors: readonly [name: string, texts: string[]][]
  readonly used: readonly string[] | null
  readonly isValid: boolean
}
