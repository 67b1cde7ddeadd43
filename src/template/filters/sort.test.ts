import { describe, expect, it } from 'vitest'
import { environment } from '../values/env.ts'
import { Tuple } from '../values/tuple.ts'
import { applyFilter, filters } from './index.ts'

function sorted(value: unknown, by: unknown, name = 'dictsort'): unknown {
  return applyFilter(filters.get(name)!, value, by, environment())
}

const ann = { name: 'Ann', age: 30, home: { city: 'Rome' } }
const bob = { name: 'Bob', age: 20, home: { city: 'Oslo' } }
const cat = { name: 'Cat', age: 30, home: { city: 'Bonn' } }

describe('dictsort', () => {
  it('sorts by a key, and leaves equal items as they stand', () => {
    expect(sorted([ann, bob, cat], 'age')).toEqual([bob, ann, cat])
    expect(sorted([ann, bob, cat], 'age', 'dictsortreversed')).toEqual([ann, cat, bob])
    expect(sorted([ann, bob, cat], 'home.city')).toEqual([cat, bob, ann])
  })

  it('sorts by the getters and fields of objects, and by the keys of maps', () => {
    class Book {
      readonly #title: string
      constructor(title: string) {
        this.#title = title
      }
      get title(): string {
        return this.#title
      }
    }
    const [a, b] = [new Book('a'), new Book('b')]
    expect(sorted([b, a], 'title')).toEqual([a, b])
    const maps = [new Map([['x', 2]]), new Map([['x', 1]])]
    expect(sorted(maps, 'x')).toEqual([maps[1], maps[0]])
  })

  it('sorts lists by a position', () => {
    expect(
      sorted(
        [
          ['b', 1],
          ['a', 2],
        ],
        0,
      ),
    ).toEqual([
      ['a', 2],
      ['b', 1],
    ])
    expect(sorted([Tuple.of<unknown>('b', 1), Tuple.of<unknown>('a', 2)], -1)).toEqual([
      ['b', 1],
      ['a', 2],
    ])
    expect(sorted([['b'], ['a']], '0')).toBe('')
    expect(() => sorted([['b'], []], 0)).toThrow('an index that every item has')
  })

  it('gives empty text where a key is missing or values have no order', () => {
    expect(sorted([ann, { name: 'x' }], 'age')).toBe('')
    expect(sorted([{ a: 1 }, { a: 'x' }], 'a')).toBe('')
    expect(sorted([{ a: 1 }, { a: null }], 'a')).toBe('')
    for (const value of [5, null, 'text', { a: 1 }]) expect(sorted(value, 'age')).toBe('')
  })

  it('reaches neither private names nor what objects inherit', () => {
    for (const name of ['_x', 'a._x', 'constructor', 'toString', '__proto__', 'constructor.name']) {
      expect(sorted([ann, bob], name), name).toBe('')
    }
  })
})
