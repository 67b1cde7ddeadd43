import type { Draw } from '../fuzz/draw.ts'

/** What happens between two renders. */
export interface Turn {
  readonly changes: readonly Change[]
  /** How far a render gets that fails before the one that succeeds; 0 for none. */
  readonly failsAfter: number
  /** Chooses what users and other scripts do before it; 0 for nothing. */
  readonly mischief: number
}

/** One change: a number that chooses what is done, and three that say where and how. */
export type Change = readonly [choice: number, a: number, b: number, c: number]

/** @param hasMischief whether users and other scripts do something meanwhile */
export function randomTurns(
  draw: Draw,
  [least, most]: readonly [number, number],
  hasMischief: boolean,
): Turn[] {
  const number = (): number => draw.whole(0, 9_999)
  const one = (): Change => [number(), number(), number(), number()]
  return draw.many(least, most, () => ({
    changes: draw.many(1, draw.pick([1, 3, 6, 12]), one),
    failsAfter: draw.chance(0.07) ? draw.whole(1, 60) : 0,
    mischief: hasMischief && draw.chance(0.7) ? draw.whole(1, 1_000_000) : 0,
  }))
}
