import { expect, it } from 'vitest'
import { parsePluralForms } from './plural-forms.ts'

const forms = (header: string, counts: readonly number[]) => counts.map(parsePluralForms(header))

it.each([
  ['nplurals=1; plural=0;', [0, 0, 0, 0, 0, 0]],
  ['nplurals=2; plural=n != 1;', [1, 0, 1, 1, 1, 1]],
  ['nplurals=2; plural=(n > 1)', [0, 0, 1, 1, 1, 1]],
  [
    'nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);',
    [2, 0, 1, 2, 2, 0],
  ],
  ['nplurals=2; plural=!(n == 1 || n == 21)', [1, 0, 1, 1, 1, 0]],
  ['plural = n - 1 > 1 == 0', [1, 1, 1, 0, 0, 0]],
  ['plural = n / 5 + n * 0', [0, 0, 0, 1, 2, 4]],
  ['plural = n == 0 ? 4 : n == 1 ? 3 : n == 2 ? 2 : 1', [4, 3, 2, 1, 1, 1]],
])('%s chooses a form by its number', (header, expected) => {
  expect(forms(header, [0, 1, 2, 5, 11, 21])).toEqual(expected)
})

it('takes remainders with the sign of the divisor, and no division by zero', () => {
  expect(forms('plural=n%10', [-1, -10, 7])).toEqual([9, 0, 7])
  expect(forms('plural=n/0', [0, 1])).toEqual([0, 0])
  expect(forms('plural=n%0', [0, 1])).toEqual([0, 0])
})

it('looks at the last digits of a number of any size', () => {
  const rule = parsePluralForms('plural = n%10==1 && n%100!=11 ? 0 : n%10==2 ? 1 : 2')
  expect([10n ** 30n + 1n, 10n ** 30n + 11n, 10n ** 30n + 2n, 1n].map(rule)).toEqual([0, 2, 1, 0])
})

it.each([
  ['nplurals=2;', 'it has no "plural="'],
  ['plural=', 'it ends too early'],
  ['plural=n >', 'it ends too early'],
  ['plural=(n', 'it ends too early'],
  ['plural=n n', '"n" is not expected'],
  ['plural=n ? 1', 'it ends too early'],
  ['plural=process.exit()', '"process.exit()" cannot be read'],
  ['plural=n = 1', '"= 1" cannot be read'],
  ['plural=nn', '"nn" cannot be read'],
  [`plural=${'('.repeat(600)}n${')'.repeat(600)}`, 'it is longer than 1000 characters'],
])('refuses %s', (header, message) => {
  expect(() => parsePluralForms(header)).toThrow(message)
})
