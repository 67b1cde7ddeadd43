import { TemplateError } from '../shared/errors.ts'
import { emitValue } from '../template/emit/emit.ts'
import type { NameParent } from '../template/template-source.ts'
import type { Expression } from '../template/nodes.ts'
import { environment } from '../template/values/env.ts'
import { SafeString } from '../template/values/safe-string.ts'
import { RenderContext } from './render-context.ts'
import type { RenderInput } from './render-input.ts'
import { functionsOf, TextProgram } from './text-program.ts'

/** Gives the value of a name of the page. */
export type ReadName = (name: string) => unknown

type Evaluate = (read: ReadName) => unknown

interface Variant<P> {
  readonly parents: readonly Evaluate[]
  readonly answers: readonly unknown[]
  readonly program: P
}

/** How many programs of one template are kept: its bases may be templates that are made anew each time. */
const maxKept = 100

/** The programs of one template: one for each base that it chooses by a variable. */
export class Variants<P> {
  /** The one used last comes first. */
  readonly #known: Variant<P>[] = []

  /**
   * The program that fits the names of a page.
   *
   * @param read gives the names that `{% extends variable %}` asks for
   * @param compile makes the program where there is none yet
   * @throws {TemplateError} when a base is named by something that is no name
   */
  of(read: ReadName, compile: (nameParent: NameParent) => P): P {
    const at = this.#known.findIndex(({ parents, answers }) =>
      parents.every((evaluate, i) => evaluate(read) === answers[i]),
    )
    const variant = at < 0 ? this.#make(read, compile) : this.#known[at]!
    if (at !== 0) {
      if (at > 0) this.#known.splice(at, 1)
      this.#known.unshift(variant)
      this.#known.length = Math.min(this.#known.length, maxKept)
    }
    return variant.program
  }

  #make(read: ReadName, compile: (nameParent: NameParent) => P): Variant<P> {
    const parents: Evaluate[] = []
    const answers: unknown[] = []
    const program = compile((parent) => {
      const evaluate = evaluator(parent)
      const name = evaluate(read)
      const source = name instanceof TextProgram ? name.source : undefined
      if (typeof name !== 'string' && !source) {
        throw new TemplateError(
          'extends_no_name',
          `{% extends %} needs the name of a template here, and the value is ${name === undefined ? 'missing' : String(name)}.`,
          parent.at,
        )
      }
      parents.push(evaluate)
      answers.push(name)
      return source ?? (name as string)
    })
    return { parents, answers, program }
  }
}

/** Makes what gives a value outside of a render. */
function evaluator(expression: Expression): Evaluate {
  const code = emitValue(expression)
  const functions = functionsOf(code)
  return (read) => {
    const input = { read, env: environment() } as RenderInput
    const value: unknown = functions.plain(new RenderContext(input, code))
    return value instanceof SafeString ? value.html : value
  }
}
