import type { Expr, Operator, Scalar } from './expression.ts'

/** Undefined is what a template shows nothing for. */
export type Value = Scalar | undefined

/** How the reader's language writes numbers: the point, what sets groups apart, and how many digits they have. */
export type NumberFormat = readonly [point: string, separator: string, size: number]

/**
 * Works an expression out, as the template engine would. It always gives something: what cannot be compared is not so,
 * what cannot be added is an empty text.
 *
 * @param read gives what a name stands for
 * @param format how numbers are written, where it is not `1234.5`
 */
export function evaluate(
  of: Expr,
  read: (name: string) => Value,
  format?: NumberFormat | undefined,
): Value {
  if (!Array.isArray(of)) return of as Scalar
  const [operator, ...operands] = of as readonly [Operator, ...Expr[]]
  const at = (index: number): Value => evaluate(operands[index]!, read, format)
  switch (operator) {
    case '$':
      return read(operands[0] as string)
    case '?':
      return at(isTrue(at(0)) ? 1 : 2)
    case '~':
      return operands.map((_, i) => textOf(at(i), format)).join('')
    case '!':
      return !isTrue(at(0))
    case '&':
      return isTrue(at(0)) && isTrue(at(1))
    case '|':
      return isTrue(at(0)) || isTrue(at(1))
    case 'none':
      return at(0) ?? null
    case 'default':
      return at(isTrue(at(0)) ? 0 : 1)
    default:
      return ofTwo(operator, at(0), at(1))
  }
}

function ofTwo(operator: Operator, a: Value, b: Value): Value {
  switch (operator) {
    case '==':
      return isEqual(a, b)
    case '!=':
      return !isEqual(a, b)
    case 'is':
      return Object.is(a ?? null, b ?? null)
    case 'is not':
      return !Object.is(a ?? null, b ?? null)
    case '===':
      return a === b
    case 'in':
      return isText(a) && isText(b) && b.includes(a)
    case 'not in':
      return isText(a) && isText(b) && !b.includes(a)
    case 'yesno': {
      const [yes, no, maybe] = textOf(b).split(',')
      return no === undefined ? a : a === null ? (maybe ?? no) : isTrue(a) ? yes : no
    }
    case 'add':
      return added(a === undefined ? '' : a, b)
    case '+':
      return isText(a) || isText(b) ? `${a}${b}` : Number(a) + Number(b)
    case '-':
      return Number(a) - Number(b)
    default: {
      const order = orderOf(a, b)
      return operator === '<'
        ? order < 0
        : operator === '<='
          ? order <= 0
          : operator === '>'
            ? order > 0
            : order >= 0
    }
  }
}

/** What the template shows of a value. */
export function textOf(value: Value, format?: NumberFormat): string {
  if (value === undefined) return ''
  if (value === null) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  const text = `${value}`
  if (!format || isText(value)) return text
  const [whole = '', fraction] = text.split('.')
  const [point, separator, size] = format
  const groups = size ? whole.replace(new RegExp(`\\B(?=(\\d{${size}})+$)`, 'g'), separator) : whole
  return fraction === undefined ? groups : groups + point + fraction
}

/** NaN counts as true, as in Python. */
export function isTrue(value: Value): boolean {
  return value != null && value !== '' && value !== 0 && value !== false
}

function isText(value: Value): value is string {
  return typeof value === 'string'
}

/** True is 1; texts never equal numbers. */
function isEqual(a: Value, b: Value): boolean {
  if (a == null || b == null) return a == b
  return isText(a) || isText(b) ? a === b : Number(a) === Number(b)
}

/** Below, at or above zero; NaN for two that have no order. */
function orderOf(a: Value, b: Value): number {
  if (a == null || b == null || isText(a) !== isText(b)) return Number.NaN
  if (!isText(a) || !isText(b)) return Number(a) - Number(b)
  // By characters, of which some take two units.
  const x = [...a]
  const y = [...b]
  const i = x.findIndex((char, at) => char !== y[at])
  if (i < 0) return x.length - y.length
  return x[i]!.codePointAt(0)! - (y[i]?.codePointAt(0) ?? -1)
}

/** Whole numbers, also as texts, are added; other texts joined. */
function added(a: Value, b: Value): Value {
  const x = wholeOf(a)
  const y = wholeOf(b)
  if (x === x && y === y) return x + y
  return isText(a) && isText(b) ? a + b : ''
}

function wholeOf(value: Value): number {
  const isNone = value == null || (isText(value) && !/^\s*[-+]?\d+\s*$/.test(value))
  return isNone ? Number.NaN : Math.trunc(Number(value)) + 0
}
