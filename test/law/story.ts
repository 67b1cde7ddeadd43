import type { Program, Rendered } from '../../src/render/program.ts'
import type { RenderInput } from '../../src/render/render-input.ts'
import { SafeString } from '../../src/template/values/safe-string.ts'
import type { PageLayout } from '../../src/wire/layout.ts'
import type { Patch, Values } from '../../src/wire/patch.ts'
import { input, program } from '../support/templates.ts'
import { change, firstState, type State, type Turn } from './state.ts'

/** A template of the law, with those that it includes or extends. */
export interface LawTemplate {
  readonly name: string
  readonly text: string
  readonly others?: Readonly<Record<string, string>>
}

/** What happens to one page, for the browser to go through. */
export interface Story {
  readonly layout: PageLayout
  readonly whole: PageLayout
  /** The first paint. */
  readonly html: string
  readonly steps: readonly Step[]
}

export interface Step {
  readonly patch: Patch | null
  /** All values after the step. */
  readonly values: Values
  /** The first paint of the state after the step. */
  readonly html: string
  /** Whether nothing more is sent, as nothing more changed. */
  readonly isQuiet: boolean
  /** The seed of what users and other scripts do before it; 0 for nothing. */
  readonly mischief: number
}

export function programOf({ text, others }: LawTemplate): Program {
  return program(text, others, { attributeNames: 'django' })
}

/** Draws a page through a number of turns. */
export function tell(program: Program, turns: readonly Turn[]): Story {
  const state = firstState()
  const input = inputOf(state)
  const { html, rendered } = program.paint(input)
  const steps = turns.map(({ changes, failsAfter, mischief }) => {
    for (const each of changes) change(state, each, program.compiled.names)
    if (failsAfter > 0) failToDraw(program, input, rendered, failsAfter)
    return { ...step(program, input, rendered), mischief }
  })
  const { layout } = program.compiled
  return throughJson({ layout, whole: program.compiled.wholeLayout(), html, steps })
}

function step(program: Program, input: RenderInput, rendered: Rendered): Omit<Step, 'mischief'> {
  const update = program.diff(input, rendered)
  update.commit()
  const { values } = program.fill(input)
  const isQuiet = program.diff(input, rendered).patch === null
  return { patch: update.patch, values, html: program.paint(input).html, isQuiet }
}

/** Compares as far as some reads or rounds of loops go, which has to leave no trace. */
function failToDraw(program: Program, input: RenderInput, rendered: Rendered, after: number): void {
  const count = after >> 1
  let reads = 0
  const failing: RenderInput =
    after % 2 === 0
      ? { ...input, limits: { ...input.limits, loopRounds: count } }
      : {
          ...input,
          read(name) {
            if (reads++ >= count) throw new RangeError('not now')
            return input.read(name)
          },
        }
  try {
    program.diff(failing, rendered)
  } catch {
    // That is what was asked for.
  }
}

export function inputOf(state: State): RenderInput {
  const names = state as unknown as Record<string, unknown>
  return {
    ...input(names),
    read: (name) => (name === 'csrf_token' ? 'token' : names[name]),
    reverse: (route, positional, named) =>
      `/${route}/${[...positional, ...Object.values(named)].map((each) => encodeURIComponent(String(each))).join('/')}?a=1&b='`,
    scripts: () => '',
  }
}

/** Shows a state in a message. */
export function showState(state: State): string {
  return JSON.stringify(state, (_key, value: unknown) => {
    if (value instanceof SafeString) return { safe: value.html }
    if (value instanceof Map || value instanceof Set) return [...value]
    if (typeof value === 'bigint') return `${value}n`
    return value === undefined ? 'undefined' : value
  })
}

/** What the wire makes of it. */
function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
