import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addressKey } from './address-key.ts'

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:2::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
])('counts %s as %s', (address, key) => {
  expect(addressKey(address)).toBe(key)
})

it.each([
  '127.0.0.1',
  '127.8.9.1',
  '::1',
  '0:0:0:0:0:0:0:1',
  '::ffff:127.0.0.1',
  '',
  'unknown',
  '_x',
])('does not count %s, which tells nobody apart', (address) => {
  expect(addressKey(address)).toBe('')
})

it('gives all addresses of a /64 one key, and others another', () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.string(), (address, text) => {
      expect(typeof addressKey(text)).toBe('string')
      expect(addressKey(address)).toMatch(/^(?:|(?:[\da-f]{1,4}:){4}:\/64)$/)
    }),
  )
})
