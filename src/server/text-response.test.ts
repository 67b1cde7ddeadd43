import { describe, expect, it } from 'vitest'
import { TextResponse } from './text-response.ts'

describe('an answer that is a text', () => {
  const answer = () =>
    new TextResponse('grün & gut', { status: 404, headers: { 'Content-Type': 'text/html' } })

  it('is an answer like any other', async () => {
    expect(answer()).toBeInstanceOf(Response)
    expect(answer().status).toBe(404)
    expect(answer().ok).toBe(false)
    expect(answer().headers.get('Content-Type')).toBe('text/html')
    expect(new TextResponse('').headers.get('Content-Type')).toBe('text/plain;charset=UTF-8')
    expect(await answer().text()).toBe('grün & gut')
    expect(Buffer.from(await answer().arrayBuffer()).toString()).toBe('grün & gut')
    expect((await answer().blob()).type).toBe('text/html')
    expect(await new TextResponse('[1]').json()).toEqual([1])
  })

  it('can be read once, as a stream, in a copy or in another answer', async () => {
    const read = answer()
    expect(read.bodyUsed).toBe(false)
    const copy = read.clone()
    expect(await new Response(read.body, read).text()).toBe('grün & gut')
    expect(read.bodyUsed).toBe(true)
    await expect(read.text()).rejects.toThrow(TypeError)
    expect([copy.status, await copy.text()]).toEqual([404, 'grün & gut'])
  })

  it('is written as it is, unless somebody has asked for its body', () => {
    const unread = answer()
    expect(unread.unread).toBe('grün & gut')
    void unread.body
    expect(unread.unread).toBeNull()
  })
})
