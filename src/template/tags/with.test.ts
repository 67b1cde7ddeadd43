import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

it.each([
  ['{% with a=b %}{{ a }}{% endwith %}{{ a }}', 'B'],
  ['{% with a=b c="x" %}{{ a }}{{ c }}{% endwith %}', 'Bx'],
  ['{% with b as a %}{{ a }}{% endwith %}', 'B'],
  ['{% with b as a and b|lower as c %}{{ a }}{{ c }}{% endwith %}', 'Bb'],
  ['{% with a=b.length|add:1 %}{{ a }}{% endwith %}', '2'],
  ['{% with a=missing %}[{{ a }}]{% endwith %}', '[]'],
  ['{% with a=b b="x" %}{{ a }}{{ b }}{% endwith %}{{ b }}', 'BxB'],
  ['{% with a=c c="x" %}[{{ a }}]{% endwith %}', '[]'],
  ['{% with a="1" %}{% with a="2" %}{{ a }}{% endwith %}{{ a }}{% endwith %}', '21'],
])('%s shows %j', (text, shown) => {
  expect(draw(text, { b: 'B' })).toBe(shown)
})

it.each([
  '{% with %}',
  '{% with a %}',
  '{% with a = b %}',
  '{% with b as a and %}',
  '{% with b as a or c as d %}',
  '{% with a=b c %}',
])('is refused when written %s', (text) => {
  const found = refusal(`${text}{% endwith %}`)
  expect(found.code).toBe('tag_arguments')
  expect(found.message).toContain('{% with name=value other=value %}')
})
