/** What a turn is about that no event of the browser's is answered by. */
export interface TurnCause {
  /** For the log: `a tick`. */
  readonly what: string
  /** Number of the event that began it, 0 for none. */
  readonly event?: number
  /** How it is called when it throws, where that is another than of handlers. */
  readonly code?: string
}
