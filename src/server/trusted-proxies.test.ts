import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseRange, TrustedProxies } from './trusted-proxies.ts'

const proxies = new TrustedProxies(['10.0.0.0/8', '2001:db8::5', '127.0.0.1'])
const visitor = (remote: string, forwardedFor: string | null = null) =>
  proxies.visitorOf({ remote, forwardedFor, forwardedProto: null })

it('takes the word of a proxy for the visitor it speaks for', () => {
  expect(visitor('10.1.2.3', '203.0.113.7')).toBe('203.0.113.7')
  expect(visitor('::ffff:10.1.2.3', '203.0.113.7')).toBe('203.0.113.7')
  expect(visitor('2001:db8::5', '2001:db8:1::9')).toBe('2001:db8:1::9')
  expect(visitor('10.1.2.3', '203.0.113.7:5123')).toBe('203.0.113.7')
  expect(visitor('10.1.2.3', '[2001:db8:1::9]:5123')).toBe('2001:db8:1::9')
})

it('goes back to the nearest address that is none of ours, whatever a visitor wrote before it', () => {
  expect(visitor('10.1.2.3', '1.1.1.1, 203.0.113.7, 10.9.9.9')).toBe('203.0.113.7')
  expect(visitor('10.1.2.3', '10.6.6.6, 10.7.7.7')).toBe('10.6.6.6')
})

it('takes nobody else’s word', () => {
  expect(visitor('203.0.113.7', '1.1.1.1')).toBe('203.0.113.7')
  expect(visitor('2001:db8::6', '1.1.1.1')).toBe('2001:db8::6')
  const none = new TrustedProxies([])
  const said = { remote: '127.0.0.1', forwardedFor: '1.1.1.1', forwardedProto: 'https' }
  expect([none.visitorOf(said), none.isSecure(said)]).toEqual(['127.0.0.1', false])
})

it.each(['', 'unknown', 'localhost', '203.0.113.7, nonsense', ' , ,', '1.1.1.1,'.repeat(30)])(
  'stays with the proxy when it names nobody: %s',
  (forwardedFor) => {
    expect(visitor('10.1.2.3', forwardedFor)).toBe('10.1.2.3')
  },
)

it('believes that a connection is encrypted when a proxy says so', () => {
  const said = (remote: string, forwardedProto: string | null) =>
    proxies.isSecure({ remote, forwardedFor: null, forwardedProto })
  expect(said('10.1.2.3', 'https')).toBe(true)
  expect(said('10.1.2.3', 'HTTPS ')).toBe(true)
  expect(said('10.1.2.3', 'http')).toBe(false)
  expect(said('10.1.2.3', 'https, http')).toBe(false)
  expect(said('10.1.2.3', null)).toBe(false)
  expect(said('203.0.113.7', 'https')).toBe(false)
})

it('reads addresses and ranges, and nothing else', () => {
  for (const text of ['10.0.0.0/8', '0.0.0.0/0', '::/0', '2001:db8::1/64', '192.0.2.1'])
    expect(parseRange(text)).not.toBe(null)
  for (const text of [
    '',
    'localhost',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0/8',
    '::/129',
    '10.0.0.0/8/8',
    'fe80::1%eth0',
  ])
    expect(parseRange(text)).toBe(null)
})

it('answers for whatever is sent', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (remote, forwardedFor) => {
      expect(typeof visitor(remote, forwardedFor)).toBe('string')
      expect(typeof visitor('10.1.2.3', forwardedFor)).toBe('string')
    }),
  )
})
