import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

const request = { GET: new URLSearchParams('a=1&b=2&a=3&c=x%20y') }

/** Django's own kind of query, as far as templates need it. */
const lists = { lists: () => [['z', ['1', '2']] as const] }

it.each([
  ['{% querystring %}', '?a=1&amp;a=3&amp;b=2&amp;c=x+y'],
  ['{% querystring a=None c=None %}', '?b=2'],
  ['{% querystring a=None b=None c=None %}', '?'],
  ['{% querystring b=5 c=None %}', '?a=1&amp;a=3&amp;b=5'],
  ['{% querystring a=many b=None c=None %}', '?a=1&amp;a=None&amp;a=%3C%C3%A9'],
  ['{% querystring a=record b=None c=None %}', '?a=x&amp;a=y'],
  ['{% querystring a=nothing b=None c=None %}', '?'],
  ['{% querystring a=missing b=None c=None %}', '?a='],
  [`{% querystring lists d="~*-_.!()'/" %}`, '?z=1&amp;z=2&amp;d=~%2A-_.%21%28%29%27%2F'],
  ['{% querystring lists z=1.50 q=True %}', '?z=1.5&amp;q=True'],
  ['{% querystring record x=None %}', '?y=2'],
  ['{% querystring query_dict=record x=None %}', '?y=2'],
  ['{% querystring map m=None %}', '?n=1&amp;n=2'],
  ['{% querystring none a=None c=None %}', '?b=2'],
  ['{% querystring empty %}', ''],
  ['{% querystring empty a=None %}', ''],
  ['{% querystring empty a=nothing %}', '?'],
  ['{% querystring lists as query %}[{{ query }}]', '[?z=1&amp;z=2]'],
  ['{% autoescape off %}{% querystring lists %}{% endautoescape %}', '?z=1&z=2'],
])('%s shows %j', (text, shown) => {
  const context = {
    request,
    lists,
    many: [1, null, '<é'],
    record: { x: 1, y: 2 },
    map: new Map([
      ['m', [0]],
      ['n', [1, 2]],
    ]),
    nothing: [],
    none: null,
    empty: new URLSearchParams(),
  }
  expect(draw(`<p>${text}</p>`, context)).toBe(`<p>${shown}</p>`)
})

it('leaves the query that it starts from as it is', () => {
  const query = new Map([['a', ['1']]])
  draw('{% querystring query a=2 b=3 %}', { query })
  expect([...query]).toEqual([['a', ['1']]])
})

it.each([
  ['{% querystring a b %}', '1:1'],
  ['{% querystring a=1 b %}', '1:20'],
  ['{% querystring a=1 a=2 %}', '1:20'],
  ['{% querystring a query_dict=b %}', '1:1'],
])('is refused when written %s', (text, at) => {
  expect(refusal(text)).toMatchObject({ code: 'tag_arguments', at })
})

it('says what it needs where there is no query', () => {
  expect(refusal('{% querystring a=1 %}')).toMatchObject({ code: 'tag_value', at: '1:1' })
  expect(refusal('{% querystring a b=1 %}', { a: 'x' }).message).toContain('this is text')
  expect(refusal('{% querystring missing b=1 %}').message).toContain('this is nothing')
})
