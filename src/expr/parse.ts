import {
  both,
  type Comparison,
  comparison,
  comparisons,
  either,
  type Expr,
  orElse,
} from './expression.ts'

/** What is wrong with the text of an expression, as the end of a sentence. */
export class BadExpression extends Error {}

/**
 * Reads an expression as templates write conditions and values: `not liked`, `count|add:1`, `tab == 'all' or tab in open`.
 *
 * @param nameOf gives what a name stands for; it may throw
 * @throws {BadExpression} for anything outside of the language
 */
export function parseExpr(text: string, nameOf: (name: string) => Expr): Expr {
  const tokens = tokensOf(text)
  let next = 0
  const take = (token: string): boolean => tokens[next] === token && ++next > 0

  function parseOr(): Expr {
    let left = parseAnd()
    while (take('or')) left = either(left, parseAnd())
    return left
  }

  function parseAnd(): Expr {
    let left = parseNot()
    while (take('and')) left = both(left, parseNot())
    return left
  }

  function parseNot(): Expr {
    return take('not') ? ['!', parseNot()] : parseComparison()
  }

  function parseComparison(): Expr {
    let left = parseValue()
    for (;;) {
      const operator = takeComparison()
      if (!operator) return left
      left = comparison(operator, left, parseValue())
    }
  }

  function takeComparison(): Comparison | null {
    const token = tokens[next]
    const longer = `${token} ${tokens[next + 1]}`
    const found =
      comparisons.find((each) => each === longer) ?? comparisons.find((e) => e === token)
    if (!found) return null
    next += found === longer ? 2 : 1
    return found
  }

  function parseValue(): Expr {
    let value = parseOperand()
    while (take('|')) value = parseFilter(value)
    return value
  }

  function parseFilter(value: Expr): Expr {
    const name = tokens[next++]
    if (name !== 'default' && name !== 'yesno' && name !== 'add') {
      throw new BadExpression(
        `has the filter "${name ?? ''}": of filters there are default, yesno and add alone`,
      )
    }
    if (!take(':')) throw new BadExpression(`has the filter ${name} without an argument: ${name}:…`)
    const argument = parseOperand()
    return name === 'default' ? orElse(value, argument) : [name, value, argument]
  }

  function parseOperand(): Expr {
    const token = tokens[next++]
    if (token === undefined) throw new BadExpression('ends where a value is expected')
    const [first = ''] = token
    if (first === '"' || first === "'")
      return token.slice(1, -1).replaceAll(`\\${first}`, first).replaceAll('\\\\', '\\')
    if (/^[-\d]/.test(token)) return Number(token)
    if (constants.has(token)) return constants.get(token)!
    if (/^[\p{L}][\p{L}\p{N}_.]*$/u.test(token) && !words.has(token)) return nameOf(token)
    throw new BadExpression(`has "${token}" where a value is expected`)
  }

  const expression = parseOr()
  if (next < tokens.length) throw new BadExpression(`has "${tokens[next]}" behind its end`)
  return expression
}

const constants = new Map<string, Expr>([
  ['True', true],
  ['False', false],
  ['None', null],
  ['true', true],
  ['false', false],
  ['null', null],
])

const words = new Set(['and', 'or', 'not', 'in', 'is'])

const token =
  /\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{N}_.]*|[<>=!]=|[<>|:])/uy

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  const rest = text.trimEnd()
  token.lastIndex = 0
  while (token.lastIndex < rest.length) {
    const { lastIndex } = token
    const match = token.exec(rest)
    if (!match) {
      const [odd] = rest.slice(lastIndex).trim()
      throw new BadExpression(
        `has "${odd}", which is not in the language: fields, parameters, texts and numbers, == != < <= > >= in, and or not, default, yesno, add`,
      )
    }
    tokens.push(match[1]!)
  }
  return tokens
}
