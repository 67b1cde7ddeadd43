import type { Expr, Operator, Scalar } from './expression.ts'

/** Undefined is what a template shows nothing for. */
export type Value = Scalar | undefined

/** How the reader's language writes numbers: the point, and what sets groups of three digits apart. */
export type NumberFormat = readonly [point: string, separator: string]

/** Gives what a name stands for; `_n` for how numbers are written, where it is not `1234.5`. */
export type Read = (name: string) => Value | NumberFormat

/**
 * Works an expression out, as the template engine would. It always gives something: what cannot be compared is not so,
 * what cannot be added is an empty text.
 */
export function evaluate(of: Expr, read: Read): Value {
  if (!Array.isArray(of)) return of as Scalar
  const [operator, ...operands] = of as readonly [Operator, ...Expr[]]
  if (operator === '$') return read(operands[0] as string) as Value
  // Nothing fails and nothing acts, so that operands which do not count may be worked out too.
  const values = operands.map((operand) => evaluate(operand, read))
  return operator === '~'
    ? values.map((value) => textOf(value, read('_n') as NumberFormat | undefined)).join('')
    : operators[operator](...(values as [Value, Value, Value]))
}

const operators: Readonly<
  Record<Exclude<Operator, '$' | '~'>, (a: Value, b: Value, c: Value) => Value>
> = {
  '?': (a, b, c) => (isTrue(a) ? b : c),
  '!': (a) => !isTrue(a),
  // True is 1; texts never equal numbers.
  '==': (a, b) => (a == null || b == null || isText(a) || isText(b) ? isSame(a, b) : +a === +b),
  '<': (a, b) => haveOrder(a, b) && a! < b!,
  '<=': (a, b) => haveOrder(a, b) && a! <= b!,
  in: (a, b) => isText(a) && isText(b) && b.includes(a),
  'not in': (a, b) => isText(a) && isText(b) && !b.includes(a),
  is: isSame,
  '+': (a, b) => (a as number) + (b as number),
  '-': (a, b) => (a as number) - (b as number),
  yesno(a, b) {
    const [yes, no, maybe = no] = `${b}`.split(',')
    return no === undefined ? a : isTrue(a) ? yes : a === null ? maybe : no
  },
  /** Whole numbers, also as texts, are added; other texts joined. */
  add(a = '', b) {
    const sum = wholeOf(a) + wholeOf(b)
    return !Number.isNaN(sum) ? sum : isText(a) && isText(b) ? a + b : ''
  },
}

/** What the template shows of a value. */
export function textOf(value: Value, [point, separator]: NumberFormat = ['.', '']): string {
  if (isText(value)) return value
  if (value === undefined) return ''
  if (value === null) return 'None'
  if (typeof value !== 'number') return value ? 'True' : 'False'
  const [whole = '', fraction] = `${value}`.split('.')
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, separator)
  return fraction ? groups + point + fraction : groups
}

/** NaN counts as true, as in Python. */
function isTrue(value: Value): boolean {
  return !!value || Number.isNaN(value)
}

function isText(value: Value): value is string {
  return typeof value === 'string'
}

function isSame(a: Value, b: Value): boolean {
  return Object.is(a ?? null, b ?? null)
}

/** Texts are ordered by their units of 16 bits. */
function haveOrder(a: Value, b: Value): boolean {
  return a != null && b != null && isText(a) === isText(b)
}

function wholeOf(value: Value): number {
  const isNone = value == null || (isText(value) && !/^\s*[-+]?\d+\s*$/.test(value))
  return isNone ? Number.NaN : Math.trunc(+value) + 0
}
