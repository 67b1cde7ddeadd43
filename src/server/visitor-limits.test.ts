import { expect, it } from 'vitest'
import { limits } from './limits.ts'
import { VisitorLimits } from './visitor-limits.ts'

function limitsAt() {
  const clock = { ms: 0 }
  const options = { maxConnectionsPerIp: 2, reconnectCooldownMs: 5_000 }
  return { clock, visitors: new VisitorLimits(options, () => clock.ms) }
}

it('answers so many requests of one address, and goes on with time', () => {
  const { clock, visitors } = limitsAt()
  const answered = (count: number, key = 'a') =>
    Array.from({ length: count }, () => visitors.mayRequest(key)).filter(Boolean).length
  const { burst, rate } = limits.pageRate
  expect(answered(burst + 50)).toBe(burst)
  expect(answered(5, 'b')).toBe(5)
  clock.ms = 1_000
  expect(answered(1_000)).toBe(rate)
})

it('holds so many connections of one address', () => {
  const { visitors } = limitsAt()
  expect([visitors.connect('a'), visitors.connect('a')]).toEqual([true, true])
  expect(visitors.connect('a')).toBe(false)
  expect(visitors.connect('b')).toBe(true)
  visitors.disconnect('a')
  expect(visitors.connect('a')).toBe(true)
  expect(visitors.connect('a')).toBe(false)
  visitors.disconnect('a')
  expect(visitors.connect('a')).toBe(true)
})

it('keeps an address away for a while that was closed for flooding', () => {
  const { clock, visitors } = limitsAt()
  visitors.flooded('a')
  expect(visitors.connect('a')).toBe(false)
  clock.ms = 4_999
  expect(visitors.connect('a')).toBe(false)
  clock.ms = 5_000
  expect(visitors.connect('a')).toBe(true)
})

it('does not count what tells nobody apart', () => {
  const { visitors } = limitsAt()
  visitors.flooded('')
  const connections = Array.from({ length: 100 }, () => visitors.connect(''))
  expect(connections).not.toContain(false)
})

it('keeps a bounded number of addresses', () => {
  const { visitors } = limitsAt()
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < 300_000; i++) {
    visitors.mayRequest(`address ${i}`)
    visitors.flooded(`address ${i}`)
  }
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000)
  expect(visitors.mayRequest('address 299999')).toBe(true)
})
