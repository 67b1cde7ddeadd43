import { createSecretKey } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkCsrf, csrfToken } from './csrf.ts'

const key = [createSecretKey(Buffer.alloc(32, 1))] as const
const otherKey = [createSecretKey(Buffer.alloc(32, 2))] as const

it('accepts the token of any response to the same browser session', () => {
  const [first, second] = [csrfToken(key, 'visitor'), csrfToken(key, 'visitor')]
  expect(first).not.toBe(second)
  expect(checkCsrf(key, 'visitor', first)).toBe(true)
  expect(checkCsrf(key, 'visitor', second)).toBe(true)
})

it('refuses the token of another session or another application', () => {
  expect(checkCsrf(key, 'visitor', csrfToken(key, 'other'))).toBe(false)
  expect(checkCsrf(key, 'visitor', csrfToken(otherKey, 'visitor'))).toBe(false)
})

it('refuses a token with any one character changed', () => {
  const token = csrfToken(key, 'visitor')
  // The last character carries two bits that stand for nothing.
  for (let at = 0; at < token.length - 1; at++) {
    const other = token[at] === 'A' ? 'B' : 'A'
    expect(checkCsrf(key, 'visitor', token.slice(0, at) + other + token.slice(at + 1))).toBe(false)
  }
})

it('refuses whatever is no token, without throwing', () => {
  const tokenLike = fc.stringMatching(/^[A-Za-z0-9_-]{86}$/)
  const anything = fc.oneof(fc.anything(), tokenLike)
  fc.assert(fc.property(anything, (token) => !checkCsrf(key, 'visitor', token)))
  expect(checkCsrf(key, 'visitor', 'A'.repeat(86))).toBe(false)
})
