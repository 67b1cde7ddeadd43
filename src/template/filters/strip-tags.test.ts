import { expect, it } from 'vitest'
import { environment } from '../values/env.ts'
import { markSafe } from '../values/safe-string.ts'
import { applyFilter, filters } from './index.ts'

function stripped(value: unknown): unknown {
  return applyFilter(filters.get('striptags')!, value, undefined, environment())
}

it('removes tags, comments and declarations, and keeps the text of scripts', () => {
  const cases: [string, string][] = [
    ['a <b>bold</b> <br/>c<hr>', 'a bold c'],
    ['<a href="x>y" title=\'>\'>z</a>', 'z'],
    ['a<!-- b --\n>c<!doctype html>d<?e?>f', 'acdf'],
    ['<script>if (a < b) c</script>d', 'if (a < b) cd'],
    ['</ p>x</>y</1>z', 'xyz'],
    ['<![CDATA[a]]>b<![if x]>c<![endif]>d', 'bcd'],
  ]
  for (const [html, text] of cases) expect(stripped(html), html).toBe(text)
})

it('keeps what only looks like a tag', () => {
  for (const text of ['a < b > c', '<', 'x <3 y>', '<>', 'a<b', '1<2>0', 'a > b']) {
    expect(stripped(text), text).toBe(text)
  }
})

it('removes tags that appear when others are removed', () => {
  expect(stripped('<<b>script>x<</b>/script>')).toBe('x')
  expect(stripped('<b>x</b> &lt; <<i>y')).toBe('x &lt; <y')
})

it('keeps references as they are, with a semicolon', () => {
  expect(stripped('a &amp b &#65 &copy; <i>')).toBe('a &amp; b &#65; &copy; ')
  expect(stripped('&gotcha&#;<>')).toBe('&gotcha&#;<>')
})

it('reads attributes as leniently as browsers and Python do', () => {
  const cases: [string, string][] = [
    ['<a b=c d=\'e>f\' g="h>i">j', 'j'],
    ['<a b = "c>" d>e', 'e'],
    ['<a/b//c />d', 'd'],
    ['<a b=="c>d', 'd'],
    ["<a b= 'c>d e>f", 'd e>f'],
    ['<a\0b>c', '<a\0b>c'],
    ['<i></i><a b="x>y', '<a b="x>y'],
  ]
  for (const [html, text] of cases) expect(stripped(html), html).toBe(text)
})

it('leaves a safe string safe', () => {
  expect(stripped(markSafe('<b>x</b>'))).toEqual(markSafe('x'))
})

it('refuses tags that are nested on purpose', () => {
  expect(() => stripped(`${'<a'.repeat(600)}>`)).toThrow('nested too deep')
  expect(() => stripped('<'.repeat(60) + 'a>'.repeat(60))).toThrow('nested too deep')
})

it('takes time in proportion to the text', () => {
  const parts = [
    '<',
    '<>',
    '<a',
    '<a ',
    "<a b='",
    '<x/a=',
    '<!--',
    '<!--x>',
    '<![cdata[>',
    '</a ',
    '&',
    '&#',
  ]
  for (const part of [...parts, '<script>', '<a b="><c d=\'>', '<a ><', ' ', ']']) {
    for (const text of [part.repeat(40_000), `${part.repeat(40_000)}>`]) {
      const start = performance.now()
      try {
        stripped(text)
      } catch (error) {
        expect(error).toMatchObject({ code: 'suspicious_markup' })
      }
      expect(performance.now() - start, part).toBeLessThan(2000)
    }
  }
})
