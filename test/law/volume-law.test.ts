import { describe, expect, it } from 'vitest'
import { VolumeLaw, breachOf } from './volume.ts'
import { minimise, report } from './case.ts'

const seed = Number(process.env.LAW_SEED ?? 20_251)
const steps = Number(process.env.LAW_STEPS ?? 20_000)
/** How often each kind of slot meets each change at least. */
const leastOfEach = steps / 1250

describe('the patch law', () => {
  it('holds for random templates, states and mischief, and meets everything often', async () => {
    const law = new VolumeLaw(seed)
    while (law.steps < steps) {
      const found = law.next()
      if (!found) continue
      const smallest = await minimise(found, breachOf, 15)
      expect.fail(report(smallest.case, smallest.breach))
    }
    expect(law.refused).toBeLessThan(law.cases / 50)
    expect(law.coverage.missing(leastOfEach), law.coverage.table()).toEqual([])
  }, 600_000)
})
