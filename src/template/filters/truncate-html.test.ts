import { describe, expect, it } from 'vitest'
import { environment } from '../values/env.ts'
import { markSafe } from '../values/safe-string.ts'
import { applyFilter, filters } from './index.ts'

function run(name: string, value: unknown, argument: unknown): unknown {
  return applyFilter(filters.get(name)!, value, argument, environment())
}

const html = '<p>one <a href="#">two - three <br>four</a> five</p>'

describe('truncatechars_html', () => {
  function cut(value: string, length: unknown): unknown {
    return run('truncatechars_html', value, length)
  }

  it('counts characters outside of tags, and closes what is open', () => {
    expect(cut(html, 4)).toBe('<p>one…</p>')
    expect(cut(html, 9)).toBe('<p>one <a href="#">two …</a></p>')
    expect(cut(html, 100)).toBe(html)
    expect(cut('<b>a<i>bc</b>d', '2')).toBe('<b>a<i>…</i></b>')
    expect(cut('a<b/>c<img>d', 2)).toBe('a<b/></b>…')
  })

  it('leaves a text alone that is just as long as allowed', () => {
    expect(cut('abc', 3)).toBe('abc')
    expect(cut('a<b>b</b>c', 3)).toBe('a<b>b</b>c')
    expect(cut('abcd', 3)).toBe('ab…')
  })

  it('counts a reference as the one character it stands for', () => {
    expect(cut('&lt;&amp;&copy; x y', 4)).toBe('&lt;&amp;©…')
    expect(cut('😀😀😀😀', 3)).toBe('😀😀…')
  })

  it('never turns text into a tag', () => {
    expect(cut('"<i></i>&lt&gt;b ', 4)).not.toMatch(/<b|<>/)
    expect(String(cut('"<b></b>&ltx&gt;', 4))).not.toContain('<x>')
  })

  it('gives nothing for no length, and the value for a bad one', () => {
    expect(cut(html, 0)).toBe('')
    expect(cut(html, -1)).toBe('')
    expect(cut(html, 'x')).toBe(html)
    expect(() => cut(html, null)).toThrow('"truncatechars_html" needs a whole number')
  })
})

describe('truncatewords_html', () => {
  function cut(value: string, count: unknown): unknown {
    return run('truncatewords_html', value, count)
  }

  it('counts words outside of tags, and closes what is open', () => {
    expect(cut(html, 0)).toBe('')
    expect(cut(html, 2)).toBe('<p>one <a href="#">two …</a></p>')
    expect(cut(html, 5)).toBe('<p>one <a href="#">two - three <br>four</a> …</p>')
    expect(cut('<p>one two</p>', 9)).toBe('<p>one two</p>')
    expect(cut('<p>string</p>', 'a')).toBe('<p>string</p>')
  })

  it('escapes the text that it writes', () => {
    expect(cut('&lt;b&gt; "c" d', 2)).toBe('&lt;b&gt; &quot;c&quot; …')
  })
})

it('keep a safe string safe, and no other', () => {
  expect(run('truncatechars_html', markSafe('<b>abc</b>'), 2)).toEqual(markSafe('<b>a…</b>'))
  expect(run('truncatewords_html', '<b>a b</b>', 1)).toBe('<b>a …</b>')
})

it('takes time in proportion to the text', () => {
  for (const name of ['truncatechars_html', 'truncatewords_html']) {
    for (const part of ['<', '<a ', '<a b="', '<b>', '&', '&amp;', ' a', '</', '<!--', '<i/>']) {
      const start = performance.now()
      run(name, part.repeat(50_000), 1_000_000)
      expect(performance.now() - start, `${name} ${part}`).toBeLessThan(2000)
    }
  }
})
