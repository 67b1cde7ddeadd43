import { describe, expect, it } from 'vitest'
import { lex } from './lexer.ts'

const pieces = (source: string) => lex(source, 'a.html').map(({ kind, content }) => [kind, content])

describe('a template is cut into', () => {
  it('text, values and tags, trimmed', () => {
    expect(pieces('a {{  b }} c{% if d   %}')).toEqual([
      ['text', 'a '],
      ['output', 'b'],
      ['text', ' c'],
      ['tag', 'if d'],
    ])
  })

  it('nothing where a comment stands', () => {
    expect(pieces('a{# {{ b }} {% c %} #}d')).toEqual([
      ['text', 'a'],
      ['text', 'd'],
    ])
  })

  it('text where a delimiter spans lines', () => {
    const source = '{{ a\n}} {% b\n%} {# c\n#}'
    expect(pieces(source)).toEqual([['text', source]])
  })

  it('text where a delimiter is never closed', () => {
    expect(pieces('{{ a {% b')).toEqual([['text', '{{ a {% b']])
  })

  it('the shortest pieces', () => {
    expect(pieces('{{ a }}}} {{ {{ b }}')).toEqual([
      ['output', 'a'],
      ['text', '}} '],
      ['output', '{{ b'],
    ])
  })

  it('pieces that know their place', () => {
    const source = 'a\n{{ b }}'
    const [, output] = lex(source, 'a.html')
    expect(output!.at).toEqual({ file: 'a.html', source, start: 2, end: 9 })
  })
})

describe('{% verbatim %}', () => {
  it('makes text of everything up to its end', () => {
    expect(pieces('{% verbatim %}{{ a }}{# b #}{% c %}{% endverbatim %}{{ d }}')).toEqual([
      ['text', '{{ a }}{# b #}{% c %}'],
      ['output', 'd'],
    ])
  })

  it('ends with the name that it began with', () => {
    expect(pieces('{% verbatim x %}{% endverbatim %}{{ a }}{% endverbatim x %}')).toEqual([
      ['text', '{% endverbatim %}{{ a }}'],
    ])
  })

  it('must end', () => {
    expect(() => pieces('\n{% verbatim %}{{ a }}')).toThrow(
      /verbatim %} is never closed\. Add {% endverbatim %}\.[^]*a\.html:2:1/,
    )
  })

  it('is another tag where its name goes on', () => {
    expect(pieces('{% verbatimly %}')).toEqual([['tag', 'verbatimly']])
  })
})
