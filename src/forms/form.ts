import type { StandardSchemaV1 } from '@standard-schema/spec'
import { ConfigError, HandlerError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { visible } from '../shared/visible.ts'
import { type KeepsState, keptState } from '../view/kept-state.ts'
import { schemaNames } from '../view/schema-names.ts'
import { FormErrors } from './form-errors.ts'
import {
  emptyGroup,
  type FieldValue,
  type FormFields,
  type FormValues,
  ValueTree,
} from './form-values.ts'

export interface FormOptions<Input> {
  /** What the fields show at first. */
  readonly values?: FormValues<Input>
  /** Names of buttons, which are sent with the fields and are none. */
  readonly buttons?: readonly string[]
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

/** What `form()` makes. */
export class Form<S extends StandardSchemaV1 = StandardSchemaV1<any, any>> implements KeepsState {
  readonly #schema: S
  readonly #options: FormOptions<StandardSchemaV1.InferInput<S>>
  #values: FormValues<StandardSchemaV1.InferInput<S>>
  #errors = new FormErrors()
  /** Names of the fields that the user has been at; null for all. */
  #used: Set<string> | null = new Set()
  #data: { readonly value: StandardSchemaV1.InferOutput<S> } | null = null
  /** Counts validations: of several that take time the last one counts. */
  #checks = 0

  constructor(schema: S, options: FormOptions<StandardSchemaV1.InferInput<S>>) {
    this.#schema = schema
    this.#options = options
    this.#values = copyOf(options.values)
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
    this.#values = copyOf(values)
    this.#errors = new FormErrors()
    this.#used = new Set()
    this.#data = null
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

/** The errors of a form by field, in its groups and lists. */
export type FormErrorTexts<Input> = {
  readonly [Name in keyof Input]?: NonNullable<Input[Name]> extends readonly (infer Item)[]
    ? Item extends object
      ? { readonly [index: number]: FormErrorTexts<Item> }
      : string
    : NonNullable<Input[Name]> extends Date | File
      ? string
      : NonNullable<Input[Name]> extends object
        ? FormErrorTexts<NonNullable<Input[Name]>>
        : string
}

/** Groups as the plain objects that are stored. */
function plain(values: unknown): unknown {
  if (Array.isArray(values)) return values.map(plain)
  if (typeof values !== 'object' || values === null) return values
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]))
}

/** A copy of the groups and lists, so that two forms, or a form and its beginning, share none. */
function copyOf(values: unknown): any {
  if (Array.isArray(values)) return values.map(copyOf)
  if (typeof values !== 'object' || values === null) return values ?? emptyGroup()
  const group = emptyGroup()
  for (const [name, value] of Object.entries(values)) group[name] = copyOf(value ?? '')
  return group
}
