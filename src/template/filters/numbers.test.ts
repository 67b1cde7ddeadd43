import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { environment } from '../values/env.ts'
import { Float } from '../values/float.ts'
import { toStr } from '../values/python-text.ts'
import { markSafe } from '../values/safe-string.ts'
import { Tuple } from '../values/tuple.ts'
import { applyFilter, filters } from './index.ts'

const env = environment({ now: () => new Date(0) })

function run(name: string, value: unknown, argument?: unknown): unknown {
  return applyFilter(filters.get(name)!, value, argument, env)
}

describe('add', () => {
  it('adds whole numbers, also those written as text', () => {
    expect(run('add', 1.5, 1.7)).toBe(2)
    expect(run('add', '1', '2')).toBe(3)
    expect(run('add', true, '5')).toBe(6)
    expect(run('add', 2 ** 53 - 1, 2)).toBe(2n ** 53n + 1n)
  })

  it('joins text and lists, and gives empty text for anything else', () => {
    expect(run('add', 'a', 'b')).toBe('ab')
    expect(run('add', [1], [2])).toEqual([1, 2])
    expect(run('add', '1.5', 1)).toBe('')
    expect(run('add', null, 1)).toBe('')
    expect(run('add', {}, [])).toBe('')
  })

  it('joins lists of one kind only', () => {
    expect(run('add', Tuple.of(1), Tuple.of(2))).toEqual(Tuple.of(1, 2))
    expect(run('add', [1], Tuple.of(2))).toBe('')
  })

  it('moves a date by a duration', () => {
    const day = { days: 1, [Symbol.toStringTag]: 'Temporal.Duration' }
    expect(run('add', new Date(0), day)).toEqual(new Date(86_400_000))
    expect(run('add', day, new Date(0))).toEqual(new Date(86_400_000))
  })

  it('refuses infinity, which has no whole part', () => {
    expect(() => run('add', Infinity, 1)).toThrow('"add" needs a finite number')
  })

  it('is safe only when both sides are', () => {
    expect(run('add', markSafe('a'), markSafe('b'))).toEqual(markSafe('ab'))
    expect(run('add', markSafe('a'), 'b')).toBe('ab')
    expect(run('add', 'a', markSafe('b'))).toBe('ab')
  })
})

it('tells divisibility, and refuses what is no number', () => {
  expect(run('divisibleby', '6', 3)).toBe(true)
  expect(run('divisibleby', 2n ** 70n, 2)).toBe(true)
  expect(run('divisibleby', 7, 2)).toBe(false)
  expect(() => run('divisibleby', 'x', 2)).toThrow('needs a whole number')
  expect(() => run('divisibleby', 1, 0)).toThrow('other than 0')
})

it('picks digits from the right', () => {
  expect(run('get_digit', 123, 1)).toBe(3)
  expect(run('get_digit', '123', '3')).toBe(1)
  expect(run('get_digit', 123, 4)).toBe(0)
  expect(run('get_digit', 123, 0)).toBe(123)
  expect(run('get_digit', 'xyz', 1)).toBe('xyz')
  expect(run('get_digit', 12, 'x')).toBe(12)
})

it('chooses endings by number or by length', () => {
  const cases: [unknown, string][] = [
    [1, ''],
    [0, 's'],
    [true, ''],
    ['1.0', ''],
    [1n, ''],
    [[1], ''],
    [[], 's'],
    ['', ''],
    ['many', ''],
    [null, ''],
    [new Date(0), ''],
  ]
  for (const [value, ending] of cases) expect(run('pluralize', value), String(value)).toBe(ending)
  expect(run('pluralize', 2, 'y,ies')).toBe('ies')
  expect(run('pluralize', 1, 'y,ies')).toBe('y')
  expect(run('pluralize', 2, 'a,b,c')).toBe('')
})

it('writes file sizes', () => {
  const cases: [unknown, string][] = [
    [0, '0\u00a0bytes'],
    [1.9, '1\u00a0byte'],
    [1023, '1023\u00a0bytes'],
    [1024, '1.0\u00a0KB'],
    [1280, '1.2\u00a0KB'],
    [1792, '1.8\u00a0KB'],
    [1234567, '1.2\u00a0MB'],
    [-1024, '-1.0\u00a0KB'],
    [2n ** 70n, '1048576.0\u00a0PB'],
    [1.5e300, '1.3e+285\u00a0PB'],
    ['x', '0\u00a0bytes'],
    [null, '0\u00a0bytes'],
  ]
  for (const [value, text] of cases) expect(run('filesizeformat', value)).toBe(text)
})

describe('floatformat', () => {
  function formatted(value: unknown, argument?: unknown): string {
    return String(run('floatformat', value, argument))
  }

  it('rounds half up by the digits the number is written with', () => {
    expect(formatted(2.5, 0)).toBe('3')
    expect(formatted(0.125, 2)).toBe('0.13')
    expect(formatted(1.005, 2)).toBe('1.01')
    expect(formatted(0, 0.05)).toBe('0')
    expect(formatted(99.995, 2)).toBe('100.00')
    expect(formatted('1e-7', 8)).toBe('0.00000010')
  })

  it('shows one place where there is a fraction, unless told otherwise', () => {
    expect(formatted(34.23234)).toBe('34.2')
    expect(formatted(34)).toBe('34')
    expect(formatted(new Float(34))).toBe('34')
    expect(formatted(34, 3)).toBe('34.000')
    expect(formatted(34, -3)).toBe('34')
    expect(formatted(34.1, '-3')).toBe('34.100')
  })

  it('never shows minus zero', () => {
    expect(formatted(-0.04, 1)).toBe('0.0')
    expect(formatted(-0.4, 0)).toBe('0')
    expect(formatted(-0.05, 1)).toBe('-0.1')
  })

  it('rounds a number as it rounds the text of it', () => {
    const cents = fc.integer({ min: -1e12, max: 1e12 }).map((n) => n / 1000)
    const number = fc.oneof(cents, fc.double({ min: -1e7, max: 1e7 }), fc.double())
    fc.assert(
      fc.property(number, fc.integer({ min: -8, max: 8 }), (value, places) => {
        expect(formatted(value, places)).toBe(formatted(toStr(value), places))
      }),
      { numRuns: 2000 },
    )
  })

  it('groups thousands on request', () => {
    expect(formatted(1234567.891, '2g')).toBe('1,234,567.89')
    expect(formatted(-1234, 'g')).toBe('-1,234')
    expect(formatted(999, 'g')).toBe('999')
    expect(formatted(1234.5, '2u')).toBe('1234.50')
  })

  it('takes true for 1, and gives nothing for what is no number', () => {
    expect(formatted(true)).toBe('1')
    for (const value of ['abc', '', null, [], {}]) expect(formatted(value, 'bar')).toBe('')
  })

  it('shows very long and special numbers, and numbers with a bad argument, as they are', () => {
    expect(run('floatformat', '1e200')).toBe('1e200')
    expect(run('floatformat', Infinity, 2)).toBe('inf')
    expect(run('floatformat', 'NaN', 2)).toBe('NaN')
    expect(run('floatformat', '1.50', 'bar')).toBe('1.50')
  })
})

it('writes numbers the way of the locale', () => {
  function local(name: string, value: unknown, argument: unknown, locale: string): string {
    const reader = { ...env, locale }
    return String(applyFilter(filters.get(name)!, value, argument, reader))
  }
  expect(local('floatformat', 1234.5, 2, 'de')).toBe('1234,50')
  expect(local('floatformat', 1234.5, '2g', 'de')).toBe('1.234,50')
  expect(local('floatformat', 1234.5, '2u', 'de')).toBe('1234.50')
  expect(local('floatformat', 1234.5, '2gu', 'de')).toBe('1234.50')
  expect(local('floatformat', 1234567, 'g', 'fr')).toBe('1\u00a0234\u00a0567')
  expect(local('filesizeformat', 1536, undefined, 'de')).toBe('1,5\u00a0KB')
  const grouping = { ...env, groupsDigits: true, localizes: false }
  expect(String(applyFilter(filters.get('floatformat')!, 1234.5, 1, grouping))).toBe('1,234.5')
})

describe('stringformat', () => {
  it('writes numbers as printf does, with ties to the even digit', () => {
    const cases: [unknown, string, string][] = [
      [1, '03d', '001'],
      [-5, '-4d', '-5  '],
      [5, '+d', '+5'],
      [-7, '05d', '-0007'],
      [7, '.3d', '007'],
      [255, 'x', 'ff'],
      [255, '#06X', '0X00FF'],
      [8, '#o', '0o10'],
      [0.125, '.2f', '0.12'],
      [2.5, '.0f', '2'],
      [1e22, '.1f', '10000000000000000000000.0'],
      [1234.5, '.3e', '1.234e+03'],
      [9.995e-5, '.2E', '1.00E-04'],
      [0.0001, 'g', '0.0001'],
      [1e20, 'g', '1e+20'],
      [1e300, '.3g', '1e+300'],
      [100000, '#g', '100000.'],
      [Infinity, '5.1f', '  inf'],
      [3.9, 'd', '3'],
      [97, 'c', 'a'],
    ]
    for (const [value, format, text] of cases) {
      expect(run('stringformat', value, format), `%${format} of ${String(value)}`).toBe(text)
    }
  })

  it('writes text and reprs, with literal text around', () => {
    expect(run('stringformat', 'abc', '5s')).toBe('  abc')
    expect(run('stringformat', 'abc', '.2s')).toBe('ab')
    expect(run('stringformat', "it's", 'r')).toBe('"it\'s"')
    expect(run('stringformat', 'é', 'a')).toBe("'\\xe9'")
    expect(run('stringformat', [1, null], 's items')).toBe('[1, None] items')
  })

  it('gives nothing where specifier and value do not fit', () => {
    expect(run('stringformat', 'x', 'd')).toBe('')
    expect(run('stringformat', 1.5, 'x')).toBe('')
    expect(run('stringformat', 1, 'z')).toBe('')
    expect(run('stringformat', 1, 'd of %d')).toBe('')
    expect(run('stringformat', null, 'f')).toBe('')
  })

  it('takes items by their keys', () => {
    expect(run('stringformat', { a: 1, b: 'x' }, '(a)03d of %(b)s')).toBe('001 of x')
    expect(() => run('stringformat', {}, '(a)s')).toThrow('a key that the value has')
    expect(run('stringformat', Tuple.of(1), 's')).toBe('(1,)')
  })
})

it('reads digits of all scripts, and numbers that objects say they are worth', () => {
  expect(run('add', '١٢', '３')).toBe(15)
  expect(String(run('floatformat', '१.५', 2))).toBe('1.50')
  expect(String(run('floatformat', { valueOf: () => 11 }, 1))).toBe('11.0')
})
