import { ConfigError } from '../shared/errors.ts'
import { keptState } from '../view/kept-state.ts'
import { hostOf, type LiveView } from '../view/live-view.ts'
import { formFields } from './form-fields.ts'
import type { FormFields } from './form-values.ts'
import { Wizard } from './wizard.ts'

type Base = abstract new (...args: any[]) => LiveView

/** Under which the browser's session has what was typed, as long as each step is a request of its own. */
const keptKey = '_wizard'

/** What a view can do that is a wizard: the handlers that its template names. */
export interface WizardHandlers {
  /** Takes the fields of the step that is shown. Where they are right, goes to the next step, or finishes behind the last. */
  nextStep(fields: FormFields): Promise<void>
  prevStep(): void
  /** Goes to a step, if all before it are done. */
  goToStep(params: { step: string }): void
  /** Checks a field of the step that is shown, for `dj-change`. */
  checkStep(params: { field: string; value: string; checked?: boolean }): void | Promise<void>
}

/**
 * For `class OrderView extends WizardMixin(LiveView)`, which holds a `wizard`: handlers to go through its steps. The step
 * is part of the address, so back, forward and bookmarks work.
 */
export function WizardMixin<B extends Base>(
  Base: B,
): B & (abstract new (...args: any[]) => WizardHandlers) {
  abstract class WithWizard extends (Base as Base) implements WizardHandlers {
    static handlers = {
      nextStep: { params: formFields },
      prevStep: {},
      goToStep: { params: { step: 'str' } },
      checkStep: { params: { field: 'str', value: 'str', checked: 'bool?' } },
    }

    override async handleParams(params: Record<string, string>, uri: string): Promise<void> {
      await super.handleParams(params, uri)
      const { step } = params
      const wizard = wizardOf(this)
      const isGoingOn = await this.#goOn(wizard)
      // A page that was posted with something wrong in it has lost its step from its address.
      const shown = wizard.show(step ?? (isGoingOn ? wizard.step : wizard.steps[0]!.name))
      if (step !== undefined && step !== shown)
        this.livePatch({ params: { step: shown }, replace: true })
    }

    async nextStep(fields: FormFields): Promise<void> {
      const wizard = wizardOf(this)
      wizard.form.fill(fields)
      if (!(await wizard.form.validate())) return this.#keep(wizard, wizard.step)
      const next = wizard.isLast ? await wizard.finish() : wizard.beside(1)
      this.#keep(wizard, next)
      if (next !== null) this.#goTo(next)
    }

    prevStep(): void {
      this.#goTo(wizardOf(this).beside(-1))
    }

    goToStep({ step }: { step: string }): void {
      if (wizardOf(this).isOpen(step)) this.#goTo(step)
    }

    checkStep({ field, value, checked }: { field: string; value: string; checked?: boolean }) {
      return wizardOf(this).form.validateField(field, checked ?? value)
    }

    #goTo(step: string): void {
      this.livePatch({ params: { step } })
    }

    /** Keeps what was typed, where each step is a request of its own. @param step the next one; null behind the last */
    #keep(wizard: Wizard, step: string | null): void {
      const { isDrawn } = hostOf(this)
      const session = this.session as Record<string, unknown>
      if (step === null) delete session[keptKey]
      else if (!isDrawn)
        session[keptKey] = { at: this.#path, state: { ...Object(wizard[keptState]), step } }
    }

    /** @returns whether something was kept for the page */
    async #goOn(wizard: Wizard): Promise<boolean> {
      if (hostOf(this).isDrawn) return false
      const kept = (this.session as Record<string, unknown>)[keptKey] as Kept | undefined
      if (kept?.at !== this.#path) return false
      await wizard.goOn(kept.state)
      return true
    }

    get #path(): string {
      return new URL(this.request.url).pathname
    }
  }
  return WithWizard as never
}

interface Kept {
  /** Of which page: the same view may be a wizard for other things. */
  readonly at: string
  readonly state: unknown
}

function wizardOf(view: LiveView): Wizard {
  const { wizard } = view as LiveView & { wizard?: unknown }
  if (wizard instanceof Wizard) return wizard as unknown as Wizard
  throw new ConfigError(
    'no_wizard',
    `${view.constructor.name} extends WizardMixin, and has no wizard. Write wizard = wizard({ address: form(Address) }, { onFinish: (data) => … }).`,
  )
}
