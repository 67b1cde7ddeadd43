import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import { didYouMean } from '../shared/suggest.ts'
import type { Bit } from './condition.ts'
import { parseExpression, part } from './expression.ts'
import type { Token } from './lexer.ts'
import type { Binding, Expression, Node } from './nodes.ts'
import { smartSplit } from './smart-split.ts'

/** The tags that a parser knows. */
export interface TagLibrary {
  readonly tags: ReadonlyMap<string, TagParser>
  /** Tags that later versions bring. */
  readonly laterTags: ReadonlySet<string>
}

/** Turns a tag into a node; null for a tag that leaves nothing behind. */
export type TagParser = (tag: Tag, parser: Parser) => Node | null

/** A block tag: its name, and its arguments split at spaces. */
export interface Tag {
  readonly name: string
  readonly args: readonly Bit[]
  readonly at: Location
}

/** Walks the tokens; tags call back into it for their bodies and arguments. */
export class Parser {
  readonly #tokens: readonly Token[]
  readonly #library: TagLibrary
  #next = 0

  constructor(tokens: readonly Token[], library: TagLibrary) {
    this.#tokens = tokens
    this.#library = library
  }

  /**
   * Parses nodes up to one of the tags named, which is consumed.
   *
   * @param ends names of the tags that may end the body; empty for a whole template
   * @param opener the tag whose body this is, for messages
   * @returns the nodes and the tag that ended them
   */
  parseUntil(ends: readonly string[], opener: Tag): { nodes: Node[]; end: Tag }
  parseUntil(ends: readonly [], opener: null): { nodes: Node[]; end: null }
  parseUntil(ends: readonly string[], opener: Tag | null): { nodes: Node[]; end: Tag | null } {
    const nodes: Node[] = []
    for (;;) {
      const token = this.#tokens[this.#next++]
      if (!token) {
        if (!opener) return { nodes, end: null }
        const end = ends.at(-1)!
        throw new TemplateError(
          'tag_not_closed',
          `{% ${opener.name} %} is never closed. Add {% ${end} %}.`,
          opener.at,
        )
      }
      if (token.kind === 'text') nodes.push({ kind: 'text', text: token.content, at: token.at })
      else if (token.content === '') throw emptyTag(token)
      else if (token.kind === 'output') nodes.push(parseOutput(token))
      else {
        const tag = readTag(token)
        if (ends.includes(tag.name)) return { nodes, end: tag }
        const node = this.#parseTag(tag, opener)
        if (node) nodes.push(node)
      }
    }
  }

  /** Drops tokens up to the tag named, unparsed. */
  skipUntil(end: string, opener: Tag): void {
    for (;;) {
      const token = this.#tokens[this.#next++]
      if (!token) {
        throw new TemplateError(
          'tag_not_closed',
          `{% ${opener.name} %} is never closed. Add {% ${end} %}.`,
          opener.at,
        )
      }
      if (token.kind === 'tag' && token.content === end) return
    }
  }

  #parseTag(tag: Tag, opener: Tag | null): Node | null {
    const { tags, laterTags } = this.#library
    const parseTag = tags.get(tag.name)
    if (parseTag) return parseTag(tag, this)
    if (laterTags.has(tag.name)) {
      throw new TemplateError(
        'tag_not_yet',
        `The tag {% ${tag.name} %} is not there yet in this version.`,
        tag.at,
      )
    }
    if (
      tag.name.startsWith('end') ||
      tag.name === 'else' ||
      tag.name === 'elif' ||
      tag.name === 'empty'
    ) {
      const open = opener ? `The open tag is {% ${opener.name} %}.` : 'No tag is open here.'
      throw new TemplateError('tag_not_open', `{% ${tag.name} %} closes nothing. ${open}`, tag.at)
    }
    throw new TemplateError(
      'unknown_tag',
      `There is no tag {% ${tag.name} %}.${didYouMean(tag.name, tags.keys())}`,
      tag.at,
    )
  }
}

function emptyTag({ kind, at }: Token): TemplateError {
  const what = kind === 'output' ? 'variable' : 'block'
  return new TemplateError('empty_tag', `This ${what} tag is empty. Write a name in it.`, at)
}

function parseOutput(token: Token): Node {
  if (/^block\.super(\s*\|\s*safe)?$/.test(token.content)) return { kind: 'super', at: token.at }
  return { kind: 'output', value: parseExpression(token.content, inside(token)), at: token.at }
}

function readTag(token: Token): Tag {
  const at = inside(token)
  const bits = smartSplit(token.content).map(({ text, offset }) => ({
    text,
    at: part(at, offset, offset + text.length),
  }))
  return { name: bits[0]!.text, args: bits.slice(1), at: token.at }
}

function inside(token: Token): Location {
  const start = token.at.source.indexOf(token.content, token.at.start + 2)
  return { ...token.at, start, end: start + token.content.length }
}

/** Parses a tag's argument as a value. */
export function value(bit: Bit): Expression {
  return parseExpression(bit.text, bit.at)
}

/**
 * Reads `name=value` arguments.
 *
 * @returns the binding, or null when the argument is not of that form
 */
export function binding(bit: Bit): Binding | null {
  const match = /^([\p{L}_][\p{L}\p{N}_]*)=(.+)$/u.exec(bit.text)
  if (!match) return null
  const [, name, text] = match
  const offset = name!.length + 1
  return { name: name!, value: parseExpression(text!, part(bit.at, offset, offset + text!.length)) }
}

/** An error about a tag's arguments, with the form to write. */
export function usage(tag: Tag, form: string, at: Location = tag.at): TemplateError {
  return new TemplateError('tag_arguments', `{% ${tag.name} %} is written ${form}`, at)
}
