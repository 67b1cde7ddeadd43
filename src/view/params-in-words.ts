import { type GivenParams, isUncounted } from './given-params.ts'
import type { HandlerEntry } from './handler-table.ts'
import { type ParamProblem, paramError } from './param-error.ts'
import type { ParamShape } from './params.ts'
import { readWord, type Word } from './words.ts'

/**
 * Reads parameters as the words of a handler say.
 *
 * @param isFormPost whether absent boxes are unchecked ones and absent lists are empty
 * @throws {HandlerError} when one is missing, extra or does not fit
 */
export function readWords(
  entry: HandlerEntry,
  shape: ParamShape,
  given: GivenParams,
  isFormPost: boolean,
): Record<string, unknown> {
  const problems: ParamProblem[] = []
  const taken: Record<string, unknown> = {}

  for (const name of Object.keys(shape)) {
    const stated = shape[name]!
    const isOptional = stated.endsWith('?')
    const word = (isOptional ? stated.slice(0, -1) : stated) as Word
    let raw = name in given.params ? given.params[name] : given.data[name]
    if (isOptional && isBlank(raw, word)) continue
    if (raw === undefined && isFormPost) raw = unsent(word)
    if (raw === undefined) {
      problems.push({ kind: 'missing', name, word })
      continue
    }
    const read = readWord(word, raw)
    if ('value' in read) taken[name] = read.value
    else problems.push({ kind: 'unfit', name, expected: `${word}, ${read.expected}`, value: raw })
  }

  for (const name in given.params) {
    if (Object.hasOwn(shape, name) || isUncounted(given, name)) continue
    problems.push({ kind: 'extra', name, value: given.params[name] })
  }
  if (problems.length > 0) throw paramError(entry, problems)
  return taken
}

/** Whether an optional parameter counts as left out: so does an empty field, unless for text. */
function isBlank(raw: unknown, word: Word): boolean {
  if (raw === undefined) return true
  if (word === 'json') return raw === ''
  if (word === 'str' || word === 'list') return raw === null
  return raw === null || raw === ''
}

/** What a browser leaves out of a form: unchecked boxes, and lists with nothing chosen. */
function unsent(word: Word): unknown {
  return word === 'bool' ? false : word === 'list' ? [] : undefined
}
