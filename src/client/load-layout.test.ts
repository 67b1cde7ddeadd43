import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { loadLayout } from './load-layout.ts'

const layout = { regions: [['x']] }
const fetch = vi.fn()

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', fetch)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  fetch.mockReset()
})

it('tries again while the server cannot be reached or is starting', async () => {
  fetch
    .mockRejectedValueOnce(new TypeError('offline'))
    .mockResolvedValueOnce(new Response('', { status: 503 }))
    .mockResolvedValueOnce(Response.json(layout))
  const loaded = loadLayout('/layout.json')
  await vi.runAllTimersAsync()
  expect(await loaded).toEqual(layout)
  expect(fetch).toHaveBeenCalledTimes(3)
})

it('gives up when the server runs another build', async () => {
  fetch.mockResolvedValue(new Response('', { status: 404 }))
  await expect(loadLayout('/layout.json')).rejects.toThrow('/layout.json')
  expect(fetch).toHaveBeenCalledOnce()
})
