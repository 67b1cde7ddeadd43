import { describe, expect, it } from 'vitest'
import { draw, refusal } from '../../test/support/templates.ts'

const context = {
  yes: true,
  no: false,
  one: 1,
  two: 2,
  text: 'text',
  list: [1, 2],
  none: null,
  empty: [],
}

function holds(condition: string): boolean {
  return draw(`{% if ${condition} %}yes{% endif %}`, context) === 'yes'
}

describe('a condition holds:', () => {
  it.each([
    'yes',
    'not no',
    'not not yes',
    'yes and not no',
    'no or yes',
    'yes or no and no',
    'not no and yes',
    'one == 1',
    'one != 2',
    'one < two',
    'two >= 2',
    'one <= 1.0',
    '1 in list',
    '3 not in list',
    '"ex" in text',
    'not 3 in list',
    'missing is None',
    'missing == None',
    'none is None',
    'text is not None',
    'yes is True',
    'list',
    'not empty',
    'not missing',
    'text|length == 4',
    'text|upper == "TEXT"',
    'missing|default:"x" == "x"',
    '"a b" == "a b"',
    '1 == 1.0',
    'True == 1',
    '3 > 2 == True',
  ])('%s', (condition) => expect(holds(condition)).toBe(true))
})

describe('a condition does not hold:', () => {
  it.each([
    'no',
    'missing',
    'empty',
    'not yes or no',
    'no and yes or no',
    '3 > 2 > 1',
    '"1" == 1',
    'one < text',
    'one in missing',
    'one not in missing',
    'missing > 1',
    'missing|length',
    'yes is one',
  ])('%s', (condition) => expect(holds(condition)).toBe(false))
})

it('takes "not" behind an operator, and translations with their parentheses', () => {
  expect(holds('one == not missing')).toBe(true)
  expect(holds('two > not missing')).toBe(true)
  expect(holds('_("a b")')).toBe(true)
})

it('binds "in" looser than "==": what is looked for is compared first', () => {
  expect(holds('2 in list == list')).toBe(false)
  expect(holds('one == 1 in list')).toBe(true)
})

describe('a condition is refused:', () => {
  it.each([
    ['{% if %}', '1:1', 'ends where a value is expected'],
    ['{% if a and %}', '1:1', 'ends where a value is expected'],
    ['{% if == a %}', '1:7', 'A value is expected before "=="'],
    ['{% if a == == b %}', '1:12', 'A value is expected before "=="'],
    ['{% if a b %}', '1:9', '"b" is not expected here.'],
    ['{% if a==b %}', '1:7', 'Could not parse "==b"'],
    ['{% if a =b %}', '1:9', 'Operators stand between spaces.'],
    ['{% if (a) %}', '1:7', 'Conditions have no parentheses.'],
    ['{% if a and (b) %}', '1:13', 'Nest {% if %} tags, or compute the value in the view.'],
    ['{% if not %}', '1:1', 'ends where a value is expected'],
  ])('%s', (text, at, message) => {
    const found = refusal(`${text}{% endif %}`)
    expect(found.at).toBe(at)
    expect(found.message).toContain(message)
  })
})
