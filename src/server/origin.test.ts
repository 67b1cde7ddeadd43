import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLoopbackHost, originAllowed, parseOriginRule } from './origin.ts'

const own = { host: 'shop.example.com', isSecure: true }

describe('the origin check', () => {
  it("lets in the site's own pages", () => {
    expect(originAllowed('https://shop.example.com', own, [])).toBe(true)
    const local = { host: 'localhost:8000', isSecure: false }
    expect(originAllowed('http://localhost:8000', local, [])).toBe(true)
    const defaultPort = { host: 'example.com:80', isSecure: false }
    expect(originAllowed('http://example.com', defaultPort, [])).toBe(true)
  })

  it('lets in an https page that a proxy hands on as http, but no http page over https', () => {
    const proxied = { host: 'example.com', isSecure: false }
    expect(originAllowed('https://example.com', proxied, [])).toBe(true)
    const secure = { host: 'example.com', isSecure: true }
    expect(originAllowed('http://example.com', secure, [])).toBe(false)
  })

  it.each([
    [null],
    [undefined],
    [''],
    ['null'],
    ['https://evil.com'],
    ['https://shop.example.com.evil.com'],
    ['https://shop.example.com:8443'],
    ['https://shop.example.com/'],
    ['https://shop.example.com@evil.com'],
    ['https://evil.com@shop.example.com'],
    [' https://shop.example.com'],
    ['https://shop.example.com\n'],
    ['HTTPS://shop.example.com'],
    ['file://shop.example.com'],
    ['chrome-extension://shop.example.com'],
    ['https://shop.example.com, https://evil.com'],
  ])('refuses %j', (origin) => {
    expect(originAllowed(origin, own, [])).toBe(false)
  })

  it('refuses everything when the request has no host that can be read', () => {
    for (const host of [null, undefined, '', 'a b', 'shop.example.com/x', 'x@shop.example.com']) {
      const address = { host, isSecure: true }
      expect(originAllowed('https://shop.example.com', address, [])).toBe(false)
    }
  })

  it('lets in listed origins, exactly', () => {
    const allowed = ['https://admin.example.org', 'http://localhost:5173']
    expect(originAllowed('https://admin.example.org', own, allowed)).toBe(true)
    expect(originAllowed('http://localhost:5173', own, allowed)).toBe(true)
    expect(originAllowed('http://admin.example.org', own, allowed)).toBe(false)
    expect(originAllowed('https://x.admin.example.org', own, allowed)).toBe(false)
  })

  it('reads a wildcard by whole labels', () => {
    const allowed = ['https://*.example.org']
    expect(originAllowed('https://a.example.org', own, allowed)).toBe(true)
    expect(originAllowed('https://a.b.example.org', own, allowed)).toBe(true)
    expect(originAllowed('https://example.org', own, allowed)).toBe(false)
    expect(originAllowed('https://evilexample.org', own, allowed)).toBe(false)
    expect(originAllowed('https://a.example.org:8443', own, allowed)).toBe(false)
    expect(originAllowed('http://a.example.org', own, allowed)).toBe(false)
    expect(originAllowed('https://a.example.org.evil.com', own, allowed)).toBe(false)
  })

  it('answers any text', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(text, text, (origin, host) => {
        expect(originAllowed(origin, { host, isSecure: false }, [origin])).toBeTypeOf('boolean')
      }),
    )
  })
})

describe('an entry of allowedOrigins', () => {
  it.each(['https://example.com', 'http://localhost:3000', 'https://*.example.com:8443'])(
    'may be %s',
    (text) => expect(parseOriginRule(text)).not.toBeNull(),
  )

  it.each([
    '*',
    'example.com',
    '*.example.com',
    'https://*',
    'https://*.com',
    'https://a.*.com',
    'https://*.*.example.com',
    'https://example.com/',
    'https://example.com/path',
    'https://example.com?',
    'https://user@example.com',
    'ftp://example.com',
    'null',
    '',
  ])('may not be %j', (text) => expect(parseOriginRule(text)).toBeNull())
})

describe('the host check of development', () => {
  it.each(['localhost', 'LOCALHOST:8000', '127.0.0.1:8000', '[::1]:1', '[::1]'])(
    'answers to %s',
    (host) => expect(isLoopbackHost(host)).toBe(true),
  )

  it.each([
    null,
    undefined,
    '',
    'evil.com',
    'localhost.evil.com',
    'localhost:8000@evil.com',
    '::1',
  ])('not to %j', (host) => expect(isLoopbackHost(host)).toBe(false))
})
