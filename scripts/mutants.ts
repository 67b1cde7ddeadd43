import { judgeAll } from '../test/law/mutants/judge.ts'
import { judgeTested } from '../test/law/mutants/judge-tested.ts'
import type { Mutant } from '../test/law/mutants/mutant.ts'
import { mutants } from '../test/law/mutants/mutants.ts'
import { testedMutants } from '../test/law/mutants/tested-mutants.ts'
import { build } from './build.ts'
import { findChromium } from './find-chromium.ts'
import { task, text, whole } from './task.ts'

const usage = `npm run mutants -- [--steps 20000] [--seconds 300] [--seed 1] [--only WORDS]

Makes one mistake after another in the engine, and shows after how many steps the patch law notices each, or which test
notices it where the law does not go.
  --only  those whose name or file contains these words`

const options = {
  steps: whole(20_000),
  seconds: whole(300),
  seed: whole(1),
  only: text(''),
}

/** Tells whether every mistake is noticed, by the patch law or by a test. */
export const run = task({ usage, options }, async ({ only, ...limits }) => {
  const isMeant = ({ name, file }: Mutant): boolean => `${name} ${file}`.includes(only)
  const chosen = mutants.filter(isMeant)
  const tested = testedMutants.filter(isMeant)
  let missed = 0
  await judgeAll(chosen, limits, (mutant, { caught, steps: after }) => {
    if (caught === null) missed++
    const outcome = caught === null ? 'NOT CAUGHT' : `${String(after).padStart(6)} steps`
    console.log(`${outcome.padEnd(14)}${mutant.name} (${mutant.file}): ${caught ?? ''}`)
  })
  if (tested.length > 0 && (await build()) === undefined) return 1
  process.env.CHROMIUM_PATH ??= findChromium()
  await judgeTested(tested, ({ name, file, title }, isCaught) => {
    if (!isCaught) missed++
    console.log(`${(isCaught ? 'by a test' : 'NOT CAUGHT').padEnd(14)}${name} (${file}): ${title}`)
  })
  const count = chosen.length + tested.length
  console.log(`\nmutants: ${count - missed} of ${count} caught`)
  return missed > 0 ? 1 : 0
})
