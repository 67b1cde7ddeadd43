import { TemplateError } from '../shared/errors.ts'
import { emitValue } from '../template/emit/emit.ts'
import type { NameParent } from '../template/link.ts'
import type { Expression } from '../template/nodes.ts'
import { environment } from '../template/values/env.ts'
import { SafeString } from '../template/values/safe-string.ts'
import { RenderContext } from './render-context.ts'
import type { RenderInput } from './render-input.ts'
import { functionsOf, TextProgram } from './text-program.ts'

/** Gives the value of a name of the page. */
export type ReadName = (name: string) => unknown

interface Variant<P> {
  readonly parents: readonly Expression[]
  readonly answers: readonly unknown[]
  readonly program: P
}

/** The programs of one template: one for each base that it chooses by a variable. */
export class Variants<P> {
  readonly #known: Variant<P>[] = []

  /**
   * The program that fits the names of a page.
   *
   * @param read gives the names that `{% extends variable %}` asks for
   * @param compile makes the program where there is none yet
   * @throws {TemplateError} when a base is named by something that is no name
   */
  of(read: ReadName, compile: (nameParent: NameParent) => P): P {
    const known = this.#known.find(({ parents, answers }) =>
      parents.every((parent, i) => evaluate(parent, read) === answers[i]),
    )
    if (known) return known.program
    const parents: Expression[] = []
    const answers: unknown[] = []
    const program = compile((parent) => {
      const name = evaluate(parent, read)
      const source = name instanceof TextProgram ? name.source : undefined
      if (typeof name !== 'string' && !source) {
        throw new TemplateError(
          'extends_no_name',
          `{% extends %} needs the name of a template here, and the value is ${name === undefined ? 'missing' : String(name)}.`,
          parent.at,
        )
      }
      parents.push(parent)
      answers.push(name)
      return source ?? (name as string)
    })
    this.#known.push({ parents, answers, program })
    return program
  }
}

/** A value outside of a render. */
function evaluate(expression: Expression, read: ReadName): unknown {
  const code = emitValue(expression)
  const input = { read, env: environment() } as RenderInput
  const value: unknown = functionsOf(code).plain(new RenderContext(input, code))
  return value instanceof SafeString ? value.html : value
}
