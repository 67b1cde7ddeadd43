import type { Program } from '../../src/render/program.ts'
import { TemplateError } from '../../src/shared/errors.ts'
import { Draw } from '../fuzz/draw.ts'
import { type Piece, smallerPieces, source } from '../fuzz/piece.ts'
import { randomTemplate } from './random-template.ts'
import { change } from './changes.ts'
import { mayBeFixed } from './forgotten.ts'
import { firstState } from './state.ts'
import { randomTurns, type Turn } from './turns.ts'
import { programOf, showState, type Story, tell } from './story.ts'
import type { Breach } from './replay.ts'

/** A page and what happens to it. */
export interface LawCase {
  readonly page: Piece
  readonly others: Readonly<Record<string, Piece>>
  readonly turns: readonly Turn[]
  readonly hasMoveBefore: boolean
  /** Whether all values are set too, step by step. */
  readonly hasFills: boolean
  /** Names that never change. */
  readonly fixed: readonly string[]
}

export function randomCase(
  seed: number,
  options: { readonly isCoarse: boolean; readonly hasFills: boolean },
): LawCase {
  const draw = new Draw(seed)
  const { isCoarse, hasFills } = options
  return {
    // A list that is set whole is set row by row, and not by its keys.
    ...randomTemplate(draw, { isCoarse, keepsInRows: !hasFills }),
    turns: randomTurns(draw, [30, 60], draw.chance(0.5)),
    hasMoveBefore: draw.chance(0.5),
    hasFills,
    fixed: draw.chance(0.2) ? mayBeFixed.filter(() => draw.chance(0.4)) : [],
  }
}

/** The program of a case; null for templates that are refused. */
export function compileCase({ page, others, fixed }: LawCase): Program | null {
  const texts = Object.entries(others).map(([name, piece]) => [name, source(piece)] as const)
  try {
    const template = { name: 'random', text: source(page), others: Object.fromEntries(texts) }
    return programOf(template, fixed)
  } catch (error) {
    if (error instanceof TemplateError) return null
    throw error
  }
}

/** A case's story; null where the template cannot be drawn. */
export function tellCase(program: Program, { turns, hasFills, fixed }: LawCase): Story | null {
  try {
    return tell(program, turns, hasFills, fixed)
  } catch (error) {
    if (error instanceof TemplateError) return null
    throw error
  }
}

/** A case that comes apart, and where. */
export interface Found {
  readonly case: LawCase
  readonly breach: Breach
}

/**
 * Makes a case smaller, step by step, as long as it comes apart in the same way.
 *
 * @param breachOf tries a case
 */
export async function minimise(
  found: Found,
  breachOf: (whole: LawCase) => Promise<Breach | null> | Breach | null,
  seconds: number,
): Promise<Found> {
  const endMs = performance.now() + seconds * 1000
  const inSameWay = async (smaller: LawCase): Promise<Found | null> => {
    const breach = await breachOf(smaller)
    return breach?.what === found.breach.what ? { case: smaller, breach } : null
  }
  const turns = found.case.turns.slice(0, found.breach.step + 1)
  let best = (await inSameWay({ ...found.case, turns })) ?? found
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false
    for (const smaller of smallerCases(best.case)) {
      if (performance.now() > endMs) return best
      const smallest = await inSameWay(smaller)
      if (!smallest) continue
      best = smallest
      isSmaller = true
      break
    }
  }
  return best
}

/** Every case that is smaller by one step. */
function* smallerCases(whole: LawCase): Generator<LawCase> {
  const { turns } = whole
  for (let size = turns.length >> 1; size >= 1; size = size >> 1) {
    for (let from = 0; from < turns.length; from += size)
      yield { ...whole, turns: turns.filter((_, i) => i < from || i >= from + size) }
  }
  if (whole.hasMoveBefore) yield { ...whole, hasMoveBefore: false }
  if (whole.fixed.length > 0) yield { ...whole, fixed: whole.fixed.slice(1) }
  for (const page of smallerPieces(whole.page)) yield { ...whole, page }
  for (const [name, piece] of Object.entries(whole.others)) {
    for (const smaller of smallerPieces(piece))
      yield { ...whole, others: { ...whole.others, [name]: smaller } }
  }
  for (const [i, turn] of turns.entries()) {
    if (turn.failsAfter > 0) yield { ...whole, turns: turns.with(i, { ...turn, failsAfter: 0 }) }
    if (turn.mischief > 0) yield { ...whole, turns: turns.with(i, { ...turn, mischief: 0 }) }
    if (turn.changes.length < 1) continue
    for (const n of turn.changes.keys()) {
      const changes = turn.changes.filter((_, at) => at !== n)
      yield { ...whole, turns: turns.with(i, { ...turn, changes }) }
    }
  }
}

const nothing: Breach = { step: -1, what: '', expected: '', actual: '' }

/** Says what came apart, and how to see it again. */
export function report(whole: LawCase, breach?: Breach): string {
  const { step, what, expected, actual } = breach ?? nothing

  const program = compileCase(whole)!
  const text = source(whole.page)
  const state = firstState()
  const states = [showState(state)]
  for (const { changes } of whole.turns.slice(0, step + 1)) {
    for (const each of changes) change(state, each, program.compiled.names)
    states.push(showState(state))
  }
  const used = Object.entries(whole.others).filter(([name]) => text.includes(name))
  return [
    `${what} (step ${step}, mischief ${whole.turns.map(({ mischief }) => mischief).join(' ')}, ${whole.hasMoveBefore ? 'with' : 'without'} moveBefore)`,
    `template: ${text}`,
    ...(whole.fixed.length > 0 ? [`fixed: ${whole.fixed.join(', ')}`] : []),
    ...used.map(([name, piece]) => `${name}: ${source(piece)}`),
    ...states.slice(-2).map((each) => `state: ${each}`),
    `patch: ${JSON.stringify(tellCase(program, whole)?.steps[step]?.patch)}`,
    `expected:\n${expected}`,
    `actual:\n${actual}`,
  ].join('\n\n')
}
