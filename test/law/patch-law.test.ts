import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Program } from '../../src/render/program.ts'
import { TemplateError } from '../../src/shared/errors.ts'
import { changesOf } from './changes.ts'
import { touched } from './coverage.ts'
import { type LawTemplate, programOf, showState, type Story, tell } from './draw.ts'
import type { Breach } from './in-page.ts'
import { LawPage } from './law-page.ts'
import { randomNesting } from './random-nesting.ts'
import { randomTemplate } from './random-template.ts'
import { type Change, change, firstState } from './state.ts'
import { templates } from './templates.ts'

/** How often each template is tried: `LAW_RUNS=100 LAW_SEED=1 npx vitest run test/law`. */
const runs = Number(process.env.LAW_RUNS ?? 8)
const seed = Number(process.env.LAW_SEED ?? 20_251)
const waitAtMostMs = 60_000 * Math.max(1, runs / 8)

type Check = (story: Story) => Promise<Breach | null>

let page: LawPage
beforeAll(async () => {
  page = await LawPage.open()
}, waitAtMostMs)
afterAll(() => page?.close())

describe.each(templates)('$name', (template) => {
  const program = programOf(template)

  const holds = (check: Check): Promise<void> =>
    fc.assert(
      fc.asyncProperty(changesOf(16), (list) => mustHold(template, program, list, check)),
      { seed, numRuns: runs },
    )

  it(
    'shows after patches what a fresh paint shows',
    () => {
      return holds((story) => page.patches(story))
    },
    waitAtMostMs,
  )

  it(
    'shows after all values what a fresh paint shows',
    () => {
      return holds((story) => page.fills(story))
    },
    waitAtMostMs,
  )

  it(
    'leaves alone what users and other scripts did',
    () => {
      return holds((story) => page.patches(story, 4711))
    },
    waitAtMostMs,
  )
})

describe('any template', () => {
  it(
    'shows after patches and all values what a fresh paint shows',
    () => {
      return fc.assert(
        fc.asyncProperty(randomTemplate(), changesOf(8), async (text, list) => {
          const template = { name: 'random', text }
          const program = programOf(template)
          await mustHold(template, program, list, async (story) => {
            return (await page.patches(story, 815)) ?? (await page.fills(story))
          })
        }),
        { seed, numRuns: runs * 10 },
      )
    },
    waitAtMostMs,
  )

  it(
    'is refused, or is markup that the browser leaves as it is',
    () => {
      const list = changesOf(4)
      return fc.assert(
        fc.asyncProperty(randomNesting(), list, async (text, changes) => {
          const template = { name: 'nesting', text }
          const program = compiles(template)
          if (program) await mustHold(template, program, changes, (story) => page.fills(story))
        }),
        { seed, numRuns: runs * 20 },
      )
    },
    waitAtMostMs,
  )
})

it('is tried on every kind of slot, and on everything that can happen to one', () => {
  const found = new Set<string>()
  for (const template of templates) {
    const program = programOf(template)
    for (const list of fc.sample(changesOf(16), { seed, numRuns: 8 })) {
      for (const { patch } of tell(program, list).steps) {
        for (const each of touched(program.compiled.layout, patch ?? [])) found.add(each)
      }
    }
  }
  expect([...found]).toEqual(
    expect.arrayContaining([
      ...[
        'alone: text',
        'alone: markup',
        'text: text',
        'text: markup',
        'whole: text',
        'title: text',
      ],
      ...['attribute: text', 'attribute: absent', 'call: within'],
      ...['branch: switched', 'branch: switched, with values', 'branch: within'],
      ...['removed', 'moved', 'inserted', 'moved and changed'].map((what) => `list: ${what}`),
      ...['rows', 'none', 'within none', 'others'].map((what) => `list: ${what}`),
      ...['p', 'root', 'select', 'svg', 'tbody', 'tr', 'ul'].map((tag) => `list in <${tag}>`),
      ...['div', 'p', 'root', 'select', 'svg', 'tbody', 'tr', 'li'].map(
        (tag) => `branch in <${tag}>`,
      ),
    ]),
  )
})

async function mustHold(
  template: LawTemplate,
  program: Program,
  list: readonly Change[],
  check: Check,
): Promise<void> {
  const story = tell(program, list)
  const breach = await check(story)
  if (breach) expect.fail(report(template, program, list, story, breach))
}

function compiles(template: LawTemplate): Program | null {
  try {
    return programOf(template)
  } catch (error) {
    if (error instanceof TemplateError) return null
    throw error
  }
}

/** What came apart and how to see it again. */
function report(
  template: LawTemplate,
  { compiled }: Program,
  list: readonly Change[],
  story: Story,
  { step, what, expected, actual }: Breach,
): string {
  const state = firstState()
  const states = [`state: ${showState(state)}`]
  for (const each of list.slice(0, step + 1)) {
    change(state, each, compiled.names)
    states.push(`state: ${showState(state)}`)
  }
  return [
    `${what} (step ${step}, LAW_SEED=${seed})`,
    `template "${template.name}": ${template.text}`,
    ...states.slice(-2),
    `patch: ${JSON.stringify(story.steps[step]?.patch)}`,
    `expected:\n${expected}`,
    `actual:\n${actual}`,
  ].join('\n\n')
}
