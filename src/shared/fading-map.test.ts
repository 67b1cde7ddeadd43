import { expect, it } from 'vitest'
import { FadingMap } from './fading-map.ts'

it('keeps what was used last, and lets go of the rest', () => {
  const map = new FadingMap<string, number>(3)
  for (const [i, key] of ['a', 'b', 'c', 'd'].entries()) map.set(key, i)
  expect(map.get('a')).toBe(0)
  for (const key of ['e', 'f', 'g']) map.set(key, 9)
  expect([map.get('a'), map.get('b'), map.get('g')]).toEqual([0, undefined, 9])
})

it('takes the newest value of a key', () => {
  const map = new FadingMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 1)
  map.set('a', 2)
  map.set('c', 1)
  expect(map.get('a')).toBe(2)
})
