import { expect, it } from 'vitest'
import { Float } from './float.ts'
import { markSafe } from './safe-string.ts'
import { isTruthy } from './truth.ts'

it('takes empty and zero values for false', () => {
  const falsy = [
    null,
    undefined,
    false,
    0,
    -0,
    0n,
    '',
    [],
    {},
    new Map(),
    new Set(),
    new Float(0),
    markSafe(''),
    new Uint8Array(),
    Object.create(null),
  ]
  for (const value of falsy) expect(isTruthy(value)).toBe(false)
})

it('takes everything else for true, NaN and instances included', () => {
  class Row {}
  class File {
    size = 0
  }
  const truthy = [
    true,
    1,
    -1,
    1n,
    Number.NaN,
    'False',
    ' ',
    [0],
    { a: undefined },
    new Map([[1, 1]]),
    new Row(),
    new File(),
    new Date(0),
    () => 1,
    Row,
    markSafe('x'),
    Symbol('x'),
    new Float(0.1),
  ]
  for (const value of truthy) expect(isTruthy(value)).toBe(true)
})

it('asks numbers of decimal libraries for their value', () => {
  class Decimal {
    readonly text: string
    constructor(text: string) {
      this.text = text
    }
    toFixed(): string {
      return this.text
    }
  }
  expect(isTruthy(new Decimal('0.00'))).toBe(false)
  expect(isTruthy(new Decimal('0.01'))).toBe(true)
})

it('says to await a promise', () => {
  expect(() => isTruthy(Promise.resolve(false))).toThrow('Await it in the view')
})
