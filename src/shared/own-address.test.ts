import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeUrl } from './own-address.ts'

describe('safeUrl', () => {
  const base = 'https://example.com/shop/list?page=1'

  it('keeps what stays on the site', () => {
    expect(safeUrl('/a/b?c=1#d', base)).toBe('/a/b?c=1#d')
    expect(safeUrl('detail', base)).toBe('/shop/detail')
    expect(safeUrl('?page=2', base)).toBe('/shop/list?page=2')
    expect(safeUrl('https://example.com/x', base)).toBe('/x')
    expect(safeUrl('', base)).toBe('/shop/list?page=1')
  })

  it.each([
    'https://evil.com/',
    '//evil.com',
    '/\\evil.com',
    '\\\\evil.com',
    '/\t/evil.com',
    '\n//evil.com',
    'https://example.com//evil.com',
    '/.//evil.com',
    '/x/..//evil.com',
    'http://example.com/',
    'https://example.com:444/',
    'https://example.com@evil.com',
    'javascript:alert(1)',
    '\u0001javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'blob:https://example.com/7a0f',
    'https://',
  ])('sends %j home', (target) => expect(safeUrl(target, base)).toBe('/'))

  it('sends whatever is no text home, and everything when its own address cannot be read', () => {
    for (const target of [null, undefined, 1, {}, ['/x']]) expect(safeUrl(target, base)).toBe('/')
    expect(safeUrl('/x', 'nowhere')).toBe('/')
  })

  it('never leaves the origin, for any text', () => {
    const hostile = fc.stringMatching(/^[/\\.\t\r\n:@?#a-z]{0,12}$/)
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' }), fc.webUrl()), (target) => {
        const path = safeUrl(target, base)
        expect(path).toMatch(/^\/(?!\/)[\x21-\x7e]*$/)
        expect(new URL(path, base).origin).toBe('https://example.com')
      }),
      { numRuns: 2_000 },
    )
  })
})

it('says so where an address leads elsewhere', () => {
  const told: string[] = []
  const base = 'https://example.com/'
  expect(safeUrl('https://evil.com/', base, () => told.push('evil'))).toBe('/')
  expect(safeUrl('/x', base, () => told.push('own'))).toBe('/x')
  expect(told).toEqual(['evil'])
})
