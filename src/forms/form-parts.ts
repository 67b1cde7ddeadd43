import type { LiveFields } from '../shared/live-fields.ts'
import type { Part } from '../shared/part.ts'
import {
  type DrawnForm,
  FormRow,
  LiveErrorsPart,
  LiveFieldPart,
  LiveFormPart,
} from './live-parts.ts'

/** How many fields of one form are remembered. */
const mostFields = 1_000

/** The pieces of a page that a form is drawn as: each is the same as long as its form is. */
export class FormParts implements LiveFields {
  readonly #form: DrawnForm
  readonly #fields = new Map<string, LiveFieldPart>()
  readonly #errors = new Map<string | null, LiveErrorsPart>()
  readonly #rows = new Map<string, FormRow[]>()
  #lastRow = 0
  #whole: LiveFormPart | null = null

  constructor(form: DrawnForm) {
    this.#form = form
  }

  get whole(): Part {
    return (this.#whole ??= new LiveFormPart({ form: this.#form, parts: this }))
  }

  field(name: string, options: Readonly<Record<string, unknown>>): Part {
    const key = JSON.stringify([name, options])
    let part = this.#fields.get(key)
    if (!part) {
      // Options that hang on values would make more of them without end.
      if (this.#fields.size === mostFields) this.#fields.clear()
      part = new LiveFieldPart({ form: this.#form, name, options })
      this.#fields.set(key, part)
    }
    return part
  }

  errors(name: string | null): Part {
    let part = this.#errors.get(name)
    if (!part) this.#errors.set(name, (part = new LiveErrorsPart({ form: this.#form, name })))
    return part
  }

  rows(name: string): readonly FormRow[] {
    const list = this.#form.valueOf(name)
    const count = Array.isArray(list) ? list.length : 0
    const rows = this.#rows.get(name) ?? []
    this.#rows.set(name, rows)
    while (rows.length < count) rows.push(new FormRow(++this.#lastRow, name, this))
    rows.length = count
    for (const [index, row] of rows.entries()) row.index = index
    return rows
  }

  /** A row goes, and those behind it keep what they are. */
  removeRow(list: string, index: number): void {
    this.#rows.get(list)?.splice(index, 1)
  }
}
