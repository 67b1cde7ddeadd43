import type { Link } from './link.ts'
import type { RequestHead } from './request-head.ts'

/** One document's connection: a line, who is at its end, and the request that opened it. */
export interface Connection {
  readonly link: Link
  /** The cookie of the browser. */
  readonly browserId: string
  readonly request: RequestHead
  /** More came on it than may come; it is being closed. */
  flooded(): void
}
