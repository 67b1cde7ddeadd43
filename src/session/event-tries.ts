import { DjustError } from '../shared/errors.ts'

/** How often processes have begun an event that was not answered, and when last. */
export interface EventTries {
  readonly count: number
  readonly atMs: number
}

export const notTried: EventTries = { count: 0, atMs: 0 }

/** Who was only cut off comes back sooner than a process that died. */
const apartMs = 1_000

/** So often an event may be begun by a process that has not ended it. */
const maxTries = 2

/** One more process begins. */
export function triedAgain({ count, atMs }: EventTries, nowMs: number): EventTries {
  return { count: nowMs - atMs < apartMs ? count : count + 1, atMs: nowMs }
}

/** @throws {DjustError} `crashed` for an event that has ended processes */
export function refuseDeadly({ count }: EventTries): void {
  if (count <= maxTries) return
  throw new DjustError(
    'crashed',
    `The process ended ${maxTries} times while it did this event, so it is not done again.`,
  )
}
