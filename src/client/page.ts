import type { RunCommand } from '../wire/frames.ts'
import type { Session } from './session.ts'

/** The page that runs, as feature files find it: they come when it has started. */
export interface RunningPage {
  readonly session: Pick<Session, 'index' | 'renew' | 'send' | 'sendNow' | 'sendChunk' | 'visit'>
  /** Ends when the page is left to the browser. */
  readonly signal: AbortSignal
  /** Path and query that its view knows of. */
  uri: string
  /** Address of the core, beside which feature files lie. */
  readonly core: string
  /** Leaves the view that was shown, and begins with the one that the document shows by now, if there is one. */
  enter(): void
  /** Does a command of the server's, or one of that kind. */
  run(command: RunCommand): void
}

export const page = {} as RunningPage

/** What a page says about itself, as JSON in `#djust-page`. */
export interface PageData {
  readonly csrf: string
  readonly socket: string
  readonly layout: string
  readonly wholeLayout: string
  /** Fingerprints of the layouts of components that it shows. */
  readonly parts: readonly string[]
  /** The live session of its route, where that has a name. */
  readonly liveSession?: string
  /** Whether ordinary links come into the same document. */
  readonly autoNavigate?: boolean
  /** The class of its view, where it has hooks. */
  readonly view?: string
}

/** @throws {SyntaxError} when it says nothing */
export function dataOf(page: Document): PageData {
  return JSON.parse(page.getElementById('djust-page')?.textContent ?? '') as PageData
}

export function uriOf({ pathname, search }: { pathname: string; search: string }): string {
  return pathname + search
}
