import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Program } from '../../src/render/program.ts'
import type { RenderInput } from '../../src/render/render-input.ts'
import { inputOf, programOf } from './draw.ts'
import { randomTemplate } from './random-template.ts'
import { type Change, change, firstState, type State } from './state.ts'
import { changesOf } from './changes.ts'
import { templates } from './templates.ts'

const seed = Number(process.env.LAW_SEED ?? 20_251)

describe('a first paint', () => {
  it.each(templates)('without its anchors is what Django would draw: $name', (template) => {
    const program = programOf(template)
    fc.assert(
      fc.property(changesOf(8), (list) =>
        eachState(program, list, (state) => checkPaint(program, state)),
      ),
      { seed, numRuns: 10 },
    )
  })

  it('without its anchors is what Django would draw: any template', () => {
    fc.assert(
      fc.property(randomTemplate(), changesOf(4), (text, list) => {
        const program = programOf({ name: 'random', text })
        eachState(program, list, (state) => checkPaint(program, state))
      }),
      { seed, numRuns: 200 },
    )
  })
})

describe('a turn', () => {
  it('sends nothing where nothing changed, and is not hindered by one that failed', () => {
    fc.assert(
      fc.property(randomTemplate(), changesOf(4), fc.nat(30), (text, list, failsAt) => {
        const program = programOf({ name: 'random', text })
        const state = firstState()
        const input = inputOf(state)
        const rendered = program.fill(input).rendered
        const other = program.paint(input).rendered
        for (const each of list) {
          change(state, each, program.compiled.names)
          const update = program.diff(input, rendered)
          tryDiff(() => program.diff(failing(input, failsAt), other))
          const again = program.diff(input, other)
          expect(again.patch).toEqual(update.patch)
          update.commit()
          again.commit()
          expect(program.diff(input, rendered).patch).toBeNull()
          expect(program.diff(input, other).patch).toBeNull()
        }
      }),
      { seed, numRuns: 200 },
    )
  })
})

function eachState(
  { compiled }: Program,
  list: readonly Change[],
  check: (state: State) => void,
): void {
  const state = firstState()
  check(state)
  for (const each of list) {
    change(state, each, compiled.names)
    check(state)
  }
}

function checkPaint(program: Program, state: State): void {
  const input = inputOf(state)
  expect(withoutAnchors(program.paint(input).html)).toBe(withoutFirstLineEnds(program.plain(input)))
}

function withoutAnchors(html: string): string {
  return withoutFirstLineEnds(html.replace(/<!--(?:\d+|h|\/|)-->/g, ''))
}

/** A line end right behind a textarea is doubled where it would be dropped. */
function withoutFirstLineEnds(html: string): string {
  return html.replace(/(<textarea\b[^<>]*>)\n+/g, '$1\n')
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
