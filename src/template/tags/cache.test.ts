import { describe, expect, it } from 'vitest'
import { drawFor, refusalFor } from '../../../test/support/readers.ts'
import { refusal } from '../../../test/support/templates.ts'
import { type FragmentCache, MemoryFragmentCache } from '../fragment-cache.ts'

describe('a fragment', () => {
  const drawTwice = (text: string, first: object, second: object, cache: FragmentCache) =>
    [first, second].map((context) => drawFor(text, { ...context }, { cache }))

  it('is rendered once while its time lasts', () => {
    let nowMs = 0
    const cache = new MemoryFragmentCache({ now: () => nowMs })
    const text = '{% cache 10 side %}<b>{{ v }}</b>{% endcache %}'
    expect(drawTwice(text, { v: 1 }, { v: 2 }, cache)).toEqual(['<b>1</b>', '<b>1</b>'])
    nowMs = 10_000
    expect(drawFor(text, { v: 3 }, { cache })).toBe('<b>3</b>')
  })

  it.each(['{% csrf_token %}', '{{ request.path }}', '{% if x %}{{ dj_view_id }}{% endif %}'])(
    'of a page holds nothing of one reader alone, such as %s',
    (own) => {
      expect(refusal(`{% load cache %}{% cache 9 a %}${own}{% endcache %}`).code).toBe(
        'cached_own_name',
      )
    },
  )

  it.each([
    ['{% cache None a %}{{ v }}{% endcache %}', '1'],
    ['{% cache "5" a %}{{ v }}{% endcache %}', '1'],
    ['{% cache 1.5 a %}{{ v }}{% endcache %}', '1'],
    ['{% cache seconds a %}{{ v }}{% endcache %}', '1'],
    ['{% cache 0 a %}{{ v }}{% endcache %}', '2'],
    ['{% cache -1 a %}{{ v }}{% endcache %}', '2'],
    ['{% cache 5 a v %}{{ v }}{% endcache %}', '2'],
    ['{% cache 5 a v|length %}{{ v }}{% endcache %}', '1'],
  ])('%s is then %s', (text, second) => {
    const cache = new MemoryFragmentCache()
    const [, drawn] = drawTwice(text, { v: '1', seconds: 5 }, { v: '2', seconds: 5 }, cache)
    expect(drawn).toBe(second)
  })

  it('is told apart by its name, by each value, and by the reader', () => {
    const cache = new MemoryFragmentCache()
    const text = (arguments_: string) => `{% cache 5 ${arguments_} %}{{ v }}{% endcache %}`
    const draws = [
      drawFor(text('a'), { v: 1 }, { cache }),
      drawFor(text('b'), { v: 2 }, { cache }),
      drawFor(text('a "x" "y"'), { v: 3 }, { cache }),
      drawFor(text('a "x:y"'), { v: 4 }, { cache }),
      drawFor(text('a'), { v: 5 }, { cache, env: { locale: 'fr' } }),
      drawFor(text('a'), { v: 6 }, { cache, env: { timeZone: 'UTC' } }),
      drawFor(text('a'), { v: 7 }, { cache, env: { autoescape: false } }),
      drawFor(text('a missing'), { v: 8 }, { cache }),
    ]
    expect(draws).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
    expect(drawFor(text('a'), { v: 9 }, { cache })).toBe('1')
  })

  it('is not shared by objects that look the same as text', () => {
    class User {
      readonly name: string

      constructor(name: string) {
        this.name = name
      }
    }
    const text = '{% cache 5 hello v %}{{ v.name }}{% endcache %}'
    for (const v of [new User('Ada'), [new User('Ada')], new Map([['user', new User('Ada')]])]) {
      expect(refusalFor(text, { v })).toMatchObject({
        code: 'tag_value',
        message: expect.stringContaining('an instance of User'),
      })
    }
    const cache = new MemoryFragmentCache()
    const [ada, bo] = drawTwice(text, { v: { name: 'Ada' } }, { v: { name: 'Bo' } }, cache)
    expect([ada, bo]).toEqual(['Ada', 'Bo'])
  })

  it('is one for all rounds of a loop that do not tell it apart', () => {
    const text = '{% for v in l %}{% cache 5 a %}{{ v }}{% endcache %}{% endfor %}'
    expect(drawFor(text, { l: [1, 2, 3] })).toBe('111')
  })

  it('may be in another cache', () => {
    const other = new MemoryFragmentCache()
    const main = new MemoryFragmentCache()
    const cache: FragmentCache = {
      get: (key) => main.get(key),
      set: (...fragment) => main.set(...fragment),
      named: (name) => (name === 'other' ? other : undefined),
    }
    const draw = (using: string, v: number) =>
      drawFor(`{% cache 5 a ${using} %}{{ v }}{% endcache %}`, { v, which: 'other' }, { cache })
    const draws = [
      draw('', 1),
      draw('using="other"', 2),
      draw('using=which', 3),
      draw('using="default"', 4),
    ]
    expect(draws).toEqual(['1', '2', '2', '1'])
  })
})

it.each([
  ['{% cache %}{% endcache %}', 'tag_arguments'],
  ['{% cache 5 %}{% endcache %}', 'tag_arguments'],
  ['{% cache 5 a %}', 'tag_not_closed'],
  ['{% cache "soon" a %}{% endcache %}', 'tag_value'],
  ['{% cache missing a %}{% endcache %}', 'tag_value'],
  ['{% cache 5 a using="none" %}{% endcache %}', 'unknown_cache'],
])('%s is refused', (text, code) => {
  expect(refusalFor(text).code).toBe(code)
})
