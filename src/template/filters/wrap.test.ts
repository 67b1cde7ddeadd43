import { expect, it } from 'vitest'
import { environment } from '../values/env.ts'
import { applyFilter, filters } from './index.ts'

function wrapped(text: string, width: unknown): unknown {
  return applyFilter(filters.get('wordwrap')!, text, width, environment())
}

it('breaks lines at spaces, which the break takes the place of', () => {
  expect(wrapped('one two three four', 7)).toBe('one two\nthree\nfour')
  expect(wrapped('one two three four', '8')).toBe('one two\nthree\nfour')
  expect(wrapped('a   b   c', 5)).toBe('a   b\nc')
})

it('keeps the lines that are there, and spaces at their start', () => {
  expect(wrapped('a b\r\nc\n\n  d e f\n', 5)).toBe('a b\nc\n\n  d e\nf\n')
  expect(wrapped('   \nx', 2)).toBe('   \nx')
})

it('does not break a word, however long', () => {
  expect(wrapped('a extraordinary b', 5)).toBe('a\nextraordinary\nb')
  expect(wrapped('well-known-thing', 4)).toBe('well-known-thing')
})

it('counts characters, and tabs as the spaces they stand for', () => {
  expect(wrapped('😀😀 😀😀', 5)).toBe('😀😀 😀😀')
  expect(wrapped('a\tb c', 9)).toBe('a       b\nc')
})

it('refuses a width that is none', () => {
  expect(() => wrapped('a', 0)).toThrow('a width of at least 1')
  expect(() => wrapped('a', 'x')).toThrow('"wordwrap" needs a whole number')
  expect(wrapped('', 0)).toBe('')
})
