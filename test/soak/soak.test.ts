import { expect, it } from 'vitest'
import { build } from '../../scripts/build.ts'
import { manyConnections } from './many-connections.ts'
import { soak } from './soak.ts'

it.concurrent('a server keeps nothing of pages that have come, gone to sleep, lost their connections and left', async () => {
  expect(await build()).toBeDefined()
  const result = await soak({ seconds: 4, visitors: 20, seed: 1 })
  expect(result.failed).toBe(0)
  expect(result.sessions).toBeGreaterThan(30)
  expect(result.slopeBytes).toBeLessThan(4_000_000)
}, 120_000)

it.concurrent('a view that is held by something else is found', async () => {
  const { slopeBytes } = await soak({ seconds: 4, visitors: 20, seed: 1, pages: ['/leaking/'] })
  expect(slopeBytes, String(slopeBytes)).toBeGreaterThan(4_000_000)
}, 120_000)

it('what connections take is told of the server alone', async () => {
  const report = await manyConnections(150, 1)
  expect(report).toMatchObject({ connections: 150, clicks: 150 })
  expect(report.heapBytesEach).toBeLessThan(100_000)
  expect(report.broadcastMs).toBeLessThan(10_000)
}, 120_000)
