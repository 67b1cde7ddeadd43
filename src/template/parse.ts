import { lex } from './lexer.ts'
import type { Node } from './nodes.ts'
import { Parser } from './parser.ts'
import { laterTags, tags } from './tags/index.ts'

/**
 * Parses template text into nodes.
 *
 * @param source the template text
 * @param file its name, for messages
 * @throws {TemplateError} when the text is not a valid template
 */
export function parse(source: string, file: string): Node[] {
  const parser = new Parser(lex(source, file), { tags, laterTags })
  const { nodes } = parser.parseUntil([], null)
  return nodes
}
