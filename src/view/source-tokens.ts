/** One token of JavaScript. */
export interface SourceToken {
  readonly kind: 'name' | 'number' | 'text' | 'punctuator' | 'other'
  readonly text: string
  /** Whether a line begins before it. */
  readonly isOnNewLine: boolean
}

const space = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/uy
const name = /#?[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy
const number = /(?:0[xob][\da-f_]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:e[-+]?\d+)?)n?/iuy
const text = /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"/uy
const regExp = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/uy
const punctuator =
  /=>|\.\.\.|\?\?=|\|\|=|&&=|\*\*=|>>>=|<<=|>>=|===|!==|\?\?|\?\.(?!\d)|\|\||&&|\+\+|--|[-+*/%&|^<>!=]=|\*\*|<<|>>>?|[^\s]/uy

/** What a division may follow; behind anything else a slash begins a regular expression. */
const endsValue = /^[)\]}]$/

/** Words behind which no value has ended. */
const wordsBefore = new Set(['return', 'typeof', 'case', 'in', 'of', 'await', 'void', 'delete'])

/**
 * Splits the source of a function, which an engine has parsed already, into its tokens. A template literal is one.
 *
 * @param source as `toString` of the function gives it
 */
export function sourceTokens(source: string): SourceToken[] {
  const tokens: SourceToken[] = []
  let at = 0
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(source)?.[0] ?? null
  }
  for (;;) {
    const between = match(space) ?? ''
    at += between.length
    if (at >= source.length) return tokens
    const last = tokens.at(-1)
    const isOnNewLine = between.includes('\n')
    const add = (kind: SourceToken['kind'], found: string): void => {
      tokens.push({ kind, text: found, isOnNewLine })
      at += found.length
    }
    const isRegExp =
      source[at] === '/' &&
      (!last ||
        (last.kind === 'punctuator' && !endsValue.test(last.text)) ||
        wordsBefore.has(last.text))
    const word = match(name)
    const digits = word === null ? match(number) : null
    const quoted = match(text)
    if (word !== null) add('name', word)
    else if (digits !== null) add('number', digits)
    else if (quoted !== null) add('text', quoted)
    else if (source[at] === '`') add('other', source.slice(at, endOfTemplate(source, at)))
    else add(isRegExp ? 'other' : 'punctuator', (isRegExp && match(regExp)) || match(punctuator)!)
  }
}

/** Where the bracket is closed that a place opens. */
export function closing(tokens: readonly SourceToken[], open: number): number {
  let depth = 0
  for (let at = open; at < tokens.length; at++) {
    const { kind, text } = tokens[at]!
    if (kind !== 'punctuator') continue
    if (text === '(' || text === '[' || text === '{') depth++
    if (text === ')' || text === ']' || text === '}') depth--
    if (depth === 0) return at
  }
  return tokens.length
}

/** Where a template literal ends that begins at a place. */
function endOfTemplate(source: string, start: number): number {
  let at = start + 1
  while (at < source.length && source[at] !== '`') {
    if (source[at] === '\\') at += 2
    else if (source.startsWith('${', at)) at = endOfSubstitution(source, at + 2)
    else at++
  }
  return at + 1
}

function endOfSubstitution(source: string, start: number): number {
  let depth = 1
  let at = start
  while (at < source.length && depth > 0) {
    const char = source[at]!
    if (char === '`') at = endOfTemplate(source, at)
    else if (char === '"' || char === "'") {
      text.lastIndex = at
      at += text.exec(source)?.[0].length ?? 1
    } else {
      if (char === '{') depth++
      if (char === '}') depth--
      at++
    }
  }
  return at
}
