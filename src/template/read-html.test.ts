import { expect, it } from 'vitest'
import { readAttribute, readLines, readText } from './read-html.ts'

it.each([
  ['a &amp; b &lt;c&gt; &copy;', 'a & b <c> ©', 'a & b <c> ©'],
  ['?a=1&copy=2', '?a=1©=2', '?a=1&copy=2'],
  ['&copy', '©', '©'],
  ['&unknown; & &#65; &#x41;', '&unknown; & A A', '&unknown; & A A'],
  ['a\r\nb\rc&#13;', 'a\nb\nc\r', 'a\nb\nc\r'],
])('reads %j as a browser does, between tags and in an attribute', (html, text, value) => {
  expect([readText(html), readAttribute(html)]).toEqual([text, value])
})

it('takes every line end for the same', () => {
  expect(readLines('a\r\n\rb\n')).toBe('a\n\nb\n')
})
