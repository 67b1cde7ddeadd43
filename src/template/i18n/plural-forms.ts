/** Says which plural form a number takes, counted from 0. */
export type PluralRule = (count: number | bigint) => number

/** The rule of English and its relatives: everything but one is plural. */
export const germanicPlural: PluralRule = (count) => (Number(count) === 1 ? 0 : 1)

type Term = (n: number) => number

/** Binary operators by how tightly they bind, loosest first. */
const levels: readonly Readonly<Record<string, (left: Term, right: Term) => Term>>[] = [
  { '||': (left, right) => (n) => left(n) || right(n) },
  { '&&': (left, right) => (n) => left(n) && right(n) },
  {
    '==': (left, right) => (n) => Number(left(n) === right(n)),
    '!=': (left, right) => (n) => Number(left(n) !== right(n)),
  },
  {
    '<': (left, right) => (n) => Number(left(n) < right(n)),
    '>': (left, right) => (n) => Number(left(n) > right(n)),
    '<=': (left, right) => (n) => Number(left(n) <= right(n)),
    '>=': (left, right) => (n) => Number(left(n) >= right(n)),
  },
  {
    '+': (left, right) => (n) => left(n) + right(n),
    '-': (left, right) => (n) => left(n) - right(n),
  },
  {
    '*': (left, right) => (n) => left(n) * right(n),
    '/': (left, right) => (n) => Math.floor(left(n) / right(n)),
    // The remainder has the sign of the divisor, as in Python.
    '%': (left, right) => (n) => left(n) - Math.floor(left(n) / right(n)) * right(n),
  },
]

const maxLength = 1000
const token = /\s*(n\b|\d+|\|\||&&|[=!<>]=|[-+*/%<>!?:()])\s*/y

/**
 * Reads the value of a `Plural-Forms` header: `nplurals=2; plural=n != 1;`. The expression is a
 * small part of C: numbers, `n`, `?:` and operators.
 *
 * @throws {Error} when the expression is none
 */
export function parsePluralForms(text: string): PluralRule {
  const expression = /\bplural\s*=([^;]*)/.exec(text)?.[1]
  if (expression === undefined) throw new Error('it has no "plural="')
  const term = new ExpressionReader(readTokens(expression)).read()
  return (count) => {
    const form = term(reduced(count))
    return Number.isFinite(form) ? Math.trunc(form) : 0
  }
}

/** Rules look at the last digits, which a large bigint would lose as a number. */
function reduced(count: number | bigint): number {
  if (typeof count === 'number') return count
  const magnitude = count < 0n ? -count : count
  if (magnitude < 1_000_000_000n) return Number(count)
  const digits = Number(magnitude % 1_000_000n) + 1_000_000
  return count < 0n ? -digits : digits
}

function readTokens(expression: string): string[] {
  if (expression.length > maxLength) throw new Error(`it is longer than ${maxLength} characters`)
  const tokens: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < expression.length) {
    const from = token.lastIndex
    const match = token.exec(expression)
    if (match === null) throw new Error(`"${expression.slice(from).trim()}" cannot be read`)
    tokens.push(match[1]!)
  }
  return tokens
}

/** Reads an expression by recursive descent; its length bounds the depth. */
class ExpressionReader {
  readonly #tokens: readonly string[]
  #next = 0

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens
  }

  read(): Term {
    const term = this.#choice()
    if (this.#next < this.#tokens.length) throw this.#unexpected()
    return term
  }

  #choice(): Term {
    const condition = this.#binary(0)
    if (!this.#take('?')) return condition
    const whenTrue = this.#choice()
    if (!this.#take(':')) throw this.#unexpected()
    const whenFalse = this.#choice()
    return (n) => (condition(n) ? whenTrue(n) : whenFalse(n))
  }

  #binary(level: number): Term {
    const operators = levels[level]
    if (operators === undefined) return this.#unary()
    let left = this.#binary(level + 1)
    for (;;) {
      const make = operators[this.#tokens[this.#next] ?? '']
      if (make === undefined) return left
      this.#next++
      left = make(left, this.#binary(level + 1))
    }
  }

  #unary(): Term {
    if (this.#take('!')) {
      const operand = this.#unary()
      return (n) => Number(!operand(n))
    }
    if (this.#take('(')) {
      const inner = this.#choice()
      if (!this.#take(')')) throw this.#unexpected()
      return inner
    }
    if (this.#take('n')) return (n) => n
    const digits = this.#tokens[this.#next]
    if (digits === undefined || !/^\d+$/.test(digits)) throw this.#unexpected()
    this.#next++
    const value = Number(digits)
    return () => value
  }

  #take(wanted: string): boolean {
    const found = this.#tokens[this.#next] === wanted
    if (found) this.#next++
    return found
  }

  #unexpected(): Error {
    const found = this.#tokens[this.#next]
    return new Error(found === undefined ? 'it ends too early' : `"${found}" is not expected`)
  }
}
