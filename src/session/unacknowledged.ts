import type { Command, EventError } from '../wire/frames.ts'

/** What must not be lost, and the frame that it went with. */
export interface Unacknowledged {
  /** Number of that frame; 0 before there is one of this session. */
  readonly number: number
  /** Those of the frames that it went with where other sessions had the page. */
  readonly before?: readonly number[]
  readonly commands: readonly Command[]
  /** How events have failed. */
  readonly errors: readonly EventError[]
}

/** Behind which number, and up to which, those of all frames are that one session has sent. */
export type FrameNumbers = readonly [from: number, last: number]

/** A page that is with no session for long enough to be heard of has been with few. */
const maxEras = 4

/** What was sent, with the numbers of one session more. */
export function withEra(
  eras: readonly FrameNumbers[],
  next: FrameNumbers,
): readonly FrameNumbers[] {
  return [...eras, next].slice(-maxEras)
}

/**
 * What a page does not have. It may come from a session whose frames nobody here knows of: then it is sent all again.
 *
 * @param eras the numbers of all sessions that are known to have sent some of it
 * @param seen number of the last frame that the page has
 */
export function unseenOf(
  all: readonly Unacknowledged[],
  eras: readonly FrameNumbers[],
  seen: number,
): readonly Unacknowledged[] {
  const era = eras.findLast(([from, last]) => seen >= from && seen <= last)
  if (!era) return all
  const isSeen = (number: number): boolean => number > era[0] && number <= seen
  return all.filter(({ number, before = [] }) => !isSeen(number) && !before.some(isSeen))
}

/** The same as it waits in another session. */
export function inNextEra(each: Unacknowledged): Unacknowledged {
  const { number, before = [] } = each
  return number === 0 ? each : { ...each, number: 0, before: [...before, number] }
}
