import fc from 'fast-check'
import { expect, it } from 'vitest'
import { acknowledgedSize } from '../wire/frames.ts'
import { maxUnacknowledgedSize, SendWindow } from './send-window.ts'

const sizes = fc.array(fc.integer({ min: 1, max: 50_000 }), { maxLength: 200 })

it('what is on its way is bounded, whatever the frames are', () => {
  fc.assert(
    fc.property(sizes, (sizes) => {
      const window = new SendWindow()
      let sent = 0
      for (const [number, size] of sizes.entries()) {
        if (window.isFull) break
        window.add(number + 1, size)
        sent += size
      }
      expect(sent).toBeLessThanOrEqual(maxUnacknowledgedSize + 50_000)
    }),
  )
})

it('whoever acknowledges as often as it has to is never waited for in vain', () => {
  fc.assert(
    fc.property(sizes, (sizes) => {
      const window = new SendWindow()
      let unacknowledged = 0
      for (const [number, size] of sizes.entries()) {
        expect(window.isFull).toBe(false)
        window.add(number + 1, size)
        unacknowledged += size
        if (unacknowledged <= acknowledgedSize) continue
        window.acknowledge(number + 1)
        unacknowledged = 0
      }
    }),
  )
})

it('an acknowledgement of what was never sent does no harm', () => {
  const window = new SendWindow()
  window.add(1, 300_000)
  expect(window.isFull).toBe(true)
  window.acknowledge(0)
  expect(window.isFull).toBe(true)
  window.acknowledge(1_000)
  window.acknowledge(1_000)
  expect(window.isFull).toBe(false)
})
