import type { StandardSchemaV1 } from '@standard-schema/spec'
import { ConfigError } from '../shared/errors.ts'
import { type KeepsState, keptState } from '../view/kept-state.ts'
import type { Form } from './form.ts'

/** The steps of a wizard: a form for each, by name, in their order. */
export type WizardForms = Readonly<Record<string, Form<any>>>

/** What all steps give together, once each is right. */
export type WizardData<Forms extends WizardForms> = {
  [Step in keyof Forms]: Forms[Step] extends Form<infer S extends StandardSchemaV1>
    ? StandardSchemaV1.InferOutput<S>
    : never
}

export interface WizardOptions<Forms extends WizardForms> {
  /** Called with what all steps give, once the last one is sent and each was checked again. */
  readonly onFinish: (data: WizardData<Forms>) => unknown
}

/** A step, as templates list them. */
export interface WizardStep {
  readonly name: string
  /** From 1. */
  readonly number: number
  readonly isCurrent: boolean
  readonly isDone: boolean
  /** Whether it can be gone to: all before it are done. */
  readonly isOpen: boolean
}

/**
 * Several forms, one after another, to be held in the field `wizard` of a view that extends `WizardMixin(LiveView)`.
 *
 * @param forms by the names of their steps
 * @throws {ConfigError} when there is none
 */
export function wizard<const Forms extends WizardForms>(
  forms: Forms,
  options: WizardOptions<Forms>,
): Wizard<Forms> {
  return new Wizard(forms, options)
}

/** What `wizard()` makes. */
export class Wizard<Forms extends WizardForms = WizardForms> implements KeepsState {
  readonly #forms: Forms
  readonly #options: WizardOptions<Forms>
  readonly #names: readonly string[]
  #step: string

  constructor(forms: Forms, options: WizardOptions<Forms>) {
    this.#forms = forms
    this.#options = options
    this.#names = Object.keys(forms)
    const [first] = this.#names
    if (first === undefined)
      throw new ConfigError(
        'no_steps',
        'A wizard has no steps. Write wizard({ address: form(Address) }, …).',
      )
    this.#step = first
  }

  /** Name of the step that is shown. */
  get step(): string {
    return this.#step
  }

  get form(): Forms[keyof Forms] {
    return this.#forms[this.#step as keyof Forms]
  }

  /** The forms of all steps, by name. */
  get forms(): Forms {
    return this.#forms
  }

  get steps(): WizardStep[] {
    return this.#names.map((name, i) => ({
      name,
      number: i + 1,
      isCurrent: name === this.#step,
      isDone: this.#isDone(name),
      isOpen: this.isOpen(name),
    }))
  }

  /** Which step is shown, from 1. */
  get number(): number {
    return this.#names.indexOf(this.#step) + 1
  }

  get count(): number {
    return this.#names.length
  }

  /** How many steps are done, in percent. */
  get progress(): number {
    return Math.round((this.#names.filter((name) => this.#isDone(name)).length / this.count) * 100)
  }

  get isFirst(): boolean {
    return this.number === 1
  }

  get isLast(): boolean {
    return this.number === this.count
  }

  /** Whether a step can be gone to: all before it are done. */
  isOpen(name: string): boolean {
    const index = this.#names.indexOf(name)
    return index >= 0 && this.#names.slice(0, index).every((before) => this.#isDone(before))
  }

  /**
   * Shows a step, or the first that has to be done before it.
   *
   * @returns the name of the step that is shown
   */
  show(name: string): string {
    const undone = this.#names.find((each) => !this.#isDone(each))
    this.#step = this.isOpen(name) ? name : (undone ?? this.#names[0]!)
    return this.#step
  }

  /** The step so many behind the one that is shown, within bounds. */
  beside(steps: number): string {
    return this.#names[Math.max(0, Math.min(this.count, this.number + steps) - 1)]!
  }

  /**
   * Checks all steps, and finishes where each is right.
   *
   * @returns the first step that is not; null where it is finished
   */
  async finish(): Promise<string | null> {
    for (const name of this.#names) if (!(await this.#forms[name]!.validate())) return name
    const data = this.#names.map((name) => [name, this.#forms[name]!.data])
    await this.#options.onFinish(Object.fromEntries(data) as WizardData<Forms>)
    return null
  }

  /** Goes on from what was kept of it. A schema may take its time. */
  async goOn(kept: unknown): Promise<void> {
    this[keptState] = kept
    const { forms } = kept as { forms: Record<string, { isValid: boolean } | undefined> }
    for (const name of this.#names) {
      const form = this.#forms[name]!
      if (forms[name]?.isValid && form.data === null) await form.validate()
    }
  }

  #isDone(name: string): boolean {
    return this.#forms[name]!.data !== null
  }

  get [keptState](): unknown {
    const forms = this.#names.map((name) => [name, this.#forms[name]![keptState]])
    return { step: this.#step, forms: Object.fromEntries(forms) }
  }

  set [keptState](stored: unknown) {
    const { step, forms } = stored as { step: string; forms: Record<string, unknown> }
    for (const name of this.#names) if (name in forms) this.#forms[name]![keptState] = forms[name]
    if (this.#names.includes(step)) this.#step = step
  }
}
