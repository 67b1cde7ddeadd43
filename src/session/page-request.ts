import type { ViewClass } from '../view/live-view.ts'
import type { ViewRequest } from '../view/register.ts'
import type { PostedForm } from './first-page.ts'
import type { Browser } from './site.ts'

/** A request for a live page. */
export interface PageRequest {
  readonly View: ViewClass
  readonly route: string
  readonly request: ViewRequest
  readonly params: Readonly<Record<string, unknown>>
  readonly browser: Browser
  readonly csrfToken: string
  /** What a form posted without JavaScript asks for. */
  readonly post: PostedForm | null
  /** Names the page on which such a form has acted, and which is asked for now; see `keepPosted`. */
  readonly posted: string | null
  /** Whether a document is likely to join: not for prefetches and HEAD. */
  readonly mayJoin: boolean
}
