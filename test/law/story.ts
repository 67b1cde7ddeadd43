import type { Program, Rendered } from '../../src/render/program.ts'
import { notAField, type RenderInput } from '../../src/render/render-input.ts'
import { TemplateError } from '../../src/shared/errors.ts'
import { SafeString } from '../../src/template/values/safe-string.ts'
import type { PartLayouts } from '../../src/wire/frames.ts'
import type { PageLayout } from '../../src/wire/layout.ts'
import type { KeptRows, Patch, Values } from '../../src/wire/patch.ts'
import { input, partLayouts, program, TestPart } from '../support/templates.ts'
import { change } from './changes.ts'
import { Forgotten, temporary } from './forgotten.ts'
import { firstState, type State } from './state.ts'
import type { Turn } from './turns.ts'

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
  /** Those of components. */
  readonly parts: PartLayouts
  /** The first paint. */
  readonly html: string
  readonly steps: readonly Step[]
  /** Whether something of it is shown that the server has let go of. */
  readonly isForgotten: boolean
}

export interface Step {
  readonly patch: Patch | null
  /** All values after the step; null where the story does without. */
  readonly values: Values | null
  /** What happened to streams: numbers of slots, and changes. */
  readonly streams: readonly (readonly [slot: number, changes: KeptRows])[]
  /** The first paint of the state after the step. */
  readonly html: string
  /** What is wrong behind it: nothing more may be sent, and what is recorded is what a fresh page shows; empty if so. */
  readonly noise: string
  /** The seed of what users and other scripts do before it; 0 for nothing. */
  readonly mischief: number
}

/** @param fixed names that never change */
export function programOf({ text, others }: LawTemplate, fixed: readonly string[] = []): Program {
  return program(text, others, { attributeNames: 'django' }, { fixed, temporary })
}

/** What happens between two renders, as it is told. */
export interface Act extends Omit<Turn, 'changes'> {
  readonly change: (state: State) => void
}

/**
 * Draws a page through a number of turns.
 *
 * @param hasValues whether each step has all values too, and not the patch alone
 */
export function tell(
  program: Program,
  turns: readonly Turn[],
  hasValues: boolean,
  fixed: readonly string[],
): Story {
  const { names } = program.compiled
  const acts = turns.map(
    ({ changes, ...rest }): Act => ({
      ...rest,
      change(state) {
        for (const each of changes) change(state, each, names)
      },
    }),
  )
  return tellActs(program, acts, hasValues, fixed)
}

export function tellActs(
  program: Program,
  acts: readonly Act[],
  hasValues: boolean,
  fixed: readonly string[] = [],
): Story {
  const state = firstState()
  const { compiled } = program
  const first = inputOf(state)
  const { html, rendered } = program.paint(first)
  const forgotten = new Forgotten(state, fixed)
  const input = inputOf(state, {
    read: (name) => forgotten.read(name),
    rests: (name) => forgotten.rests(name),
  })
  const fresh = inputOf(state, { read: (name) => forgotten.readWhole(name) })
  const steps = acts.map(({ change: act, failsAfter, mischief }): Step => {
    act(state)
    if (failsAfter > 0) failToDraw(program, input, rendered, failsAfter)
    const update = program.diff(input, rendered)
    update.commit()
    const told = forgotten.drawn()
    const streams = compiled.streams.map(
      ({ slot }, i) => [slot, told.map((each) => program.drawChange(input, i, each))] as const,
    )
    return {
      patch: throughJson(update.patch),
      values: hasValues ? throughJson(program.fill(input).values) : null,
      streams: throughJson(streams.filter(([, changes]) => changes.length > 0)),
      html: program.paint(fresh).html,
      noise: noiseOf(program, input, rendered),
      mischief,
    }
  })
  const whole = compiled.wholeLayout()
  const isForgotten = temporary.some((name) => compiled.names.includes(name))
  return {
    layout: throughJson(compiled.layout),
    whole,
    parts: partLayouts(),
    html,
    steps,
    isForgotten,
  }
}

function noiseOf(program: Program, input: RenderInput, rendered: Rendered): string {
  const { patch } = program.diff(input, rendered)
  if (patch !== null) return `a patch is sent for nothing: ${JSON.stringify(patch)}`
  const at = program.differingPlace(() => input, rendered)
  return at
    ? `recorded is something else than a fresh page shows: ${at.source.slice(at.start, at.end)}`
    : ''
}

/** Compares as far as some reads or rounds of loops go, which has to leave no trace. */
function failToDraw(program: Program, input: RenderInput, rendered: Rendered, after: number): void {
  const [count, isByRounds] = [after >> 2, after % 4 === 0]
  let reads = 0
  const counted = (read: () => unknown): unknown => {
    if (reads++ >= count) throw notNow
    return read()
  }
  const failing: RenderInput = isByRounds
    ? { ...input, limits: { ...input.limits, loopRounds: count } }
    : {
        ...input,
        read: (name) => counted(() => input.read(name)),
        field: (name) => counted(() => input.field!(name)),
      }
  try {
    program.diff(failing, rendered)
  } catch {
    // That is what was asked for.
  }
}

/** It says where it is from, so that nothing is drawn once more to find that out. */
const notNow = new TemplateError('not_now', 'Not now.', {
  file: 'page.html',
  source: '',
  start: 0,
  end: 0,
})

export function inputOf(
  state: State,
  { read, rests }: Partial<Pick<RenderInput, 'read' | 'rests'>> = {},
): RenderInput {
  const names = state as unknown as Record<string, unknown>
  const given = input(names)
  return {
    ...given,
    ...(rests && { rests }),
    ...(read && {
      field: (name) => (given.field!(name) === notAField ? notAField : read(name)),
    }),
    read: (name) => (name === 'csrf_token' ? 'token' : read ? read(name) : names[name]),
    reverse: (route, positional, named) =>
      `/${route}/${[...positional, ...Object.values(named)].map((each) => encodeURIComponent(String(each))).join('/')}?a=1&b='`,
    scripts: () => '',
  }
}

/** Shows a state in a message. */
export function showState(state: State): string {
  return JSON.stringify(state, (_key, value: unknown) => {
    if (value instanceof SafeString) return { safe: value.html }
    if (value instanceof TestPart) return { part: value.text, names: value.names }
    if (value instanceof Map || value instanceof Set) return [...value]
    if (typeof value === 'bigint') return `${value}n`
    return value === undefined ? 'undefined' : value
  })
}

/** What the wire makes of it. */
function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
