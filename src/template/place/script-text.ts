import { filters } from '../filters/index.ts'
import type { Expression, Flat } from '../nodes.ts'
import { isAuthored } from './escaping.ts'

/** Where in a script its text has come to; `unknown` from where this is not sure. */
export type ScriptState =
  | 'code'
  | 'double quotes'
  | 'single quotes'
  | 'line comment'
  | 'block comment'
  | 'unknown'

const quotes = { '"': 'double quotes', "'": 'single quotes' } as const

/**
 * Follows the text of a script so far as to know what is a text in quotes. Whatever could be read in two ways (a
 * slash that may begin a regular expression, a template literal) ends the certainty.
 */
export function afterScriptText(text: string, from: ScriptState): ScriptState {
  let state = from
  for (let i = 0; i < text.length && state !== 'unknown'; i++) {
    const c = text[i]!
    if (state === 'code') {
      if (c === '"' || c === "'") state = quotes[c]
      else if (text.startsWith('//', i)) state = 'line comment'
      else if (text.startsWith('/*', i)) {
        state = 'block comment'
        i++
      } else if (c === '/' || c === '`' || /^(?:<!--|-->)/.test(text.slice(i, i + 4)))
        state = 'unknown'
    } else if (state === 'line comment') {
      if (/[\n\r\u2028\u2029]/.test(c)) state = 'code'
    } else if (state === 'block comment') {
      if (text.startsWith('*/', i)) {
        state = 'code'
        i++
      }
    } else if (c === '\\') {
      // What follows may be the end of this text, and belong to a value or to nothing.
      if (i + 1 === text.length) return 'unknown'
      i++
    } else if (c === '\n' || c === '\r') state = 'unknown'
    else if (state === (c === '"' || c === "'" ? quotes[c] : null)) state = 'code'
  }
  return state
}

/**
 * Follows nodes of a script.
 *
 * @param refuse called with each value that is not a text in quotes, and with what stands around it
 */
export function afterScriptNodes(
  nodes: readonly Flat[],
  from: ScriptState,
  refuse: (node: Flat, state: ScriptState) => void,
): ScriptState {
  let state = from
  const after = (body: readonly Flat[]): ScriptState => afterScriptNodes(body, state, refuse)
  for (const node of nodes) {
    if (node.kind === 'text') state = afterScriptText(node.text, state)
    else if (node.kind === 'output') {
      const isText =
        (state === 'double quotes' || state === 'single quotes') && endsInEscapejs(node.value)
      if (!isText && !isAuthored(node.value)) refuse(node, state)
      if (node.value.kind === 'literal') state = afterScriptText(String(node.value.value), state)
    } else if (node.kind === 'if') {
      const ends = node.branches.map(({ body }) => after(body))
      if (node.branches.at(-1)!.condition) ends.push(state)
      state = ends.every((end) => end === ends[0]) ? ends[0]! : 'unknown'
    } else if (node.kind === 'for') {
      const ends = [after(node.body), after(node.empty ?? [])]
      if (ends.some((end) => end !== state)) {
        state = 'unknown'
        after(node.body)
      }
    } else if (node.kind !== 'assign') refuse(node, state)
  }
  return state
}

const escapejs = filters.get('escapejs')!

function endsInEscapejs(value: Expression): boolean {
  if (value.kind === 'raw') return endsInEscapejs(value.value)
  return value.kind === 'filter' && value.filter === escapejs
}
