import { createSecretKey } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limits } from './limits.ts'
import { sign, verify } from './signing.ts'

const key = [createSecretKey(Buffer.alloc(32, 1))] as const
const otherKey = [createSecretKey(Buffer.alloc(32, 2))] as const

describe('a signed token', () => {
  it('gives back what was signed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (payload) => {
        const plain = JSON.parse(JSON.stringify(payload)) as object
        expect({ ...verify(key, sign(key, payload)) }).toEqual({ ...plain })
      }),
    )
  })

  it('is refused under another key', () => {
    expect(verify(otherKey, sign(key, { route: 'home' }))).toBeNull()
  })

  it('is refused when any one character differs', () => {
    const token = sign(key, { route: 'home', id: 7 })
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A'
      expect(verify(key, token.slice(0, at) + other + token.slice(at + 1))).toBeNull()
    }
  })

  it('is refused when a lax base64 decoder would still read the same bytes', () => {
    const token = sign(key, { route: 'home' })
    expect(verify(key, `${token}=`)).toBeNull()
    expect(verify(key, ` ${token}`)).toBeNull()
    expect(verify(key, `${token}.x`)).toBeNull()
  })

  it('has no prototype whose names a payload could be taken for', () => {
    const payload = verify(key, sign(key, { a: 1 }))
    expect(payload && 'constructor' in payload).toBe(false)
  })

  it('is not made longer than it may be read', () => {
    expect(() => sign(key, { text: 'x'.repeat(limits.maxTokenChars) })).toThrow('over the limit')
  })
})

it('answers null to whatever else it is given', () => {
  const anything = fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.base64String())
  fc.assert(fc.property(anything, (token) => verify(key, token) === null))
  expect(verify(key, `.${sign(key, {}).split('.')[1]}`)).toBeNull()
  expect(verify(key, 'x'.repeat(limits.maxTokenChars + 1))).toBeNull()
})

it('accepts only objects, even under the right key', () => {
  for (const payload of [[], 'text', 1, null]) {
    expect(verify(key, sign(key, payload as object))).toBeNull()
  }
})
