import { setMoveBefore } from './dom/install.ts'
import { compileCase, type Found, type LawCase, randomCase, tellCase } from './case.ts'
import { Coverage } from './coverage.ts'
import type { Story } from './story.ts'
import { type Breach, replayFills, replayPatches } from './replay.ts'

/** Holds the patch law against many random cases, on a tree in place of a browser. */
export class VolumeLaw {
  readonly coverage = new Coverage()
  steps = 0
  cases = 0
  refused = 0
  readonly #seed: number

  /** @param seed the same one makes the same cases */
  constructor(seed: number) {
    this.#seed = seed
  }

  /** Tries the next case. @returns what came apart */
  next(): Found | null {
    const number = this.cases++
    const whole = randomCase((this.#seed * 1_000_003 + number) >>> 0, {
      isCoarse: number % 5 === 3,
      hasFills: number % 4 === 0,
    })
    const breach = this.#try(whole)
    return breach && { case: whole, breach }
  }

  #try(whole: LawCase): Breach | null {
    const program = compileCase(whole)
    const story = program && tellCase(program, whole)
    if (!story) {
      this.refused++
      return null
    }
    this.steps += story.steps.length
    this.coverage.count(story)
    return breachIn(story, whole)
  }
}

/** Where a case comes apart on the tree. */
export function breachOf(whole: LawCase): Breach | null {
  const program = compileCase(whole)
  const story = program && tellCase(program, whole)
  return story && breachIn(story, whole)
}

function breachIn(story: Story, { hasMoveBefore, hasFills }: LawCase): Breach | null {
  setMoveBefore(hasMoveBefore)
  return replayPatches(story).breach ?? (hasFills ? replayFills(story).breach : null)
}
