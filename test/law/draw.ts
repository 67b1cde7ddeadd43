import type { Program, Rendered } from '../../src/render/program.ts'
import type { RenderInput } from '../../src/render/render-input.ts'
import { SafeString } from '../../src/template/values/safe-string.ts'
import type { PageLayout } from '../../src/wire/layout.ts'
import type { Patch, Values } from '../../src/wire/patch.ts'
import { input, program } from '../support/templates.ts'
import { type Change, change, firstState, type State } from './state.ts'

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
}

export function programOf({ text, others }: LawTemplate): Program {
  return program(text, others)
}

/** Draws a page through a number of changes. */
export function tell(program: Program, changes: readonly Change[]): Story {
  const state = firstState()
  const input = inputOf(state)
  const { html, rendered } = program.paint(input)
  const steps = changes.map((each) => {
    change(state, each, program.compiled.names)
    return step(program, input, rendered)
  })
  const { layout } = program.compiled
  return throughJson({ layout, whole: program.compiled.wholeLayout(), html, steps })
}

function step(program: Program, input: RenderInput, rendered: Rendered): Step {
  const update = program.diff(input, rendered)
  update.commit()
  return {
    patch: update.patch,
    values: program.fill(input).values,
    html: program.paint(input).html,
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
    if (typeof value === 'bigint') return `${value}n`
    return value === undefined ? 'undefined' : value
  })
}

/** What the wire makes of it. */
function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
