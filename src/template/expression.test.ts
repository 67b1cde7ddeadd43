import { describe, expect, it } from 'vitest'
import { draw, refusal } from '../../test/support/templates.ts'

describe('a value', () => {
  it.each([
    ['{{ a }}', 'A'],
    ['{{ a.b.c }}', 'deep', { a: { b: { c: 'deep' } } }],
    ['{{ list.1 }}', 'two', { list: ['one', 'two'] }],
    ['{{ grüße }}', 'hallo', { grüße: 'hallo' }],
    ['{{ missing }}|{{ missing.more }}', '|'],
    ['{{ nothing }}', 'None', { nothing: null }],
    ['{{ 1 }} {{ -2 }} {{ +3 }} {{ 1.0 }} {{ .5 }} {{ 1e3 }}', '1 -2 3 1.0 0.5 1000.0'],
    ['{{ 5. }}|{{ 1.5.2 }}|{{ -1.5.2 }}', '||'],
    ['{{ 1_000 }}', '1000'],
    ['{{ True }} {{ False }} {{ None }}|{{ true }}', 'True False None|'],
    ['{{ "<b>" }}{{ \'&\' }}', '<b>&'],
    [String.raw`{{ "a\"b\\c\nd" }}`, String.raw`a"b\c\nd`],
    ['{{ a }}', '&lt;&amp;&quot;&#x27;&gt;', { a: '<&"\'>' }],
  ])('%s shows %j', (text, shown, context = { a: 'A' }) => {
    expect(draw(text, context)).toBe(shown)
  })

  it.each([
    ['{{ a|upper }}', 'B C'],
    ['{{ a | upper | lower }}', 'b c'],
    ['{{ a|cut:" " }}', 'bc'],
    ['{{ a|default:other }}', 'b c'],
    ['{{ missing|default:other }}', 'o'],
    ['{{ missing|default:"<i>" }}', '<i>'],
    ['{{ a|truncatechars:3|upper }}', 'B C'],
    ['{{ missing|default_if_none:"x" }}', ''],
    ['{{ "a|b"|upper }}', 'A|B'],
    ['{{ a|cut:"|" }}', 'b c'],
  ])('%s runs through its filters', (text, shown) => {
    expect(draw(text, { a: 'b c', other: 'o' })).toBe(shown)
  })
})

describe('a value that cannot be read is refused:', () => {
  it.each([
    ['{{ a b }}', 'expression_syntax', '1:4'],
    ['{{ a| }}', 'expression_syntax', '1:4'],
    ['{{ a..b }}', 'expression_syntax', '1:4'],
    ['{{ a.-1 }}', 'expression_syntax', '1:4'],
    ['{{ "a }}', 'expression_syntax', '1:4'],
    ['{{ (a) }}', 'expression_syntax', '1:4'],
    ['{{ a+b }}', 'expression_syntax', '1:4'],
    ['{{ _a }}', 'private_name', '1:4'],
    ['{{ a._b }}', 'private_name', '1:4'],
    ['{{ a|default:_b }}', 'private_name', '1:14'],
    ['\n {{ a|upperr }}', 'unknown_filter', '2:7'],
    ['{{ a|pprnt }}', 'unknown_filter', '1:6'],
    ['{{ a|default:other.x }}', 'missing_argument', '1:14'],
    ['{{ a|upper:1 }}', 'filter_argument', '1:6'],
    ['{{ a|default }}', 'filter_argument', '1:6'],
    ['{{ a|default: b }}', 'filter_argument', '1:6'],
  ])('%s', (text, code, at) => {
    expect(refusal(text)).toMatchObject({ code, at })
  })

  it.each([
    ['{{ a|upperr }}', 'There is no filter "upperr". Did you mean "upper"?'],
    ['{{ a|default: b }}', 'Write default:value, without a space at the colon.'],
    ['{{ a|cut:"x" y }}', 'Could not parse "y" in "a|cut:"x" y".'],
    ['{{ _a }}', 'Show it through a public field or getter.'],
  ])('%s, with what to write', (text, advice) => {
    expect(refusal(text).message).toContain(advice)
  })
})
