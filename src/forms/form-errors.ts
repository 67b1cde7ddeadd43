import type { StandardSchemaV1 } from '@standard-schema/spec'
import { emptyGroup, type Group } from './form-values.ts'

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

/** What is wrong with a form. */
export class FormErrors {
  /** The texts of each field, by its name; those of the form itself have none. */
  readonly #byName = new Map<string, string[]>()

  constructor(issues: readonly StandardSchemaV1.Issue[] = []) {
    for (const { path = [], message } of issues) {
      const steps = path.map((step) => String(typeof step === 'object' ? step.key : step))
      this.add(steps.join('.'), message)
    }
  }

  /** Takes back what `all` gave. */
  static of(all: readonly [name: string, texts: string[]][]): FormErrors {
    const errors = new FormErrors()
    for (const [name, texts] of all) for (const text of texts) errors.add(name, text)
    return errors
  }

  all(): [name: string, texts: string[]][] {
    return [...this.#byName]
  }

  /** @param name of the field; empty for the whole form */
  add(name: string, text: string): void {
    this.#byName.set(name, [...(this.#byName.get(name) ?? []), text])
  }

  /**
   * The texts of fields as templates read them, in groups and lists.
   *
   * @param used names of the fields that may show theirs; null for all
   */
  ofFields(used: ReadonlySet<string> | null): Group {
    const shown = emptyGroup()
    for (const [name, texts] of this.#byName) {
      const mayShow = used === null || used.has(name)
      if (mayShow && !this.#isOfForm(name)) place(shown, name.split('.'), texts.join(' '))
    }
    return shown
  }

  /** The texts of the form itself, and of groups in which more is wrong: a place in the tree is a text or a group. */
  ofForm(used: ReadonlySet<string> | null): string[] {
    return [...this.#byName]
      .filter(([name]) => this.#isOfForm(name) && (name === '' || used === null || used.has(name)))
      .flatMap(([, texts]) => texts)
  }

  #isOfForm(name: string): boolean {
    return name === '' || [...this.#byName.keys()].some((other) => other.startsWith(`${name}.`))
  }
}

function place(group: Group, [step = '', ...rest]: readonly string[], text: string): void {
  if (rest.length === 0) group[step] = text
  else place((group[step] ??= emptyGroup()) as Group, rest, text)
}
