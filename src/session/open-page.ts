import type { ViewClass } from '../view/live-view.ts'
import type { ViewRequest } from '../view/register.ts'
import { uriOf } from './addresses.ts'
import type { PostedForm } from './first-page.ts'
import { PageSession } from './page-session.ts'
import { RefusedError } from './refused-error.ts'
import type { SessionRegistry } from './registry.ts'
import { hashOf, sessionId } from './session-id.ts'
import type { Browser, Site } from './site.ts'
import { visitOf } from './visit.ts'

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
  /** Whether a document is likely to join: not for prefetches and HEAD. */
  readonly mayJoin: boolean
}

/** A page, or where the view sends the browser instead, or the status of a page that is refused. */
export type OpenedPage =
  | { readonly html: string; readonly redirect?: undefined; readonly status?: undefined }
  /** It was looked at where it was given: one of another site is meant to be. */
  | { readonly redirect: string; readonly status?: undefined }
  | { readonly status: 403 | 404; readonly redirect?: undefined }

/**
 * Draws a live page. Its session then waits for the document to claim it, so that `mount` runs once; where too many
 * wait already, the document will mount its own.
 *
 * @throws what the view throws, or a TemplateError
 */
export async function openPage(
  site: Site,
  registry: SessionRegistry,
  page: PageRequest,
): Promise<OpenedPage> {
  const id = sessionId()
  const session = new PageSession(site, page, id)
  let isKept = false
  try {
    await session.admit()
    const { host } = session.page
    // A page that is fetched ahead may never be seen.
    if (page.mayJoin) host.receiveMessages()
    const redirect = (await session.mount()) ?? (page.post && (await session.submit(page.post)))
    const visit = visitOf(page.request)
    host.carryMessages(redirect !== null)
    await visit.session.save()
    if (redirect !== null) return { redirect }
    // The page was for whoever it was before.
    if (visit.hasMoved) return { redirect: uriOf(page.request.url) }
    const mayWait = page.mayJoin && registry.hasRoomFor(page.browser)
    const html = await session.paint({
      pending: mayWait ? id : '',
      route: page.route,
      browser: hashOf(page.browser.id),
    })
    // Others may have come meanwhile.
    isKept = mayWait && registry.hasRoomFor(page.browser)
    if (isKept) registry.addPending(id, session, page.browser.ip)
    return { html }
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    if (error.to !== null) return { redirect: error.to }
    return { status: error.code === 'not_found' ? 404 : 403 }
  } finally {
    if (!isKept) session.end()
  }
}
