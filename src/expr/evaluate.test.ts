import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { input } from '../../test/support/templates.ts'
import { TextTemplates } from '../render/text-templates.ts'
import { makeVocabulary } from '../template/vocabulary.ts'
import { evaluate, type NumberFormat, textOf } from './evaluate.ts'
import {
  both,
  comparison,
  comparisons,
  either,
  type Expr,
  orElse,
  type Scalar,
} from './expression.ts'

const templates = new TextTemplates({
  vocabulary: makeVocabulary(),
  load: () => {
    throw new Error('there are no files')
  },
})

/** What the template engine makes of a text. */
function drawn(text: string, state: object): string {
  const given = input(state as Record<string, unknown>)
  return templates.ofText({ name: 't', file: 't', text }, given.read).plain(given)
}

const texts = fc.oneof(
  fc.constantFrom('', 'a', 'ab', 'yes', '0', '7', ' 12 ', '-3', '1.5', '\u{1f600}'),
  fc.stringMatching(/^[a-z ]{0,4}$/),
)
const numbers = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.double({ min: -100, max: 100, noNaN: true }).map((n) => Math.round(n * 100) / 100 + 0),
)
const scalars: fc.Arbitrary<Scalar> = fc.oneof(texts, numbers, fc.boolean(), fc.constant(null))
const mayMiss: fc.Arbitrary<Scalar | undefined> = fc.oneof(scalars, fc.constant(undefined))
// A filter's argument that is missing is an error of the template, so one name is always there.
const stateOf = fc.record({ a: mayMiss, b: mayMiss, c: scalars })

const read = (state: object) => (name: string) =>
  (state as Record<string, Scalar | undefined>)[name]

/** An expression, and the same as templates write it. */
interface Pair {
  readonly expr: Expr
  readonly text: string
}

const operandOf = (names: string): fc.Arbitrary<Pair> =>
  fc.oneof(
    fc.constantFrom(...names).map((text): Pair => ({ expr: ['$', text], text })),
    fc.integer({ min: -9, max: 9 }).map((n): Pair => ({ expr: n, text: String(n) })),
    fc.constantFrom('', 'a', 'yes').map((t): Pair => ({ expr: t, text: `"${t}"` })),
    fc.constantFrom<Pair>(
      { expr: true, text: 'True' },
      { expr: false, text: 'False' },
      { expr: null, text: 'None' },
    ),
  )
const operand = operandOf('abc')
const argument = operandOf('c')
const filtered: fc.Arbitrary<Pair> = fc.oneof(
  operand,
  fc.tuple(operand, argument).map(([x, y]) => ({
    expr: orElse(x.expr, y.expr),
    text: `${x.text}|default:${y.text}`,
  })),
  fc.tuple(operand, fc.integer({ min: -9, max: 9 })).map(([x, n]) => ({
    expr: ['add', x.expr, n] as const,
    text: `${x.text}|add:${n}`,
  })),
  fc.tuple(operand, fc.constantFrom('y,n', 'y')).map(([x, words]) => ({
    expr: ['yesno', x.expr, words] as const,
    text: `${x.text}|yesno:"${words}"`,
  })),
)
// What `is` says of a text hangs on whether a filter made it: it is not part of the language.
const compared: fc.Arbitrary<Pair> = fc.constantFrom(...comparisons).chain((operator) => {
  const side = operator.startsWith('is') ? operand : filtered
  return fc.tuple(side, side).map(([x, y]) => ({
    expr: comparison(operator, x.expr, y.expr),
    text: `${x.text} ${operator} ${y.text}`,
  }))
})
const condition: fc.Arbitrary<Pair> = fc
  .array(fc.tuple(fc.boolean(), fc.oneof(filtered, compared)), { minLength: 1, maxLength: 3 })
  .chain((terms) =>
    fc.constantFrom('and', 'or').map((word): Pair => {
      const each = terms.map(([isNot, { expr, text }]) => ({
        expr: (isNot ? ['!', expr] : expr) as Expr,
        text: isNot ? `not ${text}` : text,
      }))
      return {
        expr: each
          .slice(1)
          .reduce<Expr>(
            (left, { expr }) => (word === 'and' ? both(left, expr) : either(left, expr)),
            each[0]!.expr,
          ),
        text: each.map(({ text }) => text).join(` ${word} `),
      }
    }),
  )

describe('what browser and server work out alike', () => {
  it('is what {% if %} decides', () => {
    fc.assert(
      fc.property(condition, stateOf, ({ expr, text }, state) => {
        const wanted = drawn(`{% if ${text} %}1{% else %}0{% endif %}`, state)
        const chosen = evaluate(['?', expr, 1, 0], read(state))
        expect(String(chosen), text).toBe(wanted)
      }),
      { numRuns: 1_000 },
    )
  })

  it('is what {{ }} shows', () => {
    const own: Expr = ['$', 'a']
    const filter = fc.constantFrom<readonly [string, Expr]>(
      ['', own],
      ['|default:c', orElse(own, ['$', 'c'])],
      ['|add:c', ['add', own, ['$', 'c']]],
      ['|add:1', ['add', own, 1]],
      ['|yesno:"y,n"', ['yesno', own, 'y,n']],
      ['|yesno:"y,n,m"', ['yesno', own, 'y,n,m']],
    )
    fc.assert(
      fc.property(filter, stateOf, ([suffix, expr], state) => {
        const wanted = drawn(`{% autoescape off %}{{ a${suffix} }}{% endautoescape %}`, state)
        expect(evaluate(['~', expr], read(state)), suffix).toBe(wanted)
      }),
      { numRuns: 1_000 },
    )
  })

  it.each<[string, NumberFormat]>([
    ['1.234.567,5', [',', '.']],
    ['1234567,5', [',', '']],
  ])('writes numbers the way of the reader: %s', (wanted, format) => {
    expect(textOf(1234567.5, format)).toBe(wanted)
    expect(textOf('1234567.5', format)).toBe('1234567.5')
  })
})
