import { expect, it } from 'vitest'
import { type EventTries, notTried, refuseDeadly, triedAgain } from './event-tries.ts'

/** What becomes of an event that processes begin at these times. */
function triedAt(...timesMs: number[]): EventTries {
  return timesMs.reduce(triedAgain, notTried)
}

it('refuses an event that a third process would begin', () => {
  expect(() => refuseDeadly(triedAt(10_000, 12_000))).not.toThrow()
  expect(() => refuseDeadly(triedAt(10_000, 12_000, 14_000))).toThrow('not done again')
})

it('does not take a page that is cut off again and again for one whose process dies', () => {
  const times = Array.from({ length: 100 }, (_, i) => 10_000 + i * 40)
  expect(triedAt(...times).count).toBe(1)
})
