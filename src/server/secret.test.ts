import { afterEach, describe, expect, it, vi } from 'vitest'
import { isDevelopment } from '../shared/mode.ts'
import { checkCsrf, csrfToken } from './csrf.ts'
import { seal, unseal } from './sealing.ts'
import { deriveKeys, readKeys } from './secret.ts'
import { sign, verify } from './signing.ts'

vi.mock('../shared/mode.ts', () => ({ isDevelopment: vi.fn(() => false) }))
afterEach(() => vi.mocked(isDevelopment).mockReturnValue(false))

const secret = 'a-secret-of-more-than-32-characters'

describe('the keys', () => {
  it('differ by purpose and by secret, and are the same at every start', () => {
    const hex = (text: string) =>
      Object.values(deriveKeys(text)).map(([key]) => key.export().toString('hex') as string)
    const all = [...hex(secret), ...hex(`${secret}2`)]
    expect(new Set(all).size).toBe(all.length)
    expect(hex(secret)).toEqual(hex(secret))
  })

  it('do not hold the secret where a log would show it', () => {
    expect(JSON.stringify(readKeys({ DJUST_SECRET: secret }))).not.toContain('secret')
  })
})

describe('a secret that was in use before', () => {
  const next = 'another-secret-of-more-than-32-characters'
  const [before, after] = [
    readKeys({ DJUST_SECRET: secret }),
    readKeys({ DJUST_SECRET: next, DJUST_OLD_SECRETS: `${'x'.repeat(32)}  ${secret}\n` }),
  ]

  it('still reads what it made, and makes nothing more', () => {
    expect(verify(after.token, sign(before.token, { a: 1 }))).toEqual({ a: 1 })
    expect(checkCsrf(after.csrf, 'id', csrfToken(before.csrf, 'id'))).toBe(true)
    expect(unseal(after.snapshot, seal(before.snapshot, 'text', 'x'), 'x')).toBe('text')
    expect(verify(before.token, sign(after.token, { a: 1 }))).toBe(null)
    expect(checkCsrf(before.csrf, 'id', csrfToken(after.csrf, 'id'))).toBe(false)
    expect(unseal(before.snapshot, seal(after.snapshot, 'text', 'x'), 'x')).toBe(null)
  })

  it('is refused in production when it is short', () => {
    expect(() => readKeys({ DJUST_SECRET: secret, DJUST_OLD_SECRETS: 'short' })).toThrow(
      'A secret in DJUST_OLD_SECRETS has 5 characters',
    )
  })
})

describe('the secret', () => {
  it('is asked for with the command that makes one', () => {
    expect(() => readKeys({})).toThrow(/DJUST_SECRET is not set[^]*node -p/)
    expect(() => readKeys({ DJUST_SECRET: '' })).toThrow('DJUST_SECRET is not set')
  })

  it('is refused in production when it is short', () => {
    expect(() => readKeys({ DJUST_SECRET: 'x'.repeat(31) })).toThrow(/31 characters[^]*node -p/)
    expect(readKeys({ DJUST_SECRET: 'x'.repeat(32) }).token[0].symmetricKeySize).toBe(32)
  })

  it('may be short in development', () => {
    vi.mocked(isDevelopment).mockReturnValue(true)
    expect(readKeys({ DJUST_SECRET: 'x' }).csrf[0].symmetricKeySize).toBe(32)
  })
})
