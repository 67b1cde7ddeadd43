import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

it.each([
  ['{% spaceless %} <p> <a>  x </a>\n</p> {% endspaceless %}', '<p><a>  x </a></p>'],
  ['{% spaceless %}<b> </b> x <b>\u0085\x1c</b>{% endspaceless %}', '<b></b> x <b></b>'],
  ['{% spaceless %}{{ text }} <b> </b>{% endspaceless %}', '&gt; &lt; <b></b>'],
  ['{% autoescape off %}{% spaceless %}{{ text }}{% endspaceless %}{% endautoescape %}', '><'],
])('%j shows %j', (text, shown) => {
  expect(draw(`<div>${text}</div>`, { text: '> <' })).toBe(`<div>${shown}</div>`)
})

it('takes no arguments', () => {
  expect(refusal('{% spaceless on %}{% endspaceless %}')).toMatchObject({
    code: 'tag_arguments',
    at: '1:14',
  })
})
