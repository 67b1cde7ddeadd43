// The tree has to be there before the runtime.
import { setMoveBefore } from '../law/dom/install.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Draw } from '../fuzz/draw.ts'
import { compileCase, type LawCase, minimise, randomCase, report, tellCase } from '../law/case.ts'
import { LawPage } from '../law/law-page.ts'
import { randomNesting } from '../law/random-nesting.ts'
import { type Breach, replayPatches } from '../law/replay.ts'
import { randomTurns } from '../law/turns.ts'
import type { Story } from '../law/story.ts'
import { templates } from '../law/templates.ts'

/** How often each template is tried: `LAW_RUNS=100 LAW_SEED=1 npx vitest run test/browser/patch-law.test.ts`. */
const runs = Number(process.env.LAW_RUNS ?? 4)
const seed = Number(process.env.LAW_SEED ?? 20_251)
const waitAtMostMs = 60_000 * Math.max(1, runs / 4)

const usual = { hasMoveBefore: true, hasFills: true, fixed: [] }

type Check = (story: Story) => Promise<Breach | null>

let page: LawPage
beforeAll(async () => {
  page = await LawPage.open()
}, waitAtMostMs)
afterAll(() => page?.close())

const patches: Check = async (story) => (await page.patches(story)).breach
const fills: Check = async (story) => (await page.fills(story)).breach

describe.each(templates)('$name', ({ text, others = {} }) => {
  const holds = async (hasMischief: boolean, check: Check): Promise<void> => {
    for (const draw of draws(runs)) {
      const turns = randomTurns(draw, [4, 16], hasMischief)
      await mustHold({ page: text, others, turns, ...usual }, check)
    }
  }

  it('shows after patches what a fresh paint shows', () => holds(false, patches), waitAtMostMs)

  it('shows after all values what a fresh paint shows', () => holds(false, fills), waitAtMostMs)

  it('leaves alone what users and other scripts did', () => holds(true, patches), waitAtMostMs)
})

describe('any template', () => {
  const cases = (isCoarse: (i: number) => boolean): LawCase[] =>
    Array.from({ length: runs * 10 }, (_, i) => ({
      ...randomCase(seed + i, { isCoarse: isCoarse(i), hasFills: true }),
      hasMoveBefore: true,
    }))

  it(
    'shows after patches and all values what a fresh paint shows',
    async () => {
      for (const whole of cases((i) => i % 3 === 0))
        await mustHold(whole, async (story) => (await patches(story)) ?? fills(story))
    },
    waitAtMostMs,
  )

  it(
    'shows the same on the tree that stands for a browser where there is none',
    async () => {
      setMoveBefore(true)
      for (const whole of cases(() => false).slice(0, runs * 5)) {
        const story = storyOf(whole)
        if (!story) continue
        const onTree = replayPatches(story)
        if (onTree.breach) expect.fail(report(whole, onTree.breach))
        const { shown } = await page.patches(story)
        expect(onTree.shown, report(whole)).toEqual(shown)
      }
    },
    waitAtMostMs,
  )

  it(
    'is refused, or is markup that the browser leaves as it is',
    async () => {
      for (const draw of draws(runs * 20)) {
        const whole = { page: randomNesting(draw), others: {}, ...usual }
        await mustHold({ ...whole, turns: randomTurns(draw, [1, 4], false) }, fills)
      }
    },
    waitAtMostMs,
  )
})

function draws(count: number): Draw[] {
  return Array.from({ length: count }, (_, i) => new Draw(seed + i))
}

async function mustHold(whole: LawCase, check: Check): Promise<void> {
  const breachOf = async (each: LawCase): Promise<Breach | null> => {
    const story = storyOf(each)
    return story && check(story)
  }
  const breach = await breachOf(whole)
  if (!breach) return
  const smallest = await minimise({ case: whole, breach }, breachOf, 15)
  expect.fail(report(smallest.case, smallest.breach))
}

/** A case's story; null where it is refused. */
function storyOf(whole: LawCase): Story | null {
  const program = compileCase(whole)
  return program && tellCase(program, whole)
}
