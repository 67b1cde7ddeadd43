/**
 * What server and browser work out alike. It travels as JSON: a scalar stands for itself, an array is an operator with
 * its operands.
 *
 * - `['$', name]` a field, a parameter of the event, or another value that the place was given;
 * - `['?', condition, a, b]` one of its operands, `['!', a]` true or false, `['~', …]` the texts of its operands, joined;
 * - `['==', a, b]`, `<`, `<=`, `in`, `not in` and `is` are those of `{% if %}`;
 * - `['add', a, b]` and `['yesno', a, 'yes,no,maybe']` are the filters; `['+', a, b]` and `['-', a, b]` are JavaScript's.
 *
 * All else that can be written is made of these, by `comparison`, `both`, `either` and `orElse`.
 */
export type Expr = Scalar | readonly [operator: Operator, ...operands: Expr[]]

/** What an expression may be given, and what it gives. */
export type Scalar = string | number | boolean | null

export const comparisons = [
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'not in',
  'is',
  'is not',
] as const

export type Comparison = (typeof comparisons)[number]

export type Operator =
  | '$'
  | '?'
  | '!'
  | '~'
  | '=='
  | '<'
  | '<='
  | 'in'
  | 'not in'
  | 'is'
  | 'add'
  | 'yesno'
  | '+'
  | '-'

/** A comparison of `{% if %}`. */
export function comparison(operator: Comparison, a: Expr, b: Expr): Expr {
  switch (operator) {
    case '!=':
      return ['!', ['==', a, b]]
    case 'is not':
      return ['!', ['is', a, b]]
    case '>':
      return ['<', b, a]
    case '>=':
      return ['<=', b, a]
    default:
      return [operator, a, b]
  }
}

/** Whether two conditions hold. */
export function both(a: Expr, b: Expr): Expr {
  return ['?', a, truth(b), false]
}

/** Whether one of two conditions holds. */
export function either(a: Expr, b: Expr): Expr {
  return ['?', a, true, truth(b)]
}

/** A value, or another one where it counts as false. */
export function orElse(value: Expr, other: Expr): Expr {
  return ['?', value, value, other]
}

function truth(of: Expr): Expr {
  const isTruth = typeof of === 'boolean' || (Array.isArray(of) && /^[!=<i]|^not in$/.test(of[0]))
  return isTruth ? of : ['!', ['!', of]]
}

/** Whether a value may be shared with the browser. */
export function isScalar(value: unknown): value is Scalar {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  )
}

/** The names that an expression reads. */
export function namesIn(of: Expr): string[] {
  if (!Array.isArray(of)) return []
  const [operator, ...operands] = of as readonly [Operator, ...Expr[]]
  return operator === '$' ? [operands[0] as string] : operands.flatMap(namesIn)
}
