import type { Flat } from '../nodes.ts'
import { type Path, PathWalk } from './path-walk.ts'

/** What a path makes of some nodes. */
export interface Walked {
  readonly html: string
  /** Where the texts of the outermost list begin in it. */
  readonly texts: readonly { readonly index: number; readonly start: number }[]
}

const none: ReadonlyMap<string, never> = new Map<string, never>()
const allTaken: Path = { otherwise: 'always', choices: none, otherRounds: 2, rounds: none }
const noneTaken: Path = { otherwise: 'never', choices: none, otherRounds: 1, rounds: none }
/** Rows of a few columns end within these. */
const roundsTried = [0, 1, 2, 3, 5, 8]
const maxPaths = 400
/** Of all paths together: they are parsed each time a page is compiled. */
const maxTotalLength = 4_000_000

/** What a template shows when all its conditions hold. */
export function walkAllTaken(nodes: readonly Flat[]): Walked {
  return walk(nodes, allTaken)
}

/** What a template shows when all its conditions hold, and when none does. */
export function walkBoth(nodes: readonly Flat[]): readonly string[] {
  return [allTaken, noneTaken].map((path) => walk(nodes, path).html)
}

/**
 * Draws nodes on representative paths: all conditions hold, or none, and one of them is otherwise; each loop has no round,
 * one or several. The same condition is decided the same way wherever it stands, and what hangs on the counters of loops
 * alone is computed.
 */
export function* representativePaths(nodes: readonly Flat[]): Generator<string> {
  const seen = new Set<string>()
  let count = 0
  let totalLength = 0
  for (const base of [allTaken, noneTaken]) {
    const first = new PathWalk(base)
    first.nodes(nodes)
    const met = new PathWalk(base === allTaken ? noneTaken : allTaken)
    met.nodes(nodes)
    const paths: Path[] = [base]
    for (const key of new Set([...first.conditions, ...met.conditions])) {
      for (const choice of ['always', 'never', 'first', 'later'] as const)
        paths.push({ ...base, choices: new Map([[key, choice]]) })
    }
    for (const key of new Set([...first.loops, ...met.loops])) {
      for (const rounds of roundsTried) paths.push({ ...base, rounds: new Map([[key, rounds]]) })
    }
    for (const rounds of roundsTried) paths.push({ ...base, otherRounds: rounds })
    for (const path of paths) {
      if (count >= maxPaths || totalLength > maxTotalLength) return
      const { html } = walk(nodes, path)
      if (seen.has(html)) continue
      seen.add(html)
      count++
      totalLength += html.length
      yield html
    }
  }
}

function walk(nodes: readonly Flat[], path: Path): Walked {
  const walked = new PathWalk(path)
  walked.nodes(nodes, true)
  return walked
}
