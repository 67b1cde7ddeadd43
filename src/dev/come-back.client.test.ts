// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const online = vi.fn()

beforeEach(async () => {
  vi.useFakeTimers()
  addEventListener('online', online)
  await import('./come-back.client.ts')
})
afterEach(() => {
  removeEventListener('online', online)
  vi.useRealTimers()
})

it('asks for the server twice a second for as long as it is away, and never else', () => {
  vi.advanceTimersByTime(5000)
  expect(online).not.toHaveBeenCalled()
  document.documentElement.classList.add('dj-disconnected')
  vi.advanceTimersByTime(5000)
  expect(online).toHaveBeenCalledTimes(10)
  document.documentElement.classList.remove('dj-disconnected')
  vi.advanceTimersByTime(5000)
  expect(online).toHaveBeenCalledTimes(10)
})
