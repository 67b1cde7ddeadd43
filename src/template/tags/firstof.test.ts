import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'
import { markSafe } from '../values/safe-string.ts'

it.each([
  ['{% firstof missing zero empty text %}', '&lt;i&gt;'],
  ['{% firstof zero "<b>" %}', '<b>'],
  ['{% firstof markup text %}', '<u>'],
  ['{% firstof zero empty %}', ''],
  ['{% firstof missing|default_if_none:"none" %}', 'none'],
  ['{% firstof empty|default_if_none:"none" "other" %}', 'other'],
  ['{% firstof list %}', '[1, &#x27;&lt;&#x27;]'],
  ['{% firstof text as x %}{{ x }}', '&lt;i&gt;'],
  ['{% autoescape off %}{% firstof text as x %}{{ x }}{% endautoescape %}{{ x }}', '<i>&lt;i&gt;'],
  ['{% firstof as x %}[{{ x }}]', '[]'],
])('%s shows %j', (text, shown) => {
  const context = { zero: 0, empty: '', text: '<i>', markup: markSafe('<u>'), list: [1, '<'] }
  expect(draw(`<div>${text}</div>`, context)).toBe(`<div>${shown}</div>`)
})

it('needs a value', () => {
  expect(refusal('{% firstof %}').code).toBe('tag_arguments')
})
