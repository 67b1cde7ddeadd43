import { afterEach, expect, it, vi } from 'vitest'
import { withTimeout } from './with-timeout.ts'

afterEach(() => vi.useRealTimers())

it('gives what the task gives', async () => {
  expect(await withTimeout(1_000, () => 1)).toBe(1)
  expect(await withTimeout(1_000, async () => 2)).toBe(2)
  expect(await withTimeout(1_000, () => null)).toBe(null)
  const thrown = new Error('failed')
  await expect(withTimeout(1_000, () => Promise.reject(thrown))).rejects.toBe(thrown)
})

it('leaves no timer behind', async () => {
  vi.useFakeTimers()
  await withTimeout(1_000, async () => {})
  await withTimeout(1_000, () => Promise.reject(new Error('failed'))).catch(() => {})
  expect(vi.getTimerCount()).toBe(0)
})

it.each<[string, PromiseLike<void>]>([
  ['a promise', new Promise(() => {})],
  ['a query that never answers', { then: () => new Promise<never>(() => {}) }],
])('stops waiting for %s', async (_, never) => {
  vi.useFakeTimers()
  const waiting = withTimeout(1_000, () => never)
  const refused = expect(waiting).rejects.toMatchObject({
    code: 'handler_timeout',
    message: 'It took longer than 1000 ms.',
  })
  await vi.advanceTimersByTimeAsync(1_000)
  await refused
})
