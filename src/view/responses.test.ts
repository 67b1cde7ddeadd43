import { expect, it } from 'vitest'
import { notFound, redirect } from './responses.ts'

it('redirects with 302, or with the status that is asked for', () => {
  expect([redirect('/a/').status, redirect('/a/', 308).status]).toEqual([302, 308])
  expect(redirect('/a/?b=1').headers.get('location')).toBe('/a/?b=1')
  expect(() => redirect('/a/', 200 as never)).toThrow(
    'the status is one of 301, 302, 303, 307, 308',
  )
})

it('puts any address into one header', () => {
  expect(redirect('/ü/a b').headers.get('location')).toBe('/%C3%BC/a%20b')
  expect(redirect('/%20/').headers.get('location')).toBe('/%20/')
  expect(redirect('/a\r\nset-cookie: x=1').headers.get('location')).toBe(
    '/a%0D%0Aset-cookie:%20x=1',
  )
  expect(redirect('/\ud800').headers.get('location')).toBe('/%EF%BF%BD')
})

it('answers 404 with plain text', async () => {
  const response = notFound('<b>No</b>')
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    404,
    'text/plain; charset=utf-8',
    '<b>No</b>',
  ])
})
