import { describe, expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

const items = ['a', 'b', 'c']

describe('{% for %}', () => {
  it.each([
    ['{% for x in items %}{{ x }},{% endfor %}', 'a,b,c,'],
    ['{% for x in items reversed %}{{ x }}{% endfor %}', 'cba'],
    ['{% for x in nothing %}{{ x }}{% empty %}none{% endfor %}', 'none'],
    ['{% for x in missing %}{{ x }}{% empty %}none{% endfor %}', 'none'],
    ['{% for x in items %}{{ x }}{% empty %}none{% endfor %}', 'abc'],
    ['{% for x in text %}{{ x }}-{% endfor %}', 'x-😀-'],
    ['{% for key in mapping %}{{ key }}{% endfor %}', 'onetwo'],
    ['{% for key, value in mapping.items %}{{ key }}={{ value }} {% endfor %}', 'one=1 two=2 '],
    ['{% for key,value in pairs %}{{ key }}{{ value }}{% endfor %}', '1234'],
    ['{% for a , b in pairs reversed %}{{ a }}{{ b }}{% endfor %}', '3412'],
    ['{% for x in numbers %}{{ x }}{% endfor %}', '789'],
    ['{% for x in items|slice:":2" %}{{ x }}{% endfor %}', 'ab'],
    ['{% for x in items %}{{ x }}{% endfor %}{{ x }}{{ forloop.counter }}', 'abc'],
  ])('%s shows %j', (text, shown) => {
    const context = {
      items,
      nothing: [],
      text: 'x😀',
      mapping: { one: 1, two: 2 },
      pairs: [
        [1, 2],
        [3, 4],
      ],
      numbers: new Set([7, 8, 9]),
    }
    expect(draw(text, context)).toBe(shown)
  })

  it.each([
    ['counter', '123'],
    ['counter0', '012'],
    ['revcounter', '321'],
    ['revcounter0', '210'],
    ['first', 'TrueFalseFalse'],
    ['last', 'FalseFalseTrue'],
    ['length', '333'],
    ['other', ''],
    ['counter.more', ''],
  ])('knows forloop.%s', (field, shown) => {
    expect(draw(`{% for x in items %}{{ forloop.${field} }}{% endfor %}`, { items })).toBe(shown)
  })

  it('counts up through a reversed list', () => {
    expect(
      draw('{% for x in items reversed %}{{ forloop.counter }}{{ x }}{% endfor %}', { items }),
    ).toBe('1c2b3a')
  })

  it('reaches the loops around it', () => {
    const text = `{% for x in items %}{% for y in items %}{{ forloop.parentloop.counter }}.{{ forloop.counter }} {% endfor %}{% endfor %}`
    expect(draw(text, { items: ['a', 'b'] })).toBe('1.1 1.2 2.1 2.2 ')
    const deep = `{% for x in one %}{% for y in one %}{% for z in one %}{{ forloop.parentloop.parentloop.length }}{{ forloop.parentloop.parentloop.parentloop.length }}{% endfor %}{% endfor %}{% endfor %}`
    expect(draw(deep, { one: ['a'] })).toBe('1')
  })

  it('gives the loop to filters and conditions', () => {
    const text =
      '{% for x in items %}{% if not forloop.first %}, {% endif %}{{ forloop.counter|add:10 }}{% endfor %}'
    expect(draw(text, { items })).toBe('11, 12, 13')
  })

  it('reads its items once, in an inner scope of its own', () => {
    const text = '{% with x="outer" %}{% for x in items %}{{ x }}{% endfor %}{{ x }}{% endwith %}'
    expect(draw(text, { items })).toBe('abcouter')
  })

  it.each([
    ['{% for %}', '1:1'],
    ['{% for x items %}', '1:1'],
    ['{% for x in %}', '1:1'],
    ['{% for x in items backwards %}', '1:1'],
    ['{% for in items %}', '1:1'],
    ['{% for x y in items %}', '1:8'],
    ['{% for x.y in items %}', '1:8'],
    ['{% for x,, y in items %}', '1:8'],
    ['{% for _x in items %}', '1:8'],
  ])('is refused when written %s', (text, at) => {
    const found = refusal(`${text}{% endfor %}`)
    expect(found).toMatchObject({ code: 'tag_arguments', at })
    expect(found.message).toContain('{% for item in items %}')
  })

  it('says where a value cannot be walked through, or taken apart', () => {
    expect(refusal('\n{% for x in n %}{% endfor %}', { n: 5 })).toMatchObject({
      code: 'not_iterable',
      at: '2:13',
    })
    expect(refusal('{% for a, b in l %}{% endfor %}', { l: [[1, 2, 3]] })).toMatchObject({
      code: 'unpack_mismatch',
    })
  })
})
