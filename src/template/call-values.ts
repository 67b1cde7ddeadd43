import { JSChain } from '../shared/js.ts'
import { escapeHtml } from '../shared/html.ts'
import type { Filter } from './filters/filter.ts'
import { textFilter } from './filters/filter.ts'
import type { Expression, Flat } from './nodes.ts'
import { readAttribute } from './read-html.ts'
import { markSafe, SafeString } from './values/safe-string.ts'
import { toText } from './values/text.ts'

/**
 * A value in an attribute that names a handler. Only a chain of commands becomes commands: another value, which may have come
 * from anywhere, never begins with the bracket by which the browser knows them.
 */
export const called: Filter = {
  argument: 'none',
  isPure: true,
  makesSafe: true,
  run(value, _, env) {
    if (value instanceof JSChain) return markSafe(escapeHtml(String(value)))
    const text = value instanceof SafeString ? readAttribute(value.html) : toText(value, env)
    return markSafe(escapeHtml(text.replace(/^\[+/, '')))
  },
}

/** A value in a text of a command, which it cannot end. */
export const inText: Filter = textFilter((text) => markSafe(escapeHtml(insideText(text))), {
  makesSafe: true,
})

/** A value in a selector of a command, of which it stays a part of a name or text. */
export const inSelector: Filter = textFilter(
  (text) =>
    markSafe(
      escapeHtml(
        insideText(
          text.replace(/^-?\d|[^-\w\u0080-\uffff]/g, (odd) =>
            [...odd].map((each) => `\\${each.codePointAt(0)!.toString(16)} `).join(''),
          ),
        ),
      ),
    ),
  { makesSafe: true },
)

/** A text as it stands between the quotes of JSON, without a space. */
export function insideText(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll(' ', '\\u0020')
}

/** Applies one of these filters to all that data gives. */
export function filtered(part: Flat, filter: Filter, name: string): Flat {
  switch (part.kind) {
    case 'output': {
      const { value: input, at } = part
      const value: Expression = { kind: 'filter', input, name, filter, argument: null, at }
      return { ...part, value }
    }
    case 'if':
      return {
        ...part,
        branches: part.branches.map((branch) => ({
          ...branch,
          body: branch.body.map((each) => filtered(each, filter, name)),
        })),
      }
    case 'for':
      return {
        ...part,
        body: part.body.map((each) => filtered(each, filter, name)),
        empty: part.empty?.map((each) => filtered(each, filter, name)) ?? null,
      }
    default:
      return part
  }
}
