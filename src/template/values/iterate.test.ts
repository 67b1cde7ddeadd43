import { describe, expect, it } from 'vitest'
import { markSafe } from './safe-string.ts'
import { toItems, unpack } from './iterate.ts'

describe('toItems', () => {
  it('returns an array itself', () => {
    const list = [1, 2]
    expect(toItems(list)).toBe(list)
  })

  it('walks through text by characters, mappings by keys, and other iterables to their end', () => {
    expect(toItems('a😀')).toEqual(['a', '😀'])
    expect(toItems(markSafe('ab'))).toEqual(['a', 'b'])
    expect(toItems(new Map([['k', 1]]))).toEqual(['k'])
    expect(toItems({ a: 1, b: 2 })).toEqual(['a', 'b'])
    expect(toItems(new Set([3, 4]))).toEqual([3, 4])
    expect(
      toItems(
        (function* () {
          yield 1
          yield 2
        })(),
      ),
    ).toEqual([1, 2])
  })

  it('takes nothing for an empty list', () => {
    expect(toItems(null)).toEqual([])
    expect(toItems(undefined)).toEqual([])
  })

  it('names what cannot be walked through', () => {
    expect(() => toItems(5)).toThrow('but this is the number 5')
    expect(() => toItems(new Date(0))).toThrow('but this is an instance of Date')
    expect(() => toItems(Promise.resolve([]))).toThrow('Await it in the view')
  })
})

describe('unpack', () => {
  it('takes lists, text and mappings apart', () => {
    expect(unpack([1, 2], 2)).toEqual([1, 2])
    expect(unpack('ab', 2)).toEqual(['a', 'b'])
    expect(unpack({ x: 1, y: 2 }, 2)).toEqual(['x', 'y'])
  })

  it('says how many values it needs and how many there are', () => {
    expect(() => unpack([1, 2, 3], 2)).toThrow('Need 2 values to unpack in for loop; got 3.')
    expect(() => unpack([1], 2)).toThrow('Need 2 values to unpack in for loop; got 1.')
    expect(() => unpack(5, 2)).toThrow('Need 2 values to unpack in for loop; got 1.')
  })
})
