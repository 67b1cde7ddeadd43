/** An instant that is shown in a zone of its own: what the filters `timezone` and `utc` give. */
export class ZonedInstant extends Date {
  readonly timeZone: string
  /** Microseconds past the millisecond, which a Date does not hold. */
  readonly extraMicroseconds: number

  constructor(epochMs: number, extraMicroseconds: number, timeZone: string) {
    super(epochMs)
    this.timeZone = timeZone
    this.extraMicroseconds = extraMicroseconds
  }
}
