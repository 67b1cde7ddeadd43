import { faults } from '../test/simulation/faults/faults.ts'
import { type FaultLimits, judgeFaults } from '../test/simulation/faults/judge.ts'
import { retell, simulate } from '../test/simulation/simulate.ts'
import { flag, task, whole } from './task.ts'

const usage = `npm run simulate -- [--stories 100000] [--seconds 60] [--seed 1] [--faults]

Tells stories of pages and server processes, in which connections break, processes end or stand still, and the store is
slow or fails, in any order; and checks of each that nothing was lost, done twice, or shown wrongly. The same seed tells
the same stories. One that goes wrong is shortened, and told with all frames.
  --faults  makes one mistake after another in what sessions do, and shows after how many stories each is noticed`

const options = { stories: whole(100_000), seconds: whole(60), seed: whole(1), faults: flag }

/** Simulates sessions, and fails where one breaks its promise. */
export const run = task({ usage, options }, async ({ faults: hasFaults, ...limits }) => {
  if (hasFaults) return showFaults(limits)
  const startMs = performance.now()
  const report = await simulate({ ...limits, enough: 3 })
  const took = (performance.now() - startMs) / 1_000
  for (const found of report.found) {
    const { seed: own, harms, ...plan } = found.plan
    console.log(`\nseed ${own}: ${found.breach}\n${JSON.stringify(plan)} ${harms.join(', ')}`)
    console.log((await retell(found)).map((line) => `  ${line}`).join('\n'))
  }
  const { stories: told, events, found } = report
  console.log(
    `stories ${told}, events ${events}, gone wrong ${found.length}, ${Math.round(told / took)} stories/s`,
  )
  return found.length > 0 ? 1 : 0
})

/** Shows which faults the stories notice. */
async function showFaults(limits: FaultLimits): Promise<number> {
  let missed = 0
  await judgeFaults(faults, limits, ({ name, file }, { breach, stories }) => {
    if (breach === null) missed++
    const outcome = breach === null ? 'NOT CAUGHT' : `${String(stories).padStart(6)} stories`
    console.log(`${outcome.padEnd(16)}${name} (${file}): ${breach ?? ''}`)
  })
  console.log(`\nfaults: ${faults.length - missed} of ${faults.length} caught`)
  return missed > 0 ? 1 : 0
}
