import { expect, it, vi } from 'vitest'
import { ProcessBus } from '../session/bus.ts'
import { limits } from './limits.ts'
import { VisitorLimits } from './visitor-limits.ts'
import { Visitors } from './visitors.ts'

const defaultRates = {
  rate: 100,
  burst: 20,
  maxWarnings: 3,
  maxConnectionsPerIp: 10,
  reconnectCooldownMs: 5_000,
}

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

it('refuses an address that flooded another process', () => {
  const options = { trustedProxies: [], rateLimit: defaultRates }
  const [one, other] = [new ProcessBus(), new ProcessBus()]
  const told = vi.spyOn(one, 'tellOthers').mockImplementation((...said) => other.deliver(...said))
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  const [here, there] = [new Visitors(options, one), new Visitors(options, other)]
  const visitor = here.find('203.0.113.7', () => null)
  here.flooded(visitor.key)
  expect(told).toHaveBeenCalledOnce()
  expect([here.connect(visitor), there.connect(visitor)]).toEqual([false, false])
  expect(there.connect(here.find('203.0.113.8', () => null))).toBe(true)
  vi.restoreAllMocks()
})
