import { judgeAll } from '../test/law/mutants/judge.ts'
import { mutants } from '../test/law/mutants/mutants.ts'
import { task, text, whole } from './task.ts'

const usage = `npm run mutants -- [--steps 20000] [--seconds 300] [--seed 1] [--only WORDS]

Makes one mistake after another in the engine, and shows after how many steps the patch law notices each.
  --only  those whose name contains these words`

const options = {
  steps: whole(20_000),
  seconds: whole(300),
  seed: whole(1),
  only: text(''),
}

/** Tells whether the patch law notices every mistake that it should. */
export const run = task({ usage, options }, async ({ only, ...limits }) => {
  const chosen = mutants.filter(({ name }) => name.includes(only))
  let missed = 0
  await judgeAll(chosen, limits, (mutant, { caught, steps: after }) => {
    if (caught === null) missed++
    const outcome = caught === null ? 'NOT CAUGHT' : `${String(after).padStart(6)} steps`
    console.log(`${outcome.padEnd(14)}${mutant.name} (${mutant.file}): ${caught ?? ''}`)
  })
  console.log(`\nmutants: ${chosen.length - missed} of ${chosen.length} caught`)
  return missed > 0 ? 1 : 0
})
