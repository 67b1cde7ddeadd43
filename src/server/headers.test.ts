import { expect, it } from 'vitest'
import { addSecurityHeaders, setLivePageHeaders, strictCsp } from './headers.ts'

it('keeps live pages out of shared caches and out of the hands of proxies', () => {
  const cacheControl = pageHeaders(null).get('Cache-Control')
  expect(cacheControl).toBe('private, no-cache, no-transform')
})

it('adds a policy only where the application has one', () => {
  expect(pageHeaders(null).has('Content-Security-Policy')).toBe(false)
  expect(pageHeaders(strictCsp).get('Content-Security-Policy')).toBe(strictCsp)
  expect(strictCsp).not.toMatch(/unsafe|nonce|\*/)
})

it('leaves alone what the answer says itself', () => {
  const headers = new Headers({ 'X-Frame-Options': 'DENY' })
  addSecurityHeaders(headers, null)
  expect(headers.get('X-Frame-Options')).toBe('DENY')
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(headers.get('Referrer-Policy')).toBe('same-origin')
})

function pageHeaders(csp: string | null): Headers {
  const headers = new Headers()
  setLivePageHeaders(headers, csp)
  return headers
}
