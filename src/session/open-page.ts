import { uriOf } from './addresses.ts'
import type { PageRequest } from './page-request.ts'
import { PageSession } from './page-session.ts'
import { keepPosted, takePosted } from './posted-page.ts'
import { RefusedError } from './refused-error.ts'
import type { SessionRegistry } from './registry.ts'
import { hashOf, sessionId } from './session-id.ts'
import type { Site } from './site.ts'
import { visitOf } from './visit.ts'

/** A page, or where the browser goes instead, or the status of a page that is refused. */
export type OpenedPage =
  | { readonly html: string; readonly redirect?: undefined; readonly status?: undefined }
  /** It was looked at where it was given: one of another site is meant to be. */
  | {
      readonly redirect: string
      /** Names the page that waits there. */
      readonly posted?: string
      readonly status?: undefined
    }
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
  const known = page.posted && (await takePosted(site, registry, page.posted, page))
  const session = known || new PageSession(site, page, sessionId())
  const { viewId: id } = session.page.host
  const visit = visitOf(page.request)
  let isKept = false
  try {
    await session.admit(visit.user)
    if (!known) {
      const redirect = await begin(session, page)
      await visit.session.save()
      if (redirect !== null) return { redirect }
    }
    // The page was for whoever it was before.
    if (visit.hasMoved) return { redirect: uriOf(page.request.url) }
    const posted = page.post && page.mayJoin && (await keepPosted(site, registry, session, page))
    isKept = posted !== null && posted !== false
    if (posted) return { redirect: session.address.uri, posted }
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

/** @returns where the view sent the browser, or null */
async function begin(session: PageSession, { mayJoin, post }: PageRequest): Promise<string | null> {
  const { host } = session.page
  // A page that is fetched ahead may never be seen.
  if (mayJoin) host.receiveMessages()
  const redirect = (await session.mount()) ?? (post && (await session.submit(post)))
  host.carryMessages(redirect !== null)
  return redirect
}
