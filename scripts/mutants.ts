import { parseArgs } from 'node:util'
import { judgeAll } from '../test/law/mutants/judge.ts'
import { mutants } from '../test/law/mutants/mutants.ts'

const usage = `npm run mutants -- [--steps 20000] [--seconds 300] [--seed 1] [--only WORDS]

Makes one mistake after another in the engine, and shows after how many steps the patch law notices each.
  --only  those whose name contains these words`

/** Tells whether the patch law notices every mistake that it should. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      steps: { type: 'string', default: '20000' },
      seconds: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const [seed, steps, seconds] = [values.seed, values.steps, values.seconds].map(Number)
  const chosen = mutants.filter(({ name }) => name.includes(values.only))
  let missed = 0
  await judgeAll(
    chosen,
    { seed: seed!, steps: steps!, seconds: seconds! },
    (mutant, { caught, steps: after }) => {
      if (caught === null) missed++
      const outcome = caught === null ? 'NOT CAUGHT' : `${String(after).padStart(6)} steps`
      console.log(`${outcome.padEnd(14)}${mutant.name} (${mutant.file}): ${caught ?? ''}`)
    },
  )
  console.log(`\nmutants: ${chosen.length - missed} of ${chosen.length} caught`)
  return missed > 0 ? 1 : 0
}
