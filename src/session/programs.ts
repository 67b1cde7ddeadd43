import { compileProgram, type Program } from '../render/program.ts'
import { TemplateError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import type { Source } from '../template/link.ts'
import type { Expression } from '../template/nodes.ts'
import { lookup } from '../template/values/lookup.ts'
import { templateOf } from '../view/check-view.ts'
import { isFunctionView } from '../view/function-view.ts'
import { type HandlerTable, handlerTable } from '../view/handler-table.ts'
import type { ViewClass } from '../view/live-view.ts'
import type { RouteTable } from '../view/route-table.ts'
import type { TemplateFiles } from './template-files.ts'

/** Gives the value of a name of the page. */
export type ReadName = (name: string) => unknown

interface Variant {
  readonly parents: readonly Expression[]
  readonly answers: readonly string[]
  readonly program: Program
}

/** The compiled pages of an application: one for each view, and one more for each base that a view chooses by a variable. */
export class Programs {
  readonly #files: TemplateFiles
  readonly #routes: RouteTable
  readonly #variants = new Map<ViewClass, Variant[]>()
  readonly #byFingerprint = new Map<string, Program>()

  constructor(files: TemplateFiles, routes: RouteTable) {
    this.#files = files
    this.#routes = routes
  }

  /**
   * The program of a view.
   *
   * @param read gives the names that `{% extends variable %}` asks for
   * @throws {TemplateError} when the template cannot be compiled, or names a route or handler that is not there
   */
  of(View: ViewClass, read: ReadName): Program {
    const variants = this.#variants.get(View) ?? []
    this.#variants.set(View, variants)
    const known = variants.find(({ parents, answers }) =>
      parents.every((parent, i) => evaluate(parent, read) === answers[i]),
    )
    if (known) return known.program

    const parents: Expression[] = []
    const answers: string[] = []
    const program = compileProgram(this.#sourceOf(View), {
      load: (name, at) => this.#files.load(name, at),
      nameParent: (parent) => {
        const name = evaluate(parent, read)
        if (typeof name !== 'string') {
          throw new TemplateError(
            'extends_no_name',
            `{% extends %} needs the name of a template here, and the value is ${name === undefined ? 'missing' : String(name)}.`,
            parent.at,
          )
        }
        parents.push(parent)
        answers.push(name)
        return name
      },
      title: titleOf(View),
    })
    this.#checkRoutes(program)
    if (!isFunctionView(View)) this.checkHandlers(program, View.name, handlerTable(View))
    variants.push({ parents, answers, program })
    this.#byFingerprint.set(program.fingerprint, program)
    return program
  }

  /** The program whose layout has a fingerprint. */
  byFingerprint(fingerprint: string): Program | undefined {
    return this.#byFingerprint.get(fingerprint)
  }

  #sourceOf(View: ViewClass): Source {
    const template = templateOf(View)
    if (template.kind === 'file') return this.#files.load(template.name)
    return { name: `${View.name} template`, file: `${View.name} (template)`, text: template.text }
  }

  /**
   * Makes sure that every handler the page names can be called.
   *
   * @throws {TemplateError} with the place in the template and the nearest right name
   */
  checkHandlers({ compiled }: Program, viewName: string, handlers: HandlerTable): void {
    for (const { name, directive, at } of compiled.handlers) {
      if (handlers.has(name)) continue
      const known = [...handlers.keys()]
      const hint = didYouMean(name, known) || ` Its handlers: ${known.join(', ') || 'none'}.`
      const message = `${directive}="${name}": ${viewName} has no handler of that name.${hint}`
      throw new TemplateError('unknown_handler', message, at)
    }
  }

  #checkRoutes({ compiled }: Program): void {
    for (const { name, positional, named, at } of compiled.routes) {
      const problem = this.#routes.explainMismatch(name, named.length > 0 ? named : positional)
      if (problem) throw new TemplateError('unknown_route', problem, at)
    }
  }
}

/** A value outside of generated code: names, steps and constants, which is all that `{% extends %}` needs. */
function evaluate(expression: Expression, read: ReadName): unknown {
  if (expression.kind === 'literal') return expression.value
  if (expression.kind === 'path') return expression.steps.reduce(lookup, read(expression.name))
  throw new TemplateError(
    'extends_not_yet',
    '{% extends %} takes a name or a variable, without filters, in this version.',
    expression.at,
  )
}

/** "TodoListView" → "Todo List" */
function titleOf(View: ViewClass): string {
  return View.name.replace(/View$/, '').replace(/([a-z])([A-Z])/g, '$1 $2')
}
