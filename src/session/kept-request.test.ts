import { expect, it } from 'vitest'
import { requestOf } from '../../test/support/visit.ts'
import { KeptRequest } from './kept-request.ts'
import { RequestHead } from './request-head.ts'

const user = { username: 'ada' }

function keptRequest() {
  const request = new Request('http://localhost/books/?page=2', { headers: { 'x-name': 'Ada' } })
  const came = requestOf(user, request)
  return { came, kept: new KeptRequest(came) }
}

it('is the one that came while the page is made', () => {
  const { came, kept } = keptRequest()
  expect(kept.whole).toBe(came)
})

it('has the headers of the connection once there is one, and is otherwise the same', () => {
  const { came, kept } = keptRequest()
  kept.connected(new RequestHead('http://localhost/ws/live/', [['x-name', 'Grace']]))
  expect(kept.whole).not.toBe(came)
  expect(kept.whole).toBe(kept.whole)
  expect(kept.whole.url).toBe(came.url)
  expect(kept.whole.method).toBe('GET')
  expect(kept.whole.headers.get('x-name')).toBe('Grace')
  expect(kept.whole.user).toBe(user)
})

it('asks for the address that the page has now', () => {
  const { kept } = keptRequest()
  kept.moveTo('http://localhost/books/?page=3')
  expect(kept.url).toBe('http://localhost/books/?page=3')
  expect(kept.whole.url).toBe('http://localhost/books/?page=3')
  expect(kept.whole.headers.get('x-name')).toBe('Ada')
  kept.connected(new RequestHead('http://localhost/ws/live/', []))
  expect(kept.whole.url).toBe('http://localhost/books/?page=3')
})
