import { type Comparison, comparison, type Expr, orElse } from '../expr/expression.ts'
import { assigning, fieldAt, isAssignment, isPrefix } from './method-source.ts'
import { closing, type SourceToken, sourceTokens } from './source-tokens.ts'

/** An assignment to a field that could be read. */
export interface FieldAssignment {
  readonly field: string
  readonly value: Expr
}

/** What the source of a method says of the fields of its view. */
export interface MethodAssignments {
  /** Those that run whenever it does, in order, as far as they can be read. Names of parameters begin with `$`. */
  readonly simple: readonly FieldAssignment[]
  /** Fields that are assigned in any other way. */
  readonly unread: readonly string[]
}

/** Reads the assignments of a method. */
export function assignmentsOf(run: Function): MethodAssignments {
  const tokens = sourceTokens(String(run))
  const open = tokens.findIndex(({ text }) => text === '(')
  const close = closing(tokens, open)
  const params = paramsIn(tokens.slice(open + 1, close))
  const isArrow = tokens[close + 1]?.text === '=>'
  const start = close + (isArrow ? 2 : 1)
  const body =
    tokens[start]?.text === '{'
      ? tokens.slice(start + 1, closing(tokens, start))
      : tokens.slice(start)
  const simple: FieldAssignment[] = []
  const unread: string[] = []
  let depth = 0
  for (let at = 0; at < body.length; at++) {
    const { kind, text } = body[at]!
    if (kind === 'punctuator') {
      if (text === '(' || text === '[' || text === '{') depth++
      if (text === ')' || text === ']' || text === '}') depth--
    }
    const prefix = isPrefix(body, at) ? 1 : 0
    const field = fieldAt(body, at + prefix)
    if (field === null) continue
    const isStatement = depth === 0 && isStatementAt(body, at)
    const read = isStatement ? new SourceReader(body, at, params).assignment() : null
    if (read) {
      simple.push({ field, value: read.value })
      at = read.end - 1
    } else if (isAssignment(body[at + prefix + 3]?.text ?? '') || prefix === 1) {
      unread.push(field)
      at += prefix
    }
  }
  return { simple, unread }
}

/** Whether a statement begins at a place: behind another, or on a line of its own where none goes on. */
function isStatementAt(body: readonly SourceToken[], at: number): boolean {
  const before = body[at - 1]
  if (!before || before.text === ';') return true
  if (!body[at]!.isOnNewLine) return false
  return before.kind !== 'punctuator' || /^(?:[)\]}]|\+\+|--)$/.test(before.text)
}

/** What the names of a parameter list stand for; undefined for those that cannot be told. */
function paramsIn(tokens: readonly SourceToken[]): ReadonlyMap<string, Expr> {
  const params = new Map<string, Expr>()
  const [first] = tokens
  if (first?.kind === 'name') params.set(first.text, ['$', '$'])
  if (first?.text !== '{') return params
  const end = closing(tokens, 0)
  for (let at = 1; at < end; at++) {
    const { text, kind } = tokens[at]!
    if (kind !== 'name') break
    const isRenamed = tokens[at + 1]?.text === ':'
    const local = isRenamed ? tokens[at + 2]! : tokens[at]!
    at += isRenamed ? 3 : 1
    // A default could be anything.
    if (tokens[at]?.text === '=') while (at < end && tokens[at]!.text !== ',') at++
    else params.set(local.text, ['$', `$${text}`])
  }
  return params
}

/** How strongly operators bind. */
const strengths: Readonly<Record<string, number>> = {
  '??': 1,
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '===': 3,
  '!==': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
}

/** Reads an expression of JavaScript, as far as the browser can work it out without running code. */
class SourceReader {
  readonly #tokens: readonly SourceToken[]
  readonly #params: ReadonlyMap<string, Expr>
  #at: number

  constructor(tokens: readonly SourceToken[], at: number, params: ReadonlyMap<string, Expr>) {
    this.#tokens = tokens
    this.#at = at
    this.#params = params
  }

  /** @returns null where it is none that can be read, or does not end there */
  assignment(): { value: Expr; end: number } | null {
    const prefix = this.#take('++') ? '+' : this.#take('--') ? '-' : null
    const field = fieldAt(this.#tokens, this.#at)!
    const own: Expr = ['$', field]
    this.#at += 3
    const operator = prefix ? '' : (this.#next()?.text ?? '')
    const value = prefix ? ([prefix, own, 1] as const) : this.#assigned(operator, own)
    const next = this.#tokens[this.#at]
    const isEnd = !next || next.text === ';' || (next.isOnNewLine && !goesOn(next))
    return value !== undefined && isEnd ? { value, end: this.#at } : null
  }

  #assigned(operator: string, own: Expr): Expr | undefined {
    if (operator === '++') return ['+', own, 1]
    if (operator === '--') return ['-', own, 1]
    if (!assigning.has(operator)) return undefined
    const value = this.#ternary()
    if (value === undefined || operator === '=') return value
    return ofOperator(operator.slice(0, -1), own, value)
  }

  #next(): SourceToken | undefined {
    return this.#tokens[this.#at++]
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#at]
    const isIt = token?.text === text && token.kind === 'punctuator'
    if (isIt) this.#at++
    return isIt
  }

  #ternary(): Expr | undefined {
    const condition = this.#binary(1)
    if (condition === undefined || !this.#take('?')) return condition
    const yes = this.#ternary()
    const no = this.#take(':') ? this.#ternary() : undefined
    return yes === undefined || no === undefined ? undefined : ['?', condition, yes, no]
  }

  #binary(least: number): Expr | undefined {
    let left = this.#unary()
    for (;;) {
      const operator = this.#tokens[this.#at]?.text ?? ''
      const strength = Object.hasOwn(strengths, operator) ? strengths[operator]! : 0
      if (left === undefined || strength < least) return left
      this.#at++
      const right = this.#binary(strength + 1)
      left = right === undefined ? undefined : ofOperator(operator, left, right)
    }
  }

  #unary(): Expr | undefined {
    if (this.#take('!')) {
      const operand = this.#unary()
      return operand === undefined ? undefined : ['!', operand]
    }
    if (this.#take('-')) {
      const operand = this.#unary()
      if (typeof operand === 'number') return -operand
      return operand === undefined ? undefined : ['-', 0, operand]
    }
    return this.#operand()
  }

  #operand(): Expr | undefined {
    if (this.#take('(')) {
      const inner = this.#ternary()
      return this.#take(')') ? inner : undefined
    }
    const token = this.#next()
    if (!token) return undefined
    const { kind, text } = token
    if (kind === 'number') return /n$/.test(text) ? undefined : Number(text.replaceAll('_', ''))
    if (kind === 'text') return stringOf(text)
    if (kind === 'other') return /^`[^`$\\]*`$/.test(text) ? text.slice(1, -1) : undefined
    if (Object.hasOwn(constants, text)) return constants[text]
    const value = this.#named(text)
    const behind = this.#tokens[this.#at]?.text
    return behind === '.' || behind === '?.' || behind === '(' || behind === '[' ? undefined : value
  }

  #named(text: string): Expr | undefined {
    const steps = this.#tokens[this.#at]
    if (text === 'this' && steps?.text === '.') {
      this.#at += 2
      const field = this.#tokens[this.#at - 1]?.text ?? ''
      return /^[#_]/.test(field) ? undefined : ['$', field]
    }
    const param = this.#params.get(text)
    if (!Array.isArray(param) || param[1] !== '$') return param
    if (steps?.text !== '.') return undefined
    this.#at += 2
    return ['$', `$${this.#tokens[this.#at - 1]?.text}`]
  }
}

/** Whether a line that begins so goes on with the one before. */
function goesOn({ kind, text }: SourceToken): boolean {
  return kind === 'punctuator' && !/^(?:\}|\+\+|--|!)$/.test(text)
}

const constants: Readonly<Record<string, Expr>> = {
  true: true,
  false: false,
  null: null,
  undefined: null,
}

function ofOperator(operator: string, a: Expr, b: Expr): Expr {
  const isNone = (value: Expr): Expr => ['is', value, null]
  switch (operator) {
    case '||':
      return orElse(a, b)
    case '&&':
      return ['?', a, b, a]
    case '??':
      return ['?', isNone(a), b, a]
    case '==':
    case '===':
      return b === null ? isNone(a) : ['==', a, b]
    case '!=':
    case '!==':
      return ['!', b === null ? isNone(a) : ['==', a, b]]
    default:
      return operator === '+' || operator === '-'
        ? [operator, a, b]
        : comparison(operator as Comparison, a, b)
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' }

/** @returns undefined for escapes by number */
function stringOf(source: string): string | undefined {
  if (/\\[xu]/.test(source)) return undefined
  return source.slice(1, -1).replace(/\\([\s\S])/g, (_, char: string) => escapes[char] ?? char)
}
