import { expect, it } from 'vitest'
import { MemoryFragmentCache } from './fragment-cache.ts'

it('keeps a fragment for its seconds', () => {
  let nowMs = 1000
  const cache = new MemoryFragmentCache({ now: () => nowMs })
  cache.set('a', 'A', 10)
  cache.set('b', 'B', null)
  nowMs += 9_999
  expect([cache.get('a'), cache.get('b')]).toEqual(['A', 'B'])
  nowMs += 1
  expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 'B'])
  nowMs += 1e12
  expect(cache.get('b')).toBe('B')
})

it('keeps nothing for no time, and forgets what was there', () => {
  const cache = new MemoryFragmentCache()
  for (const seconds of [0, -1, Number.NaN]) {
    cache.set('a', 'A', 60)
    cache.set('a', 'B', seconds)
    expect(cache.get('a')).toBeUndefined()
  }
})

it('drops what was used longest ago when there are too many', () => {
  const cache = new MemoryFragmentCache({ maxEntries: 2 })
  cache.set('a', 'A', null)
  cache.set('b', 'B', null)
  cache.get('a')
  cache.set('c', 'C', null)
  expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual(['A', undefined, 'C'])
})

it('is never larger than it may be', () => {
  const cache = new MemoryFragmentCache({ maxBytes: 20 })
  cache.set('a', '1234', null)
  cache.set('b', '1234', null)
  expect(['a', 'b'].map((key) => cache.get(key))).toEqual(['1234', '1234'])
  cache.set('a', '12345', null)
  expect(['a', 'b'].map((key) => cache.get(key))).toEqual(['12345', undefined])
  cache.set('c', '1234567890', null)
  expect(['a', 'c'].map((key) => cache.get(key))).toEqual(['12345', undefined])
})
