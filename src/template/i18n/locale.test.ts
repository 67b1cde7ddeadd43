import { expect, it } from 'vitest'
import { localeChain } from './locale.ts'

it.each([
  ['de_AT', ['de-at', 'de']],
  ['zh-tw', ['zh-tw', 'zh-hant', 'zh']],
  ['sr@latin', ['sr@latin', 'sr']],
  ['constructor', ['constructor']],
  ['', []],
])('the locale %j is served by %j', (locale, chain) => {
  expect(localeChain(locale)).toEqual(chain)
})
