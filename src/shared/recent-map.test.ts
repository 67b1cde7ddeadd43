import { expect, it } from 'vitest'
import { RecentMap } from './recent-map.ts'

it('keeps what was used last', () => {
  const map = new RecentMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.get('a')
  map.set('c', 3)
  expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([1, undefined, 3])
})

it('counts a key once, however often it is set', () => {
  const map = new RecentMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.set('b', 3)
  expect(['a', 'b'].map((key) => map.get(key))).toEqual([1, 3])
})
