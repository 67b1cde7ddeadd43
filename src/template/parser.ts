import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import { didYouMean } from '../shared/suggest.ts'
import { type Bit, parseCondition } from './condition.ts'
import { parseExpression, part } from './expression.ts'
import type { Filter } from './filters/filter.ts'
import type { Token } from './lexer.ts'
import type { Binding, Condition, Cycle, Expression, Node } from './nodes.ts'
import { smartSplit } from './smart-split.ts'

/** Tags and filters that `{% load %}` makes known. */
export interface Library {
  readonly tags: ReadonlyMap<string, TagParser>
  readonly filters: ReadonlyMap<string, Filter>
}

/** What a template may use. */
export interface Vocabulary {
  /** Tags and filters that are always there. */
  readonly builtins: Library
  /** Those that `{% load %}` brings, by the name of their library. */
  readonly libraries: ReadonlyMap<string, Library>
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
  /** The named parts of the template, by name. */
  readonly partials = new Map<string, readonly Node[]>()
  /** The `{% cycle %}` tags so far: by name, and the last one. */
  readonly namedCycles = new Map<string, Cycle>()
  lastCycle: Cycle | null = null
  /** How many tags and values were read so far: `{% extends %}` must be the first. */
  count = 0
  readonly vocabulary: Vocabulary
  readonly #tokens: readonly Token[]
  readonly #tags: Map<string, TagParser>
  readonly #filters: Map<string, Filter>
  #next = 0

  constructor(tokens: readonly Token[], vocabulary: Vocabulary) {
    this.vocabulary = vocabulary
    this.#tokens = tokens
    this.#tags = new Map(vocabulary.builtins.tags)
    this.#filters = new Map(vocabulary.builtins.filters)
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
      const token = this.nextToken()
      if (!token) {
        if (opener) throw notClosed(opener, ends.at(-1)!)
        return { nodes, end: null }
      }
      if (token.kind === 'text') nodes.push({ kind: 'text', text: token.content, at: token.at })
      else if (token.content === '') throw emptyTag(token)
      else if (token.kind === 'output') {
        this.count++
        nodes.push(this.#parseOutput(token))
      } else {
        this.count++
        const tag = readTag(token)
        if (ends.includes(tag.name)) return { nodes, end: tag }
        const node = this.#parseTag(tag, opener)
        if (node) nodes.push(node)
      }
    }
  }

  /** Takes the next token unparsed; undefined at the template's end. */
  nextToken(): Token | undefined {
    return this.#tokens[this.#next++]
  }

  /** Drops tokens up to the tag named, unparsed. */
  skipUntil(end: string, opener: Tag): void {
    for (;;) {
      const token = this.nextToken()
      if (!token) throw notClosed(opener, end)
      if (token.kind === 'tag' && token.content === end) return
    }
  }

  /** Parses a tag's argument as a value. */
  value(bit: Bit): Expression {
    return parseExpression(bit.text, bit.at, this.#filters)
  }

  /**
   * Reads a `name=value` argument.
   *
   * @returns the binding, or null when the argument is not of that form
   */
  binding(bit: Bit): Binding | null {
    const match = /^([\p{L}\p{N}_]+)=(.+)$/su.exec(bit.text)
    if (!match) return null
    const [, name, text] = match
    const offset = name!.length + 1
    const at = part(bit.at, offset, offset + text!.length)
    return { name: name!, value: this.value({ text: text!, at }) }
  }

  /** Parses the condition of an `{% if %}`. */
  condition(bits: readonly Bit[], at: Location): Condition {
    return parseCondition(bits, at, (bit) => this.value(bit))
  }

  /**
   * Makes the tags and filters of a library known from here on.
   *
   * @param only the names to take from it; null for all
   * @returns the names that it does not have
   */
  load(library: Library, only: readonly string[] | null): string[] {
    const take = <T>(from: ReadonlyMap<string, T>, into: Map<string, T>): void => {
      for (const [name, value] of from) if (!only || only.includes(name)) into.set(name, value)
    }
    take(library.tags, this.#tags)
    take(library.filters, this.#filters)
    return (only ?? []).filter((name) => !library.tags.has(name) && !library.filters.has(name))
  }

  #parseOutput(token: Token): Node {
    const value = this.value({ text: token.content, at: inside(token) })
    return outputOrAssign({ at: token.at }, value, null)
  }

  #parseTag(tag: Tag, opener: Tag | null): Node | null {
    const parseTag = this.#tags.get(tag.name)
    if (parseTag) return parseTag(tag, this)
    if (/^(?:end.*|else|elif|empty|plural)$/.test(tag.name)) {
      const open = opener ? `The open tag is {% ${opener.name} %}.` : 'No tag is open here.'
      throw new TemplateError('tag_not_open', `{% ${tag.name} %} closes nothing. ${open}`, tag.at)
    }
    throw new TemplateError(
      'unknown_tag',
      `There is no tag {% ${tag.name} %}.${this.#whereToFind(tag.name)}`,
      tag.at,
    )
  }

  #whereToFind(name: string): string {
    const instead = replacedTags[name]
    if (instead) return ` ${instead}`
    for (const [library, { tags }] of this.vocabulary.libraries)
      if (tags.has(name)) return ` Write {% load ${library} %} before it.`
    return didYouMean(name, this.#tags.keys())
  }
}

/** Tags of the Python edition that this one does not need. */
const replacedTags: Readonly<Record<string, string | undefined>> = {
  // Without a prototype, which has names too.
  __proto__: null as never,
  djust_client_config: 'Remove it: {% djust_scripts %} tells the browser all that it needs.',
  djust_track_static: 'Remove it: an open page notices by itself that there is a new build.',
}

/** What a template's text holds. */
export interface Parsed {
  readonly nodes: readonly Node[]
  readonly partials: ReadonlyMap<string, readonly Node[]>
}

function notClosed(opener: Tag, end: string): TemplateError {
  return new TemplateError(
    'tag_not_closed',
    `{% ${opener.name} %} is never closed. Add {% ${end} %}.`,
    opener.at,
  )
}

function emptyTag({ kind, at }: Token): TemplateError {
  const what = kind === 'output' ? 'variable' : 'block'
  return new TemplateError('empty_tag', `This ${what} tag is empty. Write a name in it.`, at)
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

/** An error about a tag's arguments, with the form to write. */
export function usage(tag: Tag, form: string, at: Location = tag.at): TemplateError {
  return new TemplateError('tag_arguments', `{% ${tag.name} %} is written ${form}`, at)
}

/** Takes `as name` off the end of a tag's arguments. */
export function splitAs(tag: Tag): { args: Tag['args']; name: string | null } {
  if (tag.args.at(-2)?.text !== 'as') return { args: tag.args, name: null }
  return { args: tag.args.slice(0, -2), name: tag.args.at(-1)!.text }
}

/** Shows a tag's value, or gives it a name. */
export function outputOrAssign(tag: Pick<Tag, 'at'>, value: Expression, name: string | null): Node {
  return name === null
    ? { kind: 'output', value, at: tag.at }
    : { kind: 'assign', name, value, at: tag.at }
}
