import { expect, it } from 'vitest'
import { isRightToLeft, languageInfo, languageNameIn } from './languages.ts'

it.each([
  ['de', 'de', 'German', 'Deutsch', false],
  ['pt-br', 'pt-br', 'Brazilian Portuguese', 'Português Brasileiro', false],
  ['de-xx', 'de', 'German', 'Deutsch', false],
  ['zh-cn', 'zh-hans', 'Simplified Chinese', '简体中文', false],
  ['ar-dz', 'ar-dz', 'Algerian Arabic', 'العربية الجزائرية', true],
  ['he', 'he', 'Hebrew', 'עברית', true],
  ['haw', 'haw', 'Hawaiian', 'ʻŌlelo Hawaiʻi', false],
])('%s is known as %s: %s, %s', (code, known, name, nameLocal, isRightToLeft) => {
  const info = languageInfo(code)
  expect(info).toMatchObject({ code: known, name, isRightToLeft })
  if (code !== 'haw') expect(info?.nameLocal).toBe(nameLocal)
})

it.each(['', 'xx', 'constructor', '__proto__', 'no language', 'x'.repeat(1000)])(
  'there is no language %j',
  (code) => {
    expect(languageInfo(code)).toBeUndefined()
  },
)

it('names a language in another', () => {
  expect(languageNameIn('fr', 'de')).toBe('allemand')
  expect(languageNameIn('en-gb', 'de')).toBeUndefined()
})

it('knows the direction of a locale', () => {
  expect(['ar', 'ar-eg', 'fa', 'ur-pk', 'de', ''].map(isRightToLeft)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ])
})
