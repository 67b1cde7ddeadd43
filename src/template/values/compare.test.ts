import { describe, expect, it } from 'vitest'
import { compare, equals, less, type Operator } from './compare.ts'
import { Float } from './float.ts'
import { markSafe } from './safe-string.ts'

function holds(a: unknown, operator: Operator, b: unknown): boolean {
  return compare(operator, a, b)
}

describe('equality', () => {
  it('compares numbers of all kinds by value, and true as 1', () => {
    expect(holds(1, '==', 1n)).toBe(true)
    expect(holds(1, '==', true)).toBe(true)
    expect(holds(new Float(1), '==', 1)).toBe(true)
    expect(holds(2 ** 53, '==', 2n ** 53n + 1n)).toBe(false)
    expect(holds(Number.NaN, '==', Number.NaN)).toBe(false)
    expect(holds(Number.NaN, '!=', Number.NaN)).toBe(true)
  })

  it('never takes text for a number', () => {
    expect(holds('1', '==', 1)).toBe(false)
    expect(holds(1, '==', '1')).toBe(false)
    expect(holds('', '==', 0)).toBe(false)
    expect(holds('', '==', false)).toBe(false)
  })

  it('takes missing and null for the same', () => {
    expect(holds(undefined, '==', null)).toBe(true)
    expect(holds(undefined, 'is', null)).toBe(true)
    expect(holds(null, '==', 0)).toBe(false)
    expect(holds(null, '==', '')).toBe(false)
    expect(holds(null, 'is not', false)).toBe(true)
  })

  it('compares collections by their contents', () => {
    expect(equals([1, ['a']], [1n, ['a']])).toBe(true)
    expect(equals([1, 2], [1])).toBe(false)
    expect(equals({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true)
    expect(equals({ a: 1 }, { a: 1, b: 2 })).toBe(false)
    expect(equals({ a: 1 }, new Map([['a', 1]]))).toBe(true)
    expect(equals(new Set([1, 2]), new Set([2, 1]))).toBe(true)
    expect(equals(new Set([1]), new Set([2]))).toBe(false)
    expect(equals([], {})).toBe(false)
  })

  it('compares safe strings by their text, dates by their time, other objects by identity', () => {
    class Row {}
    const row = new Row()
    expect(equals(markSafe('a'), 'a')).toBe(true)
    expect(equals(new Date(5), new Date(5))).toBe(true)
    expect(equals(new Date(5), new Date(6))).toBe(false)
    expect(equals(row, row)).toBe(true)
    expect(equals(row, new Row())).toBe(false)
  })
})

describe('order', () => {
  it('orders numbers, text, dates and lists', () => {
    expect(holds(2, '<', 10n)).toBe(true)
    expect(holds(true, '>=', 1)).toBe(true)
    expect(holds('10', '<', '9')).toBe(true)
    expect(holds(new Date(1), '<', new Date(2))).toBe(true)
    expect(holds([1, 2], '<', [1, 3])).toBe(true)
    expect(holds([1], '<=', [1])).toBe(true)
    expect(holds([1], '<', [1, 0])).toBe(true)
  })

  it('orders text by code points', () => {
    expect(less('\uffff', '😀')).toBe(true)
    expect(less('😀', '\uffff')).toBe(false)
    expect(less('a', 'ab')).toBe(true)
  })

  it('is false in every direction for what has no order', () => {
    for (const operator of ['<', '<=', '>', '>='] as const) {
      expect(holds(1, operator, '1'), operator).toBe(false)
      expect(holds(null, operator, null), operator).toBe(false)
      expect(holds({}, operator, {}), operator).toBe(false)
      expect(holds(Number.NaN, operator, 1), operator).toBe(false)
      expect(holds([1], operator, ['a']), operator).toBe(false)
    }
    expect(() => less(null, 1)).toThrow(TypeError)
  })
})

describe('membership', () => {
  it('finds equal items, keys and parts of text', () => {
    expect(holds(1, 'in', [2, 1n])).toBe(true)
    expect(holds([1], 'in', [[1]])).toBe(true)
    expect(holds('b', 'in', 'abc')).toBe(true)
    expect(holds('', 'in', 'abc')).toBe(true)
    expect(holds('a', 'in', { a: undefined })).toBe(true)
    expect(holds(1, 'in', { 1: 'a' })).toBe(true)
    expect(holds('a', 'in', new Map([['a', 1]]))).toBe(true)
    expect(holds(markSafe('a'), 'in', new Set(['a']))).toBe(true)
    expect(holds('toString', 'in', {})).toBe(false)
    expect(holds('1', 'in', [1])).toBe(false)
    expect(holds(3, 'not in', [1])).toBe(true)
  })

  it('is false, also negated, where nothing can be in', () => {
    for (const operator of ['in', 'not in'] as const) {
      expect(holds(1, operator, null), operator).toBe(false)
      expect(holds(1, operator, 5), operator).toBe(false)
      expect(holds(1, operator, 'abc'), operator).toBe(false)
    }
  })
})

it('says to await a promise', () => {
  expect(() => compare('==', Promise.resolve(1), new Date())).toThrow('Await it in the view')
  expect(() => compare('<', Promise.resolve(1), 2)).toThrow('Await it in the view')
})

it('compares decimal numbers by their exact values', () => {
  const decimal = (text: string) => ({ toFixed: () => text })
  expect(holds(decimal('1.50'), '==', 1.5)).toBe(true)
  expect(holds(decimal('12345678901234567890.1'), '<', decimal('12345678901234567890.2'))).toBe(
    true,
  )
  expect(holds(decimal('0.1'), '<', 0.1)).toBe(true)
  expect(holds(decimal('1'), '==', 1n)).toBe(true)
  expect(holds(decimal('1'), '==', '1')).toBe(false)
})

it('orders sets by what they include', () => {
  const [a, ab, c] = [new Set(['a']), new Set(['a', 'b']), new Set(['c'])]
  expect(holds(a, '<', ab)).toBe(true)
  expect(holds(ab, '>=', a)).toBe(true)
  expect(holds(a, '<=', new Set(['a']))).toBe(true)
  expect(holds(a, '<', c) || holds(a, '>=', c)).toBe(false)
})

it('does not look for a collection among keys', () => {
  expect(holds([1], 'not in', { a: 1 })).toBe(false)
  expect(holds([1], 'not in', new Set([1]))).toBe(false)
  const item = { id: 1 }
  expect(holds(item, 'in', new Set([item]))).toBe(true)
  expect(holds({ id: 2 }, 'not in', new Set([item]))).toBe(true)
})
