import { expect, it } from 'vitest'
import { chaos } from './chaos.ts'

it('nothing is lost, doubled or shown wrongly while processes are killed or stand still, and connections break', async () => {
  const report = await chaos({ seconds: 8, store: 'sqlite', clients: 6, processes: 2, seed: 3 })
  expect(report).toMatchObject({ lost: 0, doubled: 0, diverged: 0, details: [] })
  expect(report.events).toBeGreaterThan(50)
  expect(report.kills + report.freezes).toBeGreaterThan(1)
}, 150_000)
