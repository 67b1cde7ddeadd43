import { describe, expect, it } from 'vitest'
import { chooseLanguage } from './languages.ts'

const languages = ['en', 'de', 'pt-br', 'zh-hans', 'zh-hant']

describe('the language of a reader', () => {
  it.each([
    ['de', 'de'],
    ['DE', 'de'],
    ['de-AT', 'de'],
    ['de_AT', 'de'],
    ['pt-br', 'pt-br'],
    ['pt', 'pt-br'],
    ['pt-pt', 'pt-br'],
    ['zh-tw', 'zh-hant'],
    ['zh-cn', 'zh-hans'],
    ['zh-hant-hk', 'zh-hant'],
    ['de-AT,de;q=0.9,en;q=0.5', 'de'],
    ['fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5', 'en'],
    ['en;q=0.5, de', 'de'],
    ['en;q=0, de;q=0.1', 'de'],
  ])('%s is served by %s', (wanted, expected) => {
    expect(chooseLanguage(wanted, languages)).toBe(expected)
  })

  it.each([
    'fr',
    '',
    '*',
    'd',
    'de;q=2',
    'de;q=x',
    '../de',
    'x'.repeat(10_000),
    null,
    undefined,
    3,
  ])('is none of ours for %o', (wanted) => {
    expect(chooseLanguage(wanted, languages)).toBeNull()
  })
})
