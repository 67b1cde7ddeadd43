import { findProofs } from '../test/support/proofs.ts'
import { judgeStubs } from '../test/stubs/judge.ts'
import { ruleStubs } from '../test/stubs/rule-stubs.ts'
import type { StubsOf } from '../test/stubs/stub-table.ts'
import { stubs } from '../test/stubs/stubs.ts'
import { build } from './build.ts'
import { findChromium } from './find-chromium.ts'
import { task } from './task.ts'

const usage = `npm run stubs [-- NAMES…]

Takes each promised feature out of a copy of the sources, and breaks each rule of the engine, and tells whether their tests
notice: all of them, or those whose names contain one of the words.`

/** Tells whether the tests of each promised feature, and of each rule, fail without it. */
export const run = task({ usage, options: {}, takesWords: true }, async (_, words) => {
  if ((await build()) === undefined) return 1
  process.env.CHROMIUM_PATH = findChromium()
  const chosen: StubsOf = Object.fromEntries(
    Object.entries({ ...stubs, ...ruleStubs }).filter(
      ([name]) => words.length === 0 || words.some((word) => name.includes(word)),
    ),
  )
  const count = { stubs: Object.values(chosen).flat().length, caught: 0, survived: 0, problems: 0 }
  await judgeStubs(chosen, findProofs(), ({ name, caught, survived, problems }) => {
    count.caught += caught.length
    count.survived += survived.length
    count.problems += problems.length
    const isGood = survived.length + problems.length === 0
    console.log(`${isGood ? 'caught  ' : 'SURVIVED'}  ${name}`)
    for (const { title, file } of survived) console.log(`          ${title} (${file})`)
    for (const problem of problems) console.log(`          ${problem}`)
  })
  console.log(`\nstubs ${count.stubs}, caught ${count.caught}, survived ${count.survived}`)
  return count.survived + count.problems > 0 ? 1 : 0
})
