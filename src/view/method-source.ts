import { closing, type SourceToken, sourceTokens } from './source-tokens.ts'

/** Operators that assign what an expression says, perhaps together with what was there. */
export const assigning = new Set(['=', '+=', '-=', '||=', '&&=', '??='])
const otherAssigning = /^(?:\*\*|<<|>>>?|[-*/%&|^+])=$/
const mutating = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin set add delete clear'.split(' '),
)

/**
 * The fields that a method sets or changes in place, wherever in its source.
 *
 * @param run the method
 */
export function changedFields(run: Function): string[] {
  const tokens = sourceTokens(String(run))
  const found = tokens.flatMap((_, i) => changeAt(tokens, i) ?? [])
  return [...new Set(found)]
}

/** The name of the field that is changed by what begins with `this` at a place. */
function changeAt(tokens: readonly SourceToken[], start: number): string | null {
  const field = fieldAt(tokens, start)
  if (field === null) return null
  if (isPrefix(tokens, start - 1) || tokens[start - 1]?.text === 'delete') return field
  let at = start + 3
  for (;;) {
    const token = tokens[at]?.text
    if (token === undefined) return null
    if (token === '.' || token === '?.') {
      const isCall = tokens[at + 2]?.text === '('
      if (isCall) return mutating.has(tokens[at + 1]!.text) ? field : null
      at += 2
    } else if (token === '[') at = closing(tokens, at) + 1
    else return isAssignment(token) ? field : null
  }
}

/**
 * The fields that a getter reads; null where it does more with its view than that.
 *
 * @param get the getter
 */
export function fieldsRead(get: Function): string[] | null {
  const tokens = sourceTokens(String(get))
  const fields = new Set<string>()
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]!.text === 'super') return null
    if (tokens[at]!.text !== 'this') continue
    const field = fieldAt(tokens, at)
    if (field === null || field.startsWith('#') || tokens[at + 3]?.text === '(') return null
    fields.add(field)
  }
  return [...fields]
}

/** Whether a method reads a field of its view by name. */
export function readsField(run: Function, field: string): boolean {
  const tokens = sourceTokens(String(run))
  return tokens.some((_, at) => fieldAt(tokens, at) === field)
}

/** Whether a place holds a `++` or `--` that belongs to what follows it. */
export function isPrefix(tokens: readonly SourceToken[], at: number): boolean {
  const text = tokens[at]?.text
  return (text === '++' || text === '--') && tokens[at + 1]?.isOnNewLine === false
}

export function isAssignment(token: string): boolean {
  return assigning.has(token) || otherAssigning.test(token) || token === '++' || token === '--'
}

/** The field that `this.name` at a place reads. */
export function fieldAt(tokens: readonly SourceToken[], at: number): string | null {
  const isField = tokens[at]?.text === 'this' && tokens[at + 1]?.text === '.'
  return isField ? (tokens[at + 2]?.text ?? null) : null
}
