import { expect, it } from 'vitest'
import { RequestHead } from './request-head.ts'

it('makes the same request again', () => {
  const headers = { cookie: 'a=1; b=2', 'user-agent': 'a browser', 'x-empty': '', accept: '*/*' }
  const request = new Request('http://localhost/books/?page=2', { headers })
  const again = new RequestHead(request.url, request.headers).toRequest()
  expect(again.url).toBe(request.url)
  expect(again.method).toBe('GET')
  expect([...again.headers]).toEqual([...request.headers])
})

it('makes one for another address', () => {
  const head = new RequestHead('http://localhost/ws/live/', [['cookie', 'a=1']])
  const request = head.toRequest(new URL('http://localhost/books/'))
  expect(request.url).toBe('http://localhost/books/')
  expect(request.headers.get('cookie')).toBe('a=1')
})

it('may have no headers', () => {
  expect([...new RequestHead('http://localhost/', []).toRequest().headers]).toEqual([])
})
