import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fuzzFrames } from './frame-fuzzer.ts'

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
})
afterEach(() => {
  vi.restoreAllMocks()
})

it('a server goes on whatever is sent to it, and holds no more memory for it', async () => {
  const { rounds, finding } = await fuzzFrames(Number(process.env.DJUST_FUZZ_SEED ?? 1), 6)
  expect(finding).toBeNull()
  expect(rounds).toBeGreaterThan(20)
}, 60_000)
