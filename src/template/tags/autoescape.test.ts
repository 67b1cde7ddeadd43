import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

it.each([
  ['{% autoescape off %}{{ a }}{% endautoescape %}{{ a }}', '<i>&lt;i&gt;'],
  [
    '{% autoescape off %}{% autoescape on %}{{ a }}{% endautoescape %}{{ a }}{% endautoescape %}',
    '&lt;i&gt;<i>',
  ],
  ['{% autoescape off %}{{ a|upper }}{{ a|force_escape }}{% endautoescape %}', '<I>&lt;i&gt;'],
  ['{% autoescape off %}{% for x in l %}{{ x }}{% endfor %}{% endautoescape %}', '<i>&'],
])('%s shows %j', (text, shown) => {
  expect(draw(`<p>${text}</p>`, { a: '<i>', l: ['<i>', '&'] })).toBe(`<p>${shown}</p>`)
})

it.each([
  ['{% autoescape %}{% endautoescape %}', '1:1'],
  ['{% autoescape Off %}{% endautoescape %}', '1:15'],
  ['{% autoescape on off %}{% endautoescape %}', '1:15'],
])('is refused when written %s', (text, at) => {
  expect(refusal(text)).toMatchObject({ code: 'tag_arguments', at })
})

it('asks for its end', () => {
  expect(refusal('{% autoescape on %}').message).toContain('Add {% endautoescape %}.')
})
