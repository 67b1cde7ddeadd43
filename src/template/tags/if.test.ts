import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

it.each([
  [0, 'zero'],
  [1, 'one'],
  [2, 'two'],
  [3, 'many'],
])('takes the first branch that holds: %i is %s', (n, shown) => {
  const text =
    '{% if n == 0 %}zero{% elif n == 1 %}one{% elif n == 2 %}two{% else %}many{% endif %}'
  expect(draw(text, { n })).toBe(shown)
})

it('shows nothing where no branch holds', () => {
  expect(draw('a{% if missing %}b{% elif also.missing %}c{% endif %}d')).toBe('ad')
})

it('keeps what stands in its branches, white space included', () => {
  expect(draw('{% if yes %} a {% if yes %}\n{% endif %}{% endif %}', { yes: 1 })).toBe(' a \n')
})

it('evaluates no branch behind the one that holds', () => {
  const context = {
    get never() {
      throw new Error('read')
    },
  }
  expect(draw('{% if True %}a{% elif never %}b{% endif %}', context)).toBe('a')
})

it('takes no condition in {% else %}', () => {
  expect(refusal('{% if a %}{% else b %}{% endif %}')).toMatchObject({
    code: 'tag_arguments',
    at: '1:11',
    message: '{% else %} takes no condition. Write {% elif … %}.',
  })
})

it('has one {% else %}, at the end', () => {
  expect(refusal('{% if a %}{% else %}{% elif b %}{% endif %}')).toMatchObject({
    code: 'tag_not_open',
    at: '1:21',
  })
  expect(refusal('{% if a %}{% else %}{% else %}{% endif %}')).toMatchObject({
    code: 'tag_not_open',
    at: '1:21',
  })
})
