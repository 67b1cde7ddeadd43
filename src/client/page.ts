import type { Session } from './session.ts'

/** The page that runs, as feature files find it: they come when it has started. */
export interface RunningPage {
  readonly session: Pick<Session, 'send' | 'sendNow' | 'visit'>
  /** Ends when the page is left to the browser. */
  readonly signal: AbortSignal
  /** Path and query that it was drawn for. */
  readonly uri: string
  /** Address of the core, beside which feature files lie. */
  readonly core: string
}

export const page = {} as RunningPage

export function uriOf({ pathname, search }: { pathname: string; search: string }): string {
  return pathname + search
}
