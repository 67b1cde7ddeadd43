import { kebabCase } from '../shared/letter-case.ts'
import { HandlerError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { isParamShape } from './handler-options.ts'
import type { HandlerEntry } from './handler-table.ts'
import { showValue } from './show-value.ts'
import type { Word } from './words.ts'

/** One thing that is wrong with what came. */
export type ParamProblem =
  | { readonly kind: 'missing'; readonly name: string; readonly word: Word }
  | { readonly kind: 'extra'; readonly name: string; readonly value: unknown }
  | {
      readonly kind: 'unfit'
      readonly name: string
      readonly expected: string
      readonly value: unknown
    }
  | { readonly kind: 'other'; readonly text: string }

/** The error that tells the developer what a handler takes, what came, and what to write. */
export function paramError(
  entry: HandlerEntry,
  problems: readonly ParamProblem[],
  known: Iterable<string> = knownNames(entry),
): HandlerError {
  const names = [...known]
  const lines = [
    `${entry.viewName}.${entry.name} did not get the parameters that it takes:`,
    ...problems.map((problem) => `  - ${describe(problem, names)}`),
    ...advice(entry, problems),
  ]
  return new HandlerError('bad_params', lines.join('\n'))
}

function knownNames(entry: HandlerEntry): string[] {
  return isParamShape(entry.options.params) ? Object.keys(entry.options.params) : []
}

function describe(problem: ParamProblem, known: readonly string[]): string {
  switch (problem.kind) {
    case 'missing':
      return `"${problem.name}" (${problem.word}) is missing`
    case 'extra':
      return (
        `"${problem.name}" (${typeOf(problem.value)}) is not one of them.` +
        didYouMean(problem.name, known)
      )
    case 'unfit':
      return `"${problem.name}" has to be ${problem.expected}, and is ${showValue(problem.value)}`
    case 'other':
      return problem.text
    default:
      return problem satisfies never
  }
}

function advice(entry: HandlerEntry, problems: readonly ParamProblem[]): string[] {
  const lines: string[] = []
  const shape = entry.options.params
  if (isParamShape(shape)) {
    const listed = Object.entries(shape).map(([name, word]) => `${name}: '${word}'`)
    lines.push(`It takes { ${listed.join(', ')} }.`)
  }
  const missing = problems.find((problem) => problem.kind === 'missing')
  if (missing) {
    const attribute = kebabCase(missing.name)
    lines.push(
      `Write dj-value-${attribute}="…" or data-${attribute}="…" on the element, ` +
        `or name a field of the form "${missing.name}".`,
    )
  }
  const extra = problems.find((problem) => problem.kind === 'extra')
  if (extra) {
    lines.push(
      `If the handler should take "${extra.name}", add it to its params; ` +
        'else remove it from the element or the form.',
    )
  }
  return lines
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}
