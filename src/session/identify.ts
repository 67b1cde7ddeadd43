import type { ViewRequest } from '../view/register.ts'
import type { Site } from './site.ts'
import { toViewRequest } from './view-request.ts'
import { userName } from './user-name.ts'
import { Visit, withSession } from './visit.ts'

/** Finds out who sends a request. @param cookie of the browser; `isNew` where it does not have it yet */
export async function identify(
  site: Site,
  request: Request,
  cookie: { readonly id: string; readonly isNew: boolean },
): Promise<{ readonly request: ViewRequest; readonly visit: Visit }> {
  const { browsers } = site
  const session = cookie.isNew ? browsers.begin(cookie.id) : await browsers.open(cookie.id)
  const visit = new Visit(site, cookie.id, session)
  visit.user = await site.getUser(withSession(request, visit))
  return { request: toViewRequest(request, visit), visit }
}

/**
 * Reads the user of an open page anew.
 *
 * @param request for the page, with the session of the visit
 * @returns false when it is somebody else, or the session is over
 */
export async function identifyAgain(
  site: Site,
  request: ViewRequest,
  visit: Visit,
): Promise<boolean> {
  await visit.session.refresh()
  if (visit.session.isOver) return false
  const user = await site.getUser(request)
  if (userName(user) !== userName(visit.user)) return false
  visit.user = user
  return true
}
