/**
 * What server and browser work out alike. It travels as JSON: a scalar stands for itself, an array is an operator with
 * its operands.
 *
 * - `['$', name]` a field, a parameter of the event, or another value that the place was given;
 * - `['!', a]`, `['&', a, b]`, `['|', a, b]` are true or false; `['?', condition, a, b]` is one of its operands;
 * - `['==', a, b]` and the other comparisons of `{% if %}`; `['===', a, b]`, `['+', a, b]` and `['-', a, b]` are JavaScript's;
 * - `['default', a, b]`, `['add', a, b]`, `['yesno', a, 'yes,no,maybe']` are the filters;
 * - `['none', a]` has None for what is missing; `['~', …]` joins texts.
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
  | '!'
  | '&'
  | '|'
  | '?'
  | '==='
  | '+'
  | '-'
  | 'default'
  | 'add'
  | 'yesno'
  | 'none'
  | '~'
  | Comparison

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
