import { expect, it } from 'vitest'
import { Float } from './float.ts'
import { toFloat, toInteger } from './numbers.ts'
import { markSafe } from './safe-string.ts'

it('reads whole numbers as Python does', () => {
  const cases: [unknown, unknown][] = [
    [1.9, 1],
    [-1.9, -1],
    [-0.5, 0],
    [true, 1],
    [' 12 ', 12],
    ['+1_000', 1000],
    [markSafe('7'), 7],
    ['9007199254740993', 9007199254740993n],
    [new Float(2.5), 2],
    [{ toFixed: () => '12.9' }, 12],
  ]
  for (const [value, number] of cases) expect(toInteger(value), String(value)).toBe(number)
})

it('tells text that is no number from values of another kind', () => {
  for (const value of ['', 'x', '1.5', '1__0', '_1', Number.NaN, Infinity]) {
    expect(toInteger(value), String(value)).toBeUndefined()
  }
  for (const value of [null, undefined, [], {}, new Date(0)]) expect(toInteger(value)).toBeNull()
  expect(toFloat('x')).toBeUndefined()
  expect(toFloat([])).toBeNull()
})

it('reads floats as Python does', () => {
  expect(toFloat(' 1.5e3 ')).toBe(1500)
  expect(toFloat('-Infinity')).toBe(-Infinity)
  expect(toFloat('nan')).toBeNaN()
  expect(toFloat('1_0.5')).toBe(10.5)
  expect(toFloat('1_.5')).toBeUndefined()
  expect(toFloat(false)).toBe(0)
})
