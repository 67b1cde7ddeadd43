import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sanitizeForLog, visible } from './visible.ts'

it('leaves what can be seen as it is', () => {
  expect(visible('a "b" \\ c\tÄ 漢字 🙂')).toBe('a "b" \\ c\tÄ 漢字 🙂')
})

it.each([
  ['a line break', 'a\r\nb', 'a\\u{d}\\u{a}b'],
  ['a colour', '\u001b[31mred', '\\u{1b}[31mred'],
  ['a colour in one byte', '\u009b31mred', '\\u{9b}31mred'],
  ['a change of direction', '\u202egpj.exe', '\\u{202e}gpj.exe'],
  ['another kind of line break', 'a\u2028b', 'a\\u{2028}b'],
  ['half a character', 'a\ud800b', 'a\\u{d800}b'],
  ['nothing at all', 'a\u200bb\0', 'a\\u{200b}b\\u{0}'],
])('shows %s', (_, text, shown) => expect(visible(text)).toBe(shown))

it('ends somewhere', () => {
  expect(visible('x'.repeat(1_001))).toBe(`${'x'.repeat(1_000)}…`)
  expect(visible('abc', 2)).toBe('ab…')
})

it('is one line, whatever it is given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visible(text)).not.toMatch(/[\n\r\u0000-\u0008\u001b\u007f-\u009f\u2028\u2029]/)
    }),
  )
})

it('makes any value fit for a log', () => {
  expect(sanitizeForLog('a\nb\u001b[31m\u202ex')).toBe('a\\u{a}b\\u{1b}[31m\\u{202e}x')
  expect(sanitizeForLog({ a: ['\n'] })).toBe('{"a":["\\n"]}')
  expect([null, undefined, 5, 5n, Symbol('x')].map((value) => sanitizeForLog(value))).toEqual([
    'null',
    'undefined',
    '5',
    '5',
    'Symbol(x)',
  ])
  expect(sanitizeForLog('x'.repeat(600))).toBe(`${'x'.repeat(500)}…`)
  expect(sanitizeForLog('xyz', 2)).toBe('xy…')
  const circle: { self?: unknown } = {}
  circle.self = circle
  const hostile = {
    toJSON() {
      throw new Error('no')
    },
  }
  for (const value of [circle, hostile, Object.create(null), new Error('a\nb')])
    expect(sanitizeForLog(value)).not.toMatch(/\n/)
})
