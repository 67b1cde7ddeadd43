import { describe, expect, it } from 'vitest'
import type { Program } from '../../src/render/program.ts'
import type { RenderInput } from '../../src/render/render-input.ts'
import { Draw } from '../fuzz/draw.ts'
import { compileCase, randomCase } from './case.ts'
import { Forgotten } from './forgotten.ts'
import { change } from './changes.ts'
import { firstState, type State } from './state.ts'
import { randomTurns, type Turn } from './turns.ts'
import { inputOf, programOf } from './story.ts'
import { templates } from './templates.ts'

const seed = Number(process.env.LAW_SEED ?? 20_251)
const waitAtMostMs = 120_000

describe('a first paint', () => {
  it.each(templates)('without its anchors is what Django would draw: $name', (template) => {
    const program = programOf(template)
    for (const draw of draws(10))
      eachState(program, randomTurns(draw, [1, 8], false), (state) => checkPaint(program, state))
  })

  it(
    'without its anchors is what Django would draw: any template',
    () => {
      for (let n = 0; n < 150; n++) {
        const whole = randomCase(seed + n, { isCoarse: n % 4 === 0, hasFills: true })
        const program = compileCase(whole)
        if (!program) continue
        eachState(program, whole.turns.slice(0, 4), (state) => checkPaint(program, state))
      }
    },
    waitAtMostMs,
  )
})

describe('a turn', () => {
  it(
    'sends nothing where nothing changed, and is not hindered by one that failed',
    () => {
      for (const [n, draw] of draws(150).entries()) {
        const whole = randomCase(seed + n, { isCoarse: n % 4 === 0, hasFills: true })
        const program = compileCase(whole)
        if (!program) continue
        const state = firstState()
        const forgotten = new Forgotten(state, whole.fixed)
        const input = inputOf(state, {
          read: (name) => forgotten.read(name),
          rests: (name) => forgotten.rests(name),
        })
        const rendered = program.fill(input).rendered
        const other = program.paint(input).rendered
        const failsAt = draw.whole(0, 30)
        for (const { changes } of whole.turns.slice(0, 4)) {
          for (const each of changes) change(state, each, program.compiled.names)
          const update = program.diff(input, rendered)
          tryDiff(() => program.diff(failing(input, failsAt), other))
          const again = program.diff(input, other)
          expect(again.patch).toEqual(update.patch)
          update.commit()
          again.commit()
          forgotten.drawn()
          expect(program.diff(input, rendered).patch).toBeNull()
          expect(program.diff(input, other).patch).toBeNull()
        }
      }
    },
    waitAtMostMs,
  )
})

function draws(count: number): Draw[] {
  return Array.from({ length: count }, (_, i) => new Draw(seed + i))
}

function eachState(
  { compiled }: Program,
  turns: readonly Turn[],
  check: (state: State) => void,
): void {
  const state = firstState()
  check(state)
  for (const { changes } of turns) {
    for (const each of changes) change(state, each, compiled.names)
    check(state)
  }
}

function checkPaint(program: Program, state: State): void {
  const input = inputOf(state)
  expect(withoutAnchors(program.paint(input).html)).toBe(withoutAnchors(program.plain(input)))
}

/** Also without what a safe value has that looks like one. */
function withoutAnchors(html: string): string {
  return withoutFirstLineEnds(html.replace(/<!--(?:\d+|h|\/|p[0-9a-z]{22}|)-->/g, ''))
}

/** A line end right behind a textarea is doubled where it would be dropped. */
function withoutFirstLineEnds(html: string): string {
  return html.replace(/(<textarea(?:"[^"]*"|'[^']*'|[^'">])*>)\n+/g, '$1\n')
}

function tryDiff(run: () => void): void {
  try {
    run()
  } catch (error) {
    expect(String(error)).toContain('not now')
  }
}

/** Reads that fail from some point on, as a getter may. */
function failing(input: RenderInput, from: number): RenderInput {
  let reads = 0
  return {
    ...input,
    read(name) {
      if (reads++ >= from) throw new RangeError('not now')
      return input.read(name)
    },
  }
}
