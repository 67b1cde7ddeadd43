import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import type { Bit } from '../condition.ts'
import { type BlockMessage, blockMessageTag, type MessagePart } from '../i18n/block-message.ts'
import type { Token } from '../lexer.ts'
import type { Binding, Expression, Node } from '../nodes.ts'
import { outputOrAssign, type Parser, type Tag, usage } from '../parser.ts'
import { strip } from '../values/white-space.ts'

const form =
  'with its options in any order: with name=value, count number=value, context "…", trimmed, ' +
  'asvar name'

/** The name under which the context of a message crosses the names that the tag gives. */
const contextName = '(context)'

/**
 * `{% blocktranslate with name=user.name %}Hello {{ name }}{% endblocktranslate %}`, with
 * `{% plural %}` behind the singular where it counts.
 */
export function parseBlockTranslate(tag: Tag, parser: Parser): Node {
  const { at } = tag
  const options = readOptions(tag, parser)
  const { bindings, count, isTrimmed, name } = options
  const { singular, plural, variables } = readBody(tag, parser, count !== null)
  const message: BlockMessage = {
    tag: tag.name,
    singular: messagePart(singular, isTrimmed),
    plural: plural && messagePart(plural, isTrimmed),
    counter: count?.name ?? null,
  }
  const context = contextOf(options, at)
  const outer = context.binding === null ? bindings : [...bindings, context.binding]
  const value: Expression = {
    kind: 'tag',
    tag: blockMessageTag(message),
    args: [context.value, count === null ? nothing(at) : path(count.name, at)],
    named: variables,
    takesContext: false,
    at,
  }
  const scopes = [...(outer.length > 0 ? [outer] : []), ...(count === null ? [] : [[count]])]
  if (scopes.length === 0) return outputOrAssign(tag, value, name)
  const shown = scopes.reduceRight<Node>(
    (inner, scope) => ({
      kind: 'with',
      bindings: scope,
      only: false,
      isInclude: false,
      body: [inner],
      at,
    }),
    { kind: 'output', value, at },
  )
  if (name === null) return shown
  // The name is for what follows the tag, where the names of the message are gone.
  return { kind: 'captured', body: [shown], value: { kind: 'body', at }, as: name, at }
}

interface Options {
  readonly bindings: readonly Binding[]
  readonly count: Binding | null
  readonly context: Expression | null
  readonly isTrimmed: boolean
  readonly name: string | null
}

function readOptions(tag: Tag, parser: Parser): Options {
  const rest = [...tag.args]
  const seen = new Set<string>()
  let bindings: readonly Binding[] = []
  let count: Binding | null = null
  let context: Expression | null = null
  let name: string | null = null
  for (let option = rest.shift(); option !== undefined; option = rest.shift()) {
    if (seen.has(option.text)) throw usage(tag, `with "${option.text}" only once`, option.at)
    seen.add(option.text)
    switch (option.text) {
      case 'with':
        bindings = takeBindings(rest, parser)
        if (bindings.length === 0) throw usage(tag, 'with names: with name=value', option.at)
        break
      case 'count': {
        const [first, ...more] = takeBindings(rest, parser)
        if (first === undefined || more.length > 0) {
          throw usage(tag, 'with one name to count: count number=value', option.at)
        }
        count = first
        break
      }
      case 'context':
        context = parser.value(argument(tag, rest, option, 'a text', 'context "menu"'))
        break
      case 'asvar':
        name = argument(tag, rest, option, 'a name', 'asvar title').text
        break
      case 'trimmed':
        break
      default:
        throw usage(tag, form, option.at)
    }
  }
  return { bindings, count, context, isTrimmed: seen.has('trimmed'), name }
}

function argument(tag: Tag, rest: Bit[], option: Bit, what: string, example: string): Bit {
  const bit = rest.shift()
  if (bit !== undefined) return bit
  throw usage(tag, `with ${what} behind "${option.text}": ${example}`, option.at)
}

/** Takes `name=value name=value`, or the older `value as name and value as name`. */
function takeBindings(rest: Bit[], parser: Parser): Binding[] {
  const bindings = new Map<string, Binding>()
  const [first] = rest
  if (first !== undefined && parser.binding(first) !== null) {
    for (let bound = parser.binding(first); bound !== null; ) {
      bindings.set(bound.name, bound)
      rest.shift()
      bound = rest[0] === undefined ? null : parser.binding(rest[0])
    }
    return [...bindings.values()]
  }
  while (rest.length >= 3 && rest[1]!.text === 'as') {
    const [value, , { text: name }] = rest.splice(0, 3) as [Bit, Bit, Bit]
    bindings.set(name, { name, value: parser.value(value) })
    if (rest[0]?.text !== 'and') break
    rest.shift()
  }
  return [...bindings.values()]
}

/** The context of a message is a value from outside of the names that the tag gives. */
function contextOf(
  { context, bindings, count }: Options,
  at: Location,
): {
  value: Expression
  binding: Binding | null
} {
  if (context === null) return { value: nothing(at), binding: null }
  const isApart = context.kind === 'literal' || (bindings.length === 0 && count === null)
  if (isApart) return { value: context, binding: null }
  return { value: path(contextName, at), binding: { name: contextName, value: context } }
}

interface Body {
  readonly singular: readonly Token[]
  readonly plural: readonly Token[] | null
  /** The variables that have a value: those that are a plain name. */
  readonly variables: readonly Binding[]
}

function readBody(tag: Tag, parser: Parser, counts: boolean): Body {
  const variables = new Map<string, Binding>()
  let next = tag.at.end

  /** Takes text and variables up to a tag, which is taken too. */
  const until = (end: string): Token[] => {
    const tokens: Token[] = []
    for (;;) {
      const token = parser.nextToken()
      if (token === undefined) {
        const message = `{% ${tag.name} %} is never closed. Add {% end${tag.name} %}.`
        throw new TemplateError('tag_not_closed', message, tag.at)
      }
      // What the lexer leaves out, comments and {% verbatim %}, translators would not see either.
      if (token.at.start !== next)
        throw foreign(tag, { ...tag.at, start: next, end: token.at.start })
      next = token.at.end
      if (token.kind === 'tag') {
        if (token.content === end) return tokens
        throw foreign(tag, token.at, end)
      }
      if (token.kind === 'output') noteVariable(token)
      tokens.push(token)
    }
  }
  const noteVariable = ({ content, at }: Token): void => {
    if (!/^(?:[^()]|\([^()]*\))+$/.test(content)) throw foreign(tag, at)
    if (variables.has(content) || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(content)) return
    const start = at.source.indexOf(content, at.start)
    const place = { ...at, start, end: start + content.length }
    variables.set(content, { name: content, value: parser.value({ text: content, at: place }) })
  }

  const end = `end${tag.name}`
  const singular = until(counts ? 'plural' : end)
  const plural = counts ? until(end) : null
  return { singular, plural, variables: [...variables.values()] }
}

function foreign(tag: Tag, at: Location, end = `end${tag.name}`): TemplateError {
  return new TemplateError(
    'message_body',
    `{% ${tag.name} %} holds only text and variables by their plain name, up to {% ${end} %}. ` +
      'Name anything else in the tag itself: with name=value.',
    at,
  )
}

function messagePart(tokens: readonly Token[], isTrimmed: boolean): MessagePart {
  const variables = tokens.filter(({ kind }) => kind === 'output').map(({ content }) => content)
  const id = tokens
    .map(({ kind, content }) =>
      kind === 'output' ? `%(${content})s` : content.replaceAll('%', '%%'),
    )
    .join('')
  return { id: isTrimmed ? trimmed(id) : id, variables }
}

/** One line of all, without the space at their ends. */
function trimmed(text: string): string {
  return text.split('\n').map(strip).filter(Boolean).join(' ')
}

function path(name: string, at: Location): Expression {
  return { kind: 'path', name, steps: [], at }
}

function nothing(at: Location): Expression {
  return { kind: 'literal', value: null, at }
}
