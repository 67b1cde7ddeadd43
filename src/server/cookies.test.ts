import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cookieSession, parseCookies, serializeCookie, sessionCookie } from './cookies.ts'
import { limits } from './limits.ts'

describe('the browser session', () => {
  it('is the one that the cookie names', () => {
    const { id, isNew } = cookieSession(null)
    expect(isNew).toBe(true)
    expect(cookieSession(`theme=dark; djust_sid=${id}`)).toEqual({ id, isNew: false })
  })

  it('begins anew when the cookie holds something we never made', () => {
    for (const id of ['', 'x', 'x'.repeat(23), `${'x'.repeat(21)}.`, '../../../../../../etc/x']) {
      expect(cookieSession(`djust_sid=${id}`).isNew).toBe(true)
    }
  })

  it('has an id that cannot be guessed', () => {
    const ids = new Set(Array.from({ length: 1_000 }, () => cookieSession(null).id))
    expect(ids.size).toBe(1_000)
    expect(Buffer.from([...ids][0]!, 'base64url').length).toBe(16)
  })

  it('is hidden from scripts and from other sites, and kept to https where there is https', () => {
    const plain = sessionCookie('abc', false)
    expect(plain).toBe('djust_sid=abc; Path=/; HttpOnly; SameSite=Lax')
    expect(sessionCookie('abc', true)).toContain('; Secure')
  })
})

describe('reading cookies', () => {
  it('takes names, encoded values and quoted values', () => {
    const cookies = parseCookies('a=1; b=%20x%3B; c="quoted"; d; =e; f=%zz; g==')
    expect(Object.fromEntries(cookies)).toEqual({ a: '1', b: ' x;', c: 'quoted', f: '%zz', g: '=' })
  })

  it('keeps the first of several of one name', () => {
    expect(parseCookies('a=1; a=2').get('a')).toBe('1')
  })

  it('reads a bounded part of a header', () => {
    expect(parseCookies(`a=1;${'b=2;'.repeat(100_000)}c=3`).has('c')).toBe(false)
    const many = Array.from({ length: 1_000 }, (_, n) => `c${n}=`).join(';')
    expect(parseCookies(many).size).toBe(limits.maxCookies)
  })

  it('reads any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseCookies(text).size >= 0))
  })

  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const header = serializeCookie('name', value).split('; ')[0]
        expect(parseCookies(header).get('name')).toBe(value)
      }),
    )
  })
})

describe('writing cookies', () => {
  it('never lets a value end the cookie or the header', () => {
    expect(serializeCookie('a', 'x; Path=/evil\r\nSet-Cookie: b=1')).toBe(
      'a=x%3B%20Path%3D%2Fevil%0D%0ASet-Cookie%3A%20b%3D1; Path=/',
    )
  })

  it('refuses names and paths that would', () => {
    expect(() => serializeCookie('a=b', '')).toThrow("cannot be a cookie's name")
    expect(() => serializeCookie('a\r\n', '')).toThrow("cannot be a cookie's name")
    expect(() => serializeCookie('a', '', { path: '/; Domain=x' })).toThrow("cannot be a cookie's")
  })

  it('writes the options', () => {
    const options = { path: '/shop', maxAgeSeconds: 60, sameSite: 'Strict', secure: true } as const
    expect(serializeCookie('a', 'b', options)).toBe(
      'a=b; Path=/shop; Max-Age=60; Secure; SameSite=Strict',
    )
  })
})
