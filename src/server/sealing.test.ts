import fc from 'fast-check'
import { expect, it } from 'vitest'
import { seal, unseal } from './sealing.ts'
import { deriveKeys } from './secret.ts'

const { snapshot: key, csrf: otherKey } = deriveKeys('a secret that only the tests know')

it('what is sealed can be read with its key, for its purpose', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, purpose) => {
      expect(unseal(key, seal(key, text, purpose), purpose)).toBe(text)
    }),
  )
})

it('tells nothing of the text, and is another each time', () => {
  const sealed = Buffer.from(seal(key, 'the balance is 12', 'k'))
  expect(sealed.includes('balance')).toBe(false)
  expect(sealed.equals(seal(key, 'the balance is 12', 'k'))).toBe(false)
})

it('cannot be read with another key, for another purpose, or when a byte was changed', () => {
  const sealed = seal(key, 'the balance is 12', 'k')
  expect(unseal(otherKey, sealed, 'k')).toBe(null)
  expect(unseal(key, sealed, 'another')).toBe(null)
  for (let i = 0; i < sealed.length; i++) {
    const changed = Uint8Array.from(sealed)
    changed[i]! ^= 1
    expect(unseal(key, changed, 'k')).toBe(null)
  }
})

it('whatever bytes come, they are not read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(unseal(key, bytes, 'k')).toBe(null)
    }),
  )
})
