import { afterAll, vi } from 'vitest'

// Files share a process: what one puts in the place of something real is gone when the next begins.
afterAll(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})
