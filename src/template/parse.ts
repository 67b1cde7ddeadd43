import { lex } from './lexer.ts'
import { type Parsed, Parser, type Vocabulary } from './parser.ts'

/**
 * Parses template text into nodes.
 *
 * @param source the template text
 * @param file its name, for messages
 * @param vocabulary the tags and filters that it may use
 * @throws {TemplateError} when the text is not a valid template
 */
export function parse(source: string, file: string, vocabulary: Vocabulary): Parsed {
  const parser = new Parser(lex(source, file), vocabulary)
  const { nodes } = parser.parseUntil([], null)
  return { nodes, partials: parser.partials }
}
