import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'

/** One piece of template source. `content` is the trimmed inside of a tag, or the text itself. */
export interface Token {
  readonly kind: 'text' | 'output' | 'tag'
  readonly content: string
  readonly at: Location
}

const delimiters = /\{%[^\n]*?%\}|\{\{[^\n]*?\}\}|\{#[^\n]*?#\}/g

/**
 * Cuts template text into text, `{{ … }}` and `{% … %}`; `{# … #}` is dropped.
 *
 * A delimiter never spans lines, so one that does is text, as in Django.
 *
 * @param source the template text
 * @param file its name, for messages
 * @throws {TemplateError} when a `{% verbatim %}` is never closed
 */
export function lex(source: string, file: string): Token[] {
  const tokens: Token[] = []
  let textStart = 0
  let verbatimEnd: string | null = null
  let verbatimAt: Location | undefined

  const text = (end: number): void => {
    if (end > textStart) push('text', source.slice(textStart, end), textStart, end)
    textStart = end
  }
  const push = (kind: Token['kind'], content: string, start: number, end: number): void => {
    tokens.push({ kind, content, at: { file, source, start, end } })
  }

  for (const match of source.matchAll(delimiters)) {
    const start = match.index
    const end = start + match[0].length
    const inside = match[0].slice(2, -2).trim()
    const opens = match[0][1]

    if (verbatimEnd !== null) {
      if (opens !== '%' || inside !== verbatimEnd) continue
      text(start)
      textStart = end
      if (!verbatimEnd.startsWith('endverbatim')) push('tag', inside, start, end)
      verbatimEnd = null
      continue
    }

    text(start)
    textStart = end
    if (opens === '#') continue
    if (opens === '%' && /^verbatim(\s|$)/.test(inside)) {
      verbatimEnd = `end${inside}`
      verbatimAt = { file, source, start, end }
      continue
    }
    push(opens === '{' ? 'output' : 'tag', inside, start, end)
    if (opens === '%' && /^colocated_hook(\s|$)/.test(inside)) {
      verbatimEnd = 'endcolocated_hook'
      verbatimAt = { file, source, start, end }
    }
  }

  text(source.length)
  if (verbatimEnd !== null) {
    throw new TemplateError(
      'tag_not_closed',
      `{% ${verbatimEnd.slice(3)} %} is never closed. Add {% ${verbatimEnd} %}.`,
      verbatimAt,
    )
  }
  return tokens
}
