import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

it.each([
  ['{% filter upper %}<b>{{ text }}</b>{% endfilter %}', '<B>&LT;</B>'],
  [
    '{% filter force_escape|lower %}<B>{{ text }}</B>{% endfilter %}',
    '&lt;b&gt;&amp;lt;&lt;/b&gt;',
  ],
  ['{% filter lower | capfirst %}AB{% endfilter %}', 'Ab'],
  ['{% filter cut:" " %}a b{% endfilter %}', 'ab'],
  ['{% filter add:text %}a{% endfilter %}', 'a<'],
  ['{% filter truncatewords:n %}a b c{% endfilter %}', 'a b …'],
  ['{% filter add:var %}a{% endfilter %}', 'aa'],
  ['{% for x in list %}{% filter upper %}{{ x }},{% endfilter %}{% endfor %}', 'A,B,'],
])('%s shows %j', (text, shown) => {
  const context = { text: '<', n: 2, list: ['a', 'b'] }
  expect(draw(`<div>${text}</div>`, context)).toBe(`<div>${shown}</div>`)
})

it.each(['safe', 'escape', 'lower|escape'])('refuses %s, which would mean nothing', (chain) => {
  const found = refusal(`{% filter ${chain} %}{% endfilter %}`)
  expect(found.code).toBe('tag_arguments')
  expect(found.message).toContain('{% autoescape on %}')
})

it('points at a filter that there is not', () => {
  expect(refusal('{% filter lower|uper %}{% endfilter %}')).toMatchObject({
    code: 'unknown_filter',
    at: '1:17',
  })
})

it('needs filters that give text', () => {
  const found = refusal('{% filter wordcount %}a b{% endfilter %}')
  expect(found).toMatchObject({ code: 'tag_value', at: '1:1' })
  expect(found.message).toContain('the number 2')
})

it('needs a filter', () => {
  expect(refusal('{% filter %}{% endfilter %}').code).toBe('tag_arguments')
})
