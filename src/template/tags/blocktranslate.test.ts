import { describe, expect, it } from 'vitest'
import { drawFor, refusalFor } from '../../../test/support/readers.ts'
import { Float } from '../values/float.ts'
import { markSafe } from '../values/safe-string.ts'

const context = {
  name: '<Ada>',
  other: "O'Hara",
  number: 5,
  half: new Float(1.5),
  list: [1, 'a'],
  safe: markSafe('<i>'),
  nothing: null,
  deep: { value: 1 },
}
const block = (options: string, body: string) =>
  `{% blocktranslate ${options} %}${body}{% endblocktranslate %}`

// The outputs are those of Django 5.2.
describe('{% blocktranslate %}', () => {
  it.each([
    ['', 'a b', 'A B'],
    ['', 'Hello {{ name }}', 'Hallo, &lt;Ada&gt;!'],
    ['', '{{ name }}{{name}} <b>', '&lt;Ada&gt;&lt;Ada&gt; <b>'],
    ['', '50% off', '50% Rabatt'],
    ['', '100% %s %(name)s %%', '100% %s %(name)s %%'],
    [
      '',
      '{{ number }} {{ half }} {{ list }} {{ safe }} {{ nothing }}',
      '5 1,5 [1, &#x27;a&#x27;] <i> None',
    ],
    ['', '[{{ missing }}]', '[]'],
    ['', '[{{ deep.value }}{{ name|upper }}{{ "text" }}{{ 5 }}]', '[]'],
    ['', '{{ True }}{{ f(x) }}', 'True'],
    ['', 'first\r\nsecond', 'erste\nzweite'],
    ['', 'x\r\ny', 'x\ny'],
    ['', '', ''],
    ['with name=other', 'Hello {{ name }}', 'Hallo, O&#x27;Hara!'],
    ['with name=other|upper x=name', 'Hello {{ name }}{{ x }}', 'Hello O&#x27;HARA&lt;Ada&gt;'],
    ['with other as name', 'Hello {{ name }}', 'Hallo, O&#x27;Hara!'],
    ['with other as name and number as n', '{{ name }}{{ n }}', 'O&#x27;Hara5'],
    ['with name="<i>"', 'Hello {{ name }}', 'Hallo, <i>!'],
    ['with a=1 a=2', '{{ a }}', '2'],
    ['context "menu"', 'File', 'Datei'],
    ['context missing', 'File', 'File'],
    ['context "menu"', 'x\r\ny', 'x\r\ny'],
    ['trimmed', '\n  a\n\n  b\n', 'A B'],
    ['trimmed', ' \n ', ''],
    ['', '\n  a\n\n  b\n', '\n  a\n\n  b\n'],
    ['', 'wrong {{ name }}', 'wrong &lt;Ada&gt;'],
    ['', 'stray {{ name }}', 'stray &lt;Ada&gt;'],
  ])('%s: %j shows %j', (options, body, shown) => {
    expect(drawFor(block(options, body), context)).toBe(shown)
    expect(drawFor(`${block(`${options} asvar t`, body)}[{{ t }}]`, context)).toBe(`[${shown}]`)
  })

  it('escapes values only where that is on', () => {
    const text = `{% autoescape off %}${block('', 'Hello {{ name }}')}{% endautoescape %}`
    expect(drawFor(text, context)).toBe('Hallo, <Ada>!')
  })

  it('keeps its names to itself', () => {
    const text = `${block('with name=other', '{{ name }}')}{{ name }}`
    expect(drawFor(text, context)).toBe('O&#x27;Hara&lt;Ada&gt;')
    expect(drawFor(`${block('with x=other asvar t', '{{ x }}')}[{{ x }}]`, context)).toBe('[]')
  })

  it('takes its context from outside of its names', () => {
    const text = block('with kind="menu" context kind', 'File')
    expect(drawFor(text, { kind: 'verb' })).toBe('Ablegen')
  })
})

describe('{% blocktranslate count %}', () => {
  const counted = (options: string) => block(options, '{{ n }} book{% plural %}{{ n }} books')

  it.each([
    ['de', 1, '1 Buch'],
    ['de', 0, '0 Bücher'],
    ['de', 1234.5, '1234,5 Bücher'],
    ['de', true, 'True Buch'],
    ['de', 2n ** 70n, `${2n ** 70n} Bücher`],
    ['fr', 0, '0 livre'],
    ['fr', 2, '2 livres'],
    ['en', 1, '1 book'],
    ['en', 2, '2 books'],
  ])('for %s and %s shows %j', (locale, value, shown) => {
    for (const options of ['count n=value', 'count value as n', 'with v=value count n=v']) {
      expect(drawFor(counted(options), { value }, { env: { locale } })).toBe(shown)
    }
  })

  it('takes a context, a name and a body of several lines', () => {
    expect(drawFor(counted('count n=2 context "shop"'))).toBe('2 Bände')
    expect(drawFor(`${counted('count n=2 asvar t')}[{{ t }}]`)).toBe('[2 Bücher]')
    expect(
      drawFor(block('count n=2 trimmed', '\n{{ n }} book\n{% plural %}\n{{ n }} books\n')),
    ).toBe('2 Bücher')
  })

  it('has the variables of both its parts', () => {
    const text = block('count n=2', 'one of {{ a }}{% plural %}{{ n }} of {{ b }}')
    expect(drawFor(text, { a: 'A', b: 'B' })).toBe('2 of B')
  })

  it.each([['1'], [null], [undefined], [[1]]])('is refused for %j, which is no number', (value) => {
    const found = refusalFor(counted('count n=value'), { value })
    expect(found.code).toBe('tag_value')
    expect(found.message).toContain('counts by "n", which has to be a number')
  })
})

describe('is refused', () => {
  it.each([
    ['{% blocktranslate with %}', '1:19'],
    ['{% blocktranslate with a %}', '1:19'],
    ['{% blocktranslate with a=1 with b=2 %}', '1:28'],
    ['{% blocktranslate with a=1 and b=2 %}', '1:28'],
    ['{% blocktranslate count %}', '1:19'],
    ['{% blocktranslate count a %}', '1:19'],
    ['{% blocktranslate count a=1 b=2 %}', '1:19'],
    ['{% blocktranslate trimmed trimmed %}', '1:27'],
    ['{% blocktranslate context %}', '1:19'],
    ['{% blocktranslate asvar %}', '1:19'],
    ['{% blocktranslate nonsense %}', '1:19'],
  ])('%s', (text, at) => {
    const found = refusalFor(`${text}a{% plural %}b{% endblocktranslate %}`)
    expect(found).toMatchObject({ code: 'tag_arguments', at })
  })

  it.each([
    ['a{% if x %}b{% endif %}{% endblocktranslate %}', '1:22'],
    ['a{# note #}b{% endblocktranslate %}', '1:22'],
    ['a{% comment %}b{% endcomment %}{% endblocktranslate %}', '1:22'],
    ['a{% verbatim %}b{% endverbatim %}{% endblocktranslate %}', '1:22'],
    ['a{% plural %}b{% endblocktranslate %}', '1:22'],
    ['a{% endblocktrans %}', '1:22'],
    ['a{% endblocktranslate x %}', '1:22'],
    ['a{{ b) }}{% endblocktranslate %}', '1:22'],
  ])('with the body %s', (body, at) => {
    expect(refusalFor(`{% blocktranslate %}${body}`)).toMatchObject({ code: 'message_body', at })
  })

  it('without a plural to count', () => {
    const found = refusalFor('{% blocktranslate count n=1 %}a{% endblocktranslate %}')
    expect(found).toMatchObject({ code: 'message_body', at: '1:32' })
    expect(found.message).toContain('{% plural %}')
  })

  it('when it is never closed', () => {
    expect(refusalFor('{% blocktrans %}a{{ b }}')).toMatchObject({
      code: 'tag_not_closed',
      at: '1:1',
      message: '{% blocktrans %} is never closed. Add {% endblocktrans %}.',
    })
  })
})
