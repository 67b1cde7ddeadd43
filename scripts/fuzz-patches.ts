import { parseArgs } from 'node:util'
import { VolumeLaw, breachOf } from '../test/law/volume.ts'
import { type Found, minimise, report } from '../test/law/case.ts'

const enoughSteps = 200_000
const leastOfEach = 100

const usage = `npm run fuzz:patches -- [--seconds 60] [--steps N] [--seed 1] [--case N] [--most 5]

Draws random templates through random changes, and shows where a patched page is not what a fresh one shows.
  --seed    makes the same pages again
  --case    tries only that one of them
  --steps   ends after so many changes
  --most    how many different breaches are shown, each as small as it can be made

After ${enoughSteps} steps, each kind of change must have been met in each kind of element ${leastOfEach} times.`

const minimiseSeconds = 20
const tellEveryMs = 60_000

/** Holds the patch law against random pages for as long as it is asked to. */
export async function run(args: readonly string[]): Promise<number> {
  const { seconds, steps, seed, only, most } = readOptions(args)
  console.log(`seed ${seed}`)
  const law = new VolumeLaw(seed)
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
    `fuzz: ${law.steps} steps of ${law.cases} pages in ${took} s (${perSecond(law.steps, startMs)} a second), seed ${seed}: ${law.refused} refused, ${total} breaches`,
  )
  const rare = law.steps < enoughSteps ? [] : law.coverage.missing(leastOfEach)
  if (rare.length > 0)
    console.log(`met less than ${leastOfEach} times:\n${rare.map((key) => `  ${key}`).join('\n')}`)
  return total + rare.length > 0 ? 1 : 0
}

function perSecond(steps: number, startMs: number): string {
  return (steps / ((performance.now() - startMs) / 1000)).toFixed(0)
}

async function show(number: number, found: Found): Promise<void> {
  const smallest = await minimise(found, breachOf, minimiseSeconds)
  console.log(`\n── case ${number}: ${report(smallest.case, smallest.breach)}`)
}

interface Options {
  readonly seconds: number
  readonly steps: number
  readonly seed: number
  readonly only: number | null
  readonly most: number
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '60' },
      steps: { type: 'string', default: 'Infinity' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      case: { type: 'string' },
      most: { type: 'string', default: '5' },
      help: { type: 'boolean' },
    },
  })
  const numbers = [values.seconds, values.steps, values.seed, values.most].map(Number)
  const only = values.case === undefined ? null : Number(values.case)
  if (values.help || [...numbers, only].some(Number.isNaN)) {
    console.log(usage)
    process.exit(values.help ? 0 : 1)
  }
  const [seconds, steps, seed, most] = numbers as [number, number, number, number]
  return { seconds, steps, seed, only, most }
}
