import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LawTemplate, programOf, showState, type Story, tell } from './draw.ts'
import type { Breach } from './in-page.ts'
import { LawPage } from './law-page.ts'
import { randomTemplate } from './random-template.ts'
import { type Change, change, firstState } from './state.ts'
import { templates } from './templates.ts'

const runs = Number(process.env.LAW_RUNS ?? 10)
const seed = Number(process.env.LAW_SEED ?? 20_251)
const number = fc.nat(10_000)
const changes = fc.array(fc.tuple(number, number, number, number), { minLength: 1, maxLength: 16, size: 'max' })

let page: LawPage
beforeAll(async () => {
  page = await LawPage.open()
})
afterAll(() => page?.close())

describe.each(templates)('$name', (template) => {
  it('shows after patches what a fresh paint shows', () =>
    holds(template, (story) => page.patches(story)), 60_000)

  it('shows after a fill what a fresh paint shows', () =>
    holds(template, (story) => page.fills(story)), 60_000)

  it('leaves alone what users and other scripts did', () =>
    holds(template, (story) => page.patches(story, 4711)), 60_000)
})

describe('templates made at random', () => {
  it('show after patches and fills what a fresh paint shows', async () => {
    await fc.assert(
      fc.asyncProperty(randomTemplate(), changes, async (text, list) => {
        const template = { name: 'random', text }
        const story = tell(programOf(template), list)
        const breach = (await page.patches(story, 77)) ?? (await page.fills(story))
        if (breach) expect.fail(report(template, list, story, breach))
      }),
      { seed, numRuns: runs * 20 },
    )
  }, 120_000)
})

async function holds(template: LawTemplate, check: (story: Story) => Promise<Breach | null>): Promise<void> {
  const program = programOf(template)
  await fc.assert(
    fc.asyncProperty(changes, async (list) => {
      const story = tell(program, list)
      const breach = await check(story)
      if (breach) expect.fail(report(template, list, story, breach))
    }),
    { seed, numRuns: runs },
  )
}

function report(template: LawTemplate, list: readonly Change[], story: Story, { step, what, expected, actual }: Breach): string {
  const state = firstState()
  const states = list.slice(0, step + 1).map((each) => {
    change(state, each)
    return showState(state)
  })
  return [
    `step ${step}: ${what}`,
    `template "${template.name}": ${template.text}`,
    `states: ${showState(firstState())}`,
    ...states,
    `patch: ${JSON.stringify(story.steps[step]?.patch)}`,
    `expected:\n${expected}`,
    `actual:\n${actual}`,
  ].join('\n\n')
}
