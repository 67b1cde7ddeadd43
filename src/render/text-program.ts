import { DjustError, TemplateError } from '../shared/errors.ts'
import type { CompiledText } from '../template/compile.ts'
import type { Source } from '../template/template-source.ts'
import type { Emitted } from '../template/emit/emit.ts'
import { Budget } from './budget.ts'
import { helpers } from './helpers.ts'
import { RenderContext } from './render-context.ts'
import { Drawable, type RenderInput } from './render-input.ts'

/** The functions that generated code of a text returns. */
export interface TextFunctions {
  plain(context: RenderContext): string
}

/** A compiled template that can be drawn any number of times, as Django would. */
export class TextProgram<F extends TextFunctions = TextFunctions> extends Drawable {
  readonly compiled: CompiledText
  readonly source: Source | undefined
  protected readonly functions: F
  #traced: Emitted | undefined

  /** @param source what it was compiled from, where another template may extend it */
  constructor(compiled: CompiledText, source?: Source) {
    super()
    this.source = source
    this.compiled = compiled
    this.functions = functionsOf<F>(compiled)
  }

  /**
   * Draws the template, for a page without the anchors of its live part.
   *
   * @param budget that of the render in which this one takes place
   * @throws {TemplateError} with the place, when a value cannot be shown or read
   */
  plain(input: RenderInput, budget = new Budget(input.limits)): string {
    const again = budget.again()
    const context = new RenderContext(input, this.compiled, budget)
    return this.locating(input, () => this.functions.plain(context), again)
  }

  /**
   * Runs generated code; an error is thrown on with the place of the value that it came from.
   *
   * @param redo what is drawn to find that place, where it is not the whole text
   */
  protected locating<T>(
    input: RenderInput,
    run: () => T,
    again?: Budget,
    redo: (functions: F, context: RenderContext) => unknown = drawAll,
  ): T {
    try {
      return run()
    } catch (error) {
      if (error instanceof TemplateError && error.at) throw error
      throw this.#located(input, error, redo, again)
    }
  }

  /** Draws once more, with code that notes where it is. Templates read and do not act, so this is harmless. */
  #located(
    input: RenderInput,
    error: unknown,
    redo: (functions: F, context: RenderContext) => unknown,
    budget?: Budget,
  ): unknown {
    this.#traced ??= this.compiled.traced()
    const traced = this.#traced
    const context = new RenderContext(input, traced, budget)
    try {
      redo(functionsOf<F>(traced), context)
    } catch (again) {
      const at = traced.places[context.at]
      if (!at || (again instanceof TemplateError && again.at)) return again
      const code = again instanceof DjustError ? again.code : 'render_failed'
      const message = again instanceof Error ? again.message : String(again)
      return new TemplateError(code, message, at, { cause: again })
    }
    return error
  }
}

function drawAll(functions: TextFunctions, context: RenderContext): string {
  return functions.plain(context)
}

/** The functions that generated code makes. */
export function functionsOf<F = TextFunctions>({ code, constants }: Emitted): F {
  const make = new Function('h', 'k', code) as (h: typeof helpers, k: Emitted['constants']) => F
  return make(helpers, constants)
}
