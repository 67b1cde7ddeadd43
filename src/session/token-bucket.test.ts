import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FloodWatch } from './flood-watch.ts'
import { TokenBucket } from './token-bucket.ts'

it('lets a burst through, and then as many as come back', () => {
  const bucket = new TokenBucket({ rate: 2, burst: 3 }, 0)
  expect([0, 0, 0, 0].map((ms) => bucket.take(ms))).toEqual([true, true, true, false])
  expect([499, 500, 501].map((ms) => bucket.take(ms))).toEqual([false, true, false])
  expect([9_000, 9_000, 9_000, 9_000].map((ms) => bucket.take(ms))).toEqual([
    true,
    true,
    true,
    false,
  ])
})

it('never lets more through than its rate, whatever the clock does', () => {
  const steps = fc.array(fc.integer({ min: -50, max: 400 }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 50 }), (steps, rate) => {
      const bucket = new TokenBucket({ rate, burst: 5 }, 0)
      let [now, latest, forward, taken] = [0, 0, 0, 0]
      for (const step of steps) {
        now += step
        forward += Math.max(0, step)
        latest = Math.max(latest, now)
        if (bucket.take(now)) taken += 1
      }
      expect(taken).toBeLessThanOrEqual(5 + (forward / 1_000) * rate + 1e-6)
    }),
  )
})

it('refuses what floods a connection, and closes it when that goes on', () => {
  const watch = new FloodWatch({ rate: 4, burst: 2, maxWarnings: 2 }, 0)
  const taken = (times: number, ms: number) =>
    Array.from({ length: times }, () => watch.verdict(ms))
  // It begins with the events of a second.
  expect(taken(6, 0)).toEqual(['fine', 'fine', 'fine', 'fine', 'refused', 'refused'])
  expect(taken(1, 10_000)).toEqual(['fine'])
  expect(taken(4, 10_000)).toEqual(['fine', 'refused', 'refused', 'closed'])
})
