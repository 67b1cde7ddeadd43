import { afterEach, describe, expect, it, vi } from 'vitest'
import { isDevelopment } from '../shared/mode.ts'
import { deriveKeys, readKeys } from './secret.ts'

vi.mock('../shared/mode.ts', () => ({ isDevelopment: vi.fn(() => false) }))
afterEach(() => vi.mocked(isDevelopment).mockReturnValue(false))

const secret = 'a-secret-of-more-than-32-characters'

describe('the keys', () => {
  it('differ by purpose and by secret, and are the same at every start', () => {
    const hex = (text: string) =>
      Object.values(deriveKeys(text)).map((key) => key.export().toString('hex') as string)
    const all = [...hex(secret), ...hex(`${secret}2`)]
    expect(new Set(all).size).toBe(all.length)
    expect(hex(secret)).toEqual(hex(secret))
  })

  it('do not hold the secret where a log would show it', () => {
    expect(JSON.stringify(readKeys({ DJUST_SECRET: secret }))).not.toContain('secret')
  })
})

describe('the secret', () => {
  it('is asked for with the command that makes one', () => {
    expect(() => readKeys({})).toThrow(/DJUST_SECRET is not set[^]*node -p/)
    expect(() => readKeys({ DJUST_SECRET: '' })).toThrow('DJUST_SECRET is not set')
  })

  it('is refused in production when it is short', () => {
    expect(() => readKeys({ DJUST_SECRET: 'x'.repeat(31) })).toThrow(/31 characters[^]*node -p/)
    expect(readKeys({ DJUST_SECRET: 'x'.repeat(32) }).token.symmetricKeySize).toBe(32)
  })

  it('may be short in development', () => {
    vi.mocked(isDevelopment).mockReturnValue(true)
    expect(readKeys({ DJUST_SECRET: 'x' }).csrf.symmetricKeySize).toBe(32)
  })
})
