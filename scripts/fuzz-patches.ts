import { VolumeLaw, breachOf } from '../test/law/volume.ts'
import { type Found, minimise, report } from '../test/law/case.ts'
import { seed, task, whole } from './task.ts'

const enoughSteps = 200_000
const leastOfEach = 100

const usage = `npm run fuzz:patches -- [--seconds 60] [--steps N] [--seed 1] [--case N] [--most 5]

Draws random templates through random changes, and shows where a patched page is not what a fresh one shows.
  --seed    makes the same pages again
  --case    tries only that one of them
  --steps   ends after so many changes
  --most    how many different breaches are shown, each as small as it can be made

After ${enoughSteps} steps, each kind of change must have been met in each kind of element ${leastOfEach} times.`

const options = {
  seconds: whole(60),
  steps: whole(Infinity),
  seed: seed(),
  case: whole(null),
  most: whole(5, { least: 1 }),
}

const minimiseSeconds = 20
const tellEveryMs = 60_000

/** Holds the patch law against random pages for as long as it is asked to. */
export const run = task({ usage, options }, async (said) => {
  const { seconds, steps, seed: first, case: only, most } = said
  console.log(`seed ${first}`)
  const law = new VolumeLaw(first)
  const startMs = performance.now()
  const found = new Map<string, number>()
  const isOver = (): boolean =>
    performance.now() - startMs > seconds * 1000 || law.steps >= steps || found.size >= most
  if (only !== null) law.cases = only
  let toldMs = startMs
  do {
    const number = law.cases
    const one = law.next()
    if (performance.now() - toldMs > tellEveryMs) {
      toldMs = performance.now()
      console.log(`${law.steps} steps, ${perSecond(law.steps, startMs)} a second`)
    }
    if (!one) continue
    const { what } = one.breach
    const times = found.get(what) ?? 0
    found.set(what, times + 1)
    if (times === 0) await show(number, one)
  } while (only === null && !isOver())
  console.log(`\n${law.coverage.table()}\n`)
  for (const [what, times] of found) console.log(`${times} × ${what}`)
  const total = [...found.values()].reduce((sum, times) => sum + times, 0)
  const took = ((performance.now() - startMs) / 1000).toFixed(0)
  console.log(
    `fuzz: ${law.steps} steps of ${law.cases} pages in ${took} s (${perSecond(law.steps, startMs)} a second), seed ${first}: ${law.refused} refused, ${total} breaches`,
  )
  const rare = law.steps < enoughSteps ? [] : law.coverage.missing(leastOfEach)
  if (rare.length > 0)
    console.log(`met less than ${leastOfEach} times:\n${rare.map((key) => `  ${key}`).join('\n')}`)
  return total + rare.length > 0 ? 1 : 0
})

function perSecond(steps: number, startMs: number): string {
  return (steps / ((performance.now() - startMs) / 1000)).toFixed(0)
}

async function show(number: number, found: Found): Promise<void> {
  const smallest = await minimise(found, breachOf, minimiseSeconds)
  console.log(`\n── case ${number}: ${report(smallest.case, smallest.breach)}`)
}
