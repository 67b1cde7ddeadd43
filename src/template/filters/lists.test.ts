import { describe, expect, it } from 'vitest'
import { environment } from '../values/env.ts'
import { markSafe } from '../values/safe-string.ts'
import { Tuple } from '../values/tuple.ts'
import { applyFilter, filters } from './index.ts'

const env = environment({ now: () => new Date(0) })

function run(name: string, value: unknown, argument?: unknown): unknown {
  return applyFilter(filters.get(name)!, value, argument, env)
}

describe('first and last', () => {
  it('take an item or a character, or empty text where there is none', () => {
    expect(run('first', [0, 1])).toBe(0)
    expect(run('last', [0, 1])).toBe(1)
    expect(run('first', '😀a')).toBe('😀')
    expect(run('last', markSafe('<b'))).toEqual(markSafe('b'))
    expect(run('first', [])).toBe('')
    expect(run('last', '')).toBe('')
  })

  it('refuse values without order', () => {
    expect(() => run('first', 5)).toThrow(
      '"first" needs a list or text, but its value is the number',
    )
    expect(() => run('last', { a: 1 })).toThrow('but its value is an object')
  })
})

it('counts items and whole characters', () => {
  const cases: [unknown, number][] = [
    ['😀ab', 3],
    [[1, 2], 2],
    [new Map([[1, 1]]), 1],
    [new Set([1, 2]), 2],
    [{ a: 1 }, 1],
    [5, 0],
    [null, 0],
    [new Date(0), 0],
  ]
  for (const [value, count] of cases) expect(run('length', value)).toBe(count)
})

describe('slice', () => {
  it('takes parts as Python does', () => {
    const cases: [unknown, unknown][] = [
      [':2', [0, 1]],
      ['2:', [2, 3, 4]],
      ['2', [0, 1]],
      [2, [0, 1]],
      [':-1', [0, 1, 2, 3]],
      ['-2:', [3, 4]],
      ['1:4:2', [1, 3]],
      ['::-1', [4, 3, 2, 1, 0]],
      ['-1:1:-2', [4, 2]],
      ['-99:99', [0, 1, 2, 3, 4]],
      ['9:', []],
      [':', [0, 1, 2, 3, 4]],
    ]
    for (const [argument, part] of cases) {
      expect(run('slice', [0, 1, 2, 3, 4], argument), String(argument)).toEqual(part)
    }
  })

  it('cuts text by whole characters', () => {
    expect(run('slice', '😀ab', ':1')).toBe('😀')
    expect(run('slice', 'abc', '::-1')).toBe('cba')
  })

  it('leaves the value as it is when it or the argument does not fit', () => {
    const record = { a: 1 }
    expect(run('slice', record, ':1')).toBe(record)
    for (const argument of ['x', '1:2:3:4', '::0', '1.5', null]) {
      expect(run('slice', 'abc', argument), String(argument)).toBe('abc')
    }
  })
})

describe('choices', () => {
  it('default replaces what counts as false', () => {
    for (const value of ['', 0, null, [], {}, false]) expect(run('default', value, 'x')).toBe('x')
    expect(run('default', 'a', 'x')).toBe('a')
  })

  it('default_if_none replaces null alone', () => {
    expect(run('default_if_none', null, 'x')).toBe('x')
    expect(run('default_if_none', 0, 'x')).toBe(0)
  })

  it('yesno chooses a word', () => {
    expect(run('yesno', true)).toBe('yes')
    expect(run('yesno', [])).toBe('no')
    expect(run('yesno', null)).toBe('maybe')
    expect(run('yesno', null, 'a,b')).toBe('b')
    expect(run('yesno', null, 'a,b,c,d')).toBe('b')
    expect(run('yesno', true, 'a')).toBe(true)
    expect(() => run('yesno', true, 5)).toThrow('"yesno" needs text')
  })
})

describe('random', () => {
  function drawn(value: unknown, number: number): unknown {
    return applyFilter(filters.get('random')!, value, undefined, { ...env, random: () => number })
  }

  it('takes any item, by the lot that the environment draws', () => {
    expect(drawn(['a', 'b', 'c'], 0)).toBe('a')
    expect(drawn(['a', 'b', 'c'], 0.99)).toBe('c')
    expect(drawn('😀b', 0)).toBe('😀')
    expect(drawn([], 0.5)).toBe('')
  })

  it('refuses what has no order', () => {
    expect(() => drawn({ a: 1 }, 0)).toThrow('"random" needs a list or text')
    expect(() => drawn(null, 0)).toThrow('"random" needs a list or text')
  })
})

it('keeps a part of a tuple a tuple', () => {
  expect(run('slice', Tuple.of(1, 2, 3), ':2')).toEqual(Tuple.of(1, 2))
})
