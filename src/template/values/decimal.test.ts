import { expect, it } from 'vitest'
import { decimalText, exactDecimal, parseDecimal, roundDecimal } from './decimal.ts'

function rounded(text: string, places: number, ties: 'up' | 'even'): string {
  return decimalText(roundDecimal(parseDecimal(text)!, places, ties))
}

it('reads numbers as they are written, and nothing else', () => {
  expect(parseDecimal('-012.50e3')).toEqual({ isNegative: true, digits: '1250', exponent: 1 })
  for (const text of ['', '.', 'e5', '1e', '1e+', '0x1', 'nan', '1 2', '--1']) {
    expect(parseDecimal(text), text).toBeUndefined()
  }
})

it('rounds ties away from zero or to the even digit', () => {
  expect(rounded('1.005', 2, 'up')).toBe('1.01')
  expect(rounded('-2.5', 0, 'up')).toBe('-3')
  expect(rounded('2.5', 0, 'even')).toBe('2')
  expect(rounded('3.5', 0, 'even')).toBe('4')
  expect(rounded('2.51', 0, 'even')).toBe('3')
  expect(rounded('0.04', 0, 'up')).toBe('0')
  expect(rounded('0.5', 0, 'up')).toBe('1')
  expect(rounded('0.05', 0, 'up')).toBe('0')
})

it('carries over any number of digits', () => {
  expect(rounded('99999999999999999999.99', 1, 'up')).toBe('100000000000000000000.0')
})

it('fills up missing places', () => {
  expect(rounded('1e3', 2, 'up')).toBe('1000.00')
  expect(decimalText(parseDecimal('5e-3')!)).toBe('0.005')
})

it('knows every binary digit of a number', () => {
  expect(decimalText(roundDecimal(exactDecimal(0.1), 55, 'even'))).toBe(
    '0.1000000000000000055511151231257827021181583404541015625',
  )
  expect(decimalText(exactDecimal(-(2 ** 60)))).toBe('-1152921504606846976')
  expect(exactDecimal(5e-324).digits).toHaveLength(751)
})
