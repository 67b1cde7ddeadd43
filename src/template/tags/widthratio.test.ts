import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

it.each([
  ['{% widthratio 175 200 100 %}', '88'],
  ['{% widthratio 1 2 1 %} {% widthratio 3 2 1 %} {% widthratio -3 2 1 %}', '0 2 -2'],
  ['{% widthratio -1 100 1 %}', '0'],
  ['{% widthratio 5 0 100 %}', '0'],
  ['{% widthratio text 10 100 %}', ''],
  ['{% widthratio missing 10 100 %}', ''],
  ['{% widthratio 5 none 100 %}', ''],
  ['{% widthratio 1 "nan" 1 %}', ''],
  ['{% widthratio "inf" 1 1 %}', ''],
  ['{% widthratio "1e20" 1 1 %}', '100000000000000000000'],
  ['{% widthratio big 1 1 %}', ''],
  ['{% widthratio "5" "10" "3 " %}', '2'],
  ['{% widthratio 5 10 9.9 %}', '4'],
  ['{% widthratio 5 10 100 as w %}[{{ w }}]', '[50]'],
])('%s shows %j', (text, shown) => {
  const context = { text: 'a', none: null, big: 10n ** 400n }
  expect(draw(`<p>${text}</p>`, context)).toBe(`<p>${shown}</p>`)
})

it.each(['text', 'none', 'missing', 'list'])('needs a number as its width, not %s', (width) => {
  const context = { text: 'a', none: null, list: [1] }
  const found = refusal(`{% widthratio 1 0 ${width} %}`, context)
  expect(found).toMatchObject({ code: 'tag_value', at: '1:19' })
  expect(found.message).toContain('third argument')
})

it.each([
  '{% widthratio 1 2 %}',
  '{% widthratio 1 2 3 4 %}',
  '{% widthratio 1 2 3 as %}',
  '{% widthratio 1 2 3 at w %}',
])('is refused when written %s', (text) => {
  expect(refusal(text).code).toBe('tag_arguments')
})
