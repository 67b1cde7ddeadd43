import type { ViewRequest } from '../view/register.ts'
import type { Site } from './site.ts'
import { toViewRequest } from './view-request.ts'
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
