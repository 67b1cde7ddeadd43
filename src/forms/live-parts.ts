import type { HasLiveFields, LiveFields } from '../shared/live-fields.ts'
import { liveFields } from '../shared/live-fields.ts'
import { Component } from '../view/component.ts'
import type { FieldKind } from './field-kind.ts'

/** A form, as its parts see it. */
export interface DrawnForm {
  /** Begins the ids of its fields. */
  readonly idPrefix: string
  kindOf(name: string, options: Readonly<Record<string, unknown>>): FieldKind
  valueOf(name: string): unknown
  errorOf(name: string): string
  nonFieldErrors(): readonly string[]
  /** The names of its fields that are no groups. */
  fieldNames(): readonly string[]
}

interface FieldProps {
  readonly form: DrawnForm
  readonly name: string
  readonly options: Readonly<Record<string, unknown>>
}

/** A field with its label, help and error. */
export class LiveFieldPart extends Component<FieldProps> {
  static templateName = 'djust/live_field.html'

  readonly #kind = this.props.form.kindOf(this.props.name, this.props.options)

  get fieldId(): string {
    return `${this.props.form.idPrefix}${this.props.name.replaceAll('.', '-')}`
  }

  get fieldName(): string {
    return this.props.name
  }

  get error(): string {
    return this.props.form.errorOf(this.props.name)
  }

  get describedBy(): string {
    const ids = [this.help && `${this.fieldId}-help`, this.error && `${this.fieldId}-error`]
    return ids.filter(Boolean).join(' ')
  }

  /** What the field shows. A password is never sent back. */
  get value(): string {
    if (this.type === 'password') return ''
    const value = this.props.form.valueOf(this.props.name)
    return value === undefined || value === null ? '' : String(value)
  }

  get isOn(): boolean {
    const value = this.props.form.valueOf(this.props.name)
    return value === true || value === 'on' || value === 'true'
  }

  get choices(): { value: string; label: string; isChosen: boolean }[] {
    const chosen = this.value
    return this.#kind.choices.map(([value, label]) => ({
      value,
      label,
      isChosen: value === chosen,
    }))
  }

  get label() {
    return this.#kind.label
  }
  get help() {
    return this.#kind.help
  }
  get type() {
    return this.#kind.type
  }
  get placeholder() {
    return this.#kind.placeholder
  }
  get autocomplete() {
    return this.#kind.autocomplete
  }
  get isRequired() {
    return this.#kind.isRequired
  }
  get min() {
    return this.#kind.min
  }
  get max() {
    return this.#kind.max
  }
  get maxLength() {
    return this.#kind.maxLength
  }
}

/** What is wrong with a form as a whole, or with one of its fields. */
export class LiveErrorsPart extends Component<{ form: DrawnForm; name: string | null }> {
  static templateName = 'djust/live_errors.html'

  get errors(): readonly string[] {
    const { form, name } = this.props
    if (name === null) return form.nonFieldErrors()
    const error = form.errorOf(name)
    return error ? [error] : []
  }
}

/** All fields of a form. */
export class LiveFormPart extends Component<{ form: DrawnForm; parts: LiveFields }> {
  static templateName = 'djust/live_form.html'

  get errors(): unknown {
    return this.props.parts.errors(null)
  }

  get fields(): unknown[] {
    const { form, parts } = this.props
    return form.fieldNames().map((name) => parts.field(name, {}))
  }
}

/** One row of a list in a form, with fields of its own. */
export class FormRow implements HasLiveFields {
  /** Tells it from other rows, wherever it stands. */
  readonly id: number
  readonly #list: string
  readonly #parts: LiveFields
  /** Where it stands. */
  index = 0

  constructor(id: number, list: string, parts: LiveFields) {
    this.id = id
    this.#list = list
    this.#parts = parts
  }

  /** Begins the names of its fields. */
  get name(): string {
    return `${this.#list}.${this.index}`
  }

  get [liveFields](): LiveFields {
    return {
      field: (name, options) => this.#parts.field(`${this.name}.${name}`, options),
      errors: (name) => this.#parts.errors(name === null ? this.name : `${this.name}.${name}`),
      rows: (name) => this.#parts.rows(`${this.name}.${name}`),
    }
  }
}
