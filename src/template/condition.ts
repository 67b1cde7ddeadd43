import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import type { CompareOperator, Condition, Expression } from './nodes.ts'

export interface Bit {
  readonly text: string
  readonly at: Location
}

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=', 'is'])
const operators = new Set([...comparisons, 'in', 'and', 'or', 'not'])

/**
 * Parses the condition of an `{% if %}` by precedence climbing: or, and, not, in, then comparisons,
 * which are left-associative and not chained (`3 > 2 > 1` compares `True` with 1), as in Django.
 *
 * @param bits the words of the condition
 * @param at the tag, for messages when words are missing
 * @param readValue parses a word that is a value
 * @throws {TemplateError} when the words do not form a condition
 */
export function parseCondition(
  bits: readonly Bit[],
  at: Location,
  readValue: (bit: Bit) => Expression,
): Condition {
  let next = 0
  const peek = (): string | undefined => bits[next]?.text

  function parseOr(): Condition {
    let left = parseAnd()
    while (peek() === 'or') {
      next++
      left = { kind: 'or', left, right: parseAnd() }
    }
    return left
  }

  function parseAnd(): Condition {
    let left = parseNot()
    while (peek() === 'and') {
      next++
      left = { kind: 'and', left, right: parseNot() }
    }
    return left
  }

  function parseNot(): Condition {
    if (peek() !== 'not') return parseMembership()
    next++
    return { kind: 'not', operand: parseNot() }
  }

  function parseMembership(): Condition {
    return parseOperators(takeMembership, parseComparison)
  }

  function parseComparison(): Condition {
    return parseOperators(takeComparison, parseValue)
  }

  function parseOperators(
    take: () => CompareOperator | null,
    parseOperand: () => Condition,
  ): Condition {
    let left = parseOperand()
    for (;;) {
      const operator = take()
      if (!operator) return left
      left = { kind: 'compare', operator, left, right: parseOperand() }
    }
  }

  function takeMembership(): CompareOperator | null {
    if (peek() === 'in') {
      next++
      return 'in'
    }
    if (peek() !== 'not' || bits[next + 1]?.text !== 'in') return null
    next += 2
    return 'not in'
  }

  function takeComparison(): CompareOperator | null {
    const text = peek()
    if (text === undefined || !comparisons.has(text)) return null
    next++
    if (text === 'is' && peek() === 'not') {
      next++
      return 'is not'
    }
    return text as CompareOperator
  }

  function parseValue(): Condition {
    const bit = bits[next]
    if (!bit) {
      throw new TemplateError(
        'condition_syntax',
        'The condition ends where a value is expected.',
        at,
      )
    }
    if (bit.text === 'not') return parseNot()
    if (operators.has(bit.text)) {
      throw new TemplateError(
        'condition_syntax',
        `A value is expected before "${bit.text}".`,
        bit.at,
      )
    }
    if (/^\(|^[^("']*\)$/.test(bit.text)) {
      throw new TemplateError(
        'condition_syntax',
        'Conditions have no parentheses. Nest {% if %} tags, or compute the value in the view.',
        bit.at,
      )
    }
    next++
    return { kind: 'value', value: readValue(bit) }
  }

  const condition = parseOr()
  const left = bits[next]
  if (left) {
    const glued = /[<>=!]/.test(left.text) ? ' Operators stand between spaces.' : ''
    throw new TemplateError(
      'condition_syntax',
      `"${left.text}" is not expected here.${glued}`,
      left.at,
    )
  }
  return condition
}
