import { expect, it } from 'vitest'
import { compare } from './compare.ts'
import { toItems, unpack } from './iterate.ts'
import { lookup } from './lookup.ts'
import { Tuple } from './tuple.ts'
import { isTruthy } from './truth.ts'
import { toText } from './text.ts'

it('prints in round brackets, with a comma after a single item', () => {
  expect(toText(Tuple.of<unknown>(1, 'a', null))).toBe("(1, 'a', None)")
  expect(toText(Tuple.of(1))).toBe('(1,)')
  expect(toText(Tuple.of())).toBe('()')
  expect(toText([Tuple.of(1, 2)])).toBe('[(1, 2)]')
})

it('equals tuples, and no list', () => {
  expect(compare('==', Tuple.of(1, 2), Tuple.from([1, 2]))).toBe(true)
  expect(compare('==', Tuple.of(1, 2), [1, 2])).toBe(false)
  expect(compare('<', Tuple.of(1, 2), Tuple.of(1, 3))).toBe(true)
  expect(compare('<', Tuple.of(1, 2), [1, 3])).toBe(false)
})

it('is walked, taken apart and reached into like a list', () => {
  expect(toItems(Tuple.of(1, 2))).toEqual([1, 2])
  expect(unpack(Tuple.of(1, 2), 2)).toEqual([1, 2])
  expect(lookup(Tuple.of('a', 'b'), '1')).toBe('b')
  expect(isTruthy(Tuple.of())).toBe(false)
})
