import { ConfigError } from '../shared/errors.ts'
import { identify } from '../session/identify.ts'
import type { Site } from '../session/site.ts'
import type { Route } from '../view/route-types.ts'
import { cookieSession } from './cookies.ts'
import type { VisitCookies } from './visit-cookies.ts'

/** Answers a request for a route that is a function. */
export async function plainPage(
  { pattern, view }: Route,
  params: Readonly<Record<string, unknown>>,
  request: Request,
  { site, cookies }: { readonly site: Site; readonly cookies: VisitCookies },
): Promise<Response> {
  const cookie = cookieSession(request.headers.get('cookie'))
  const { request: theirs, visit } = await identify(site, request, cookie)
  const answer: unknown = await view(theirs, params)
  if (!isResponse(answer)) {
    throw new ConfigError(
      'no_response',
      `The route '${pattern}' gave no Response. Return new Response(…), redirect(…) or notFound().`,
    )
  }
  await visit.session.save()
  const [setCookie] = cookies.for(visit, cookie, request, visit.session.isStored)
  if (setCookie === undefined) return answer
  // Headers of an answer that was fetched cannot be changed.
  const headers = new Headers(answer.headers)
  headers.append('Set-Cookie', setCookie)
  // A cache that many share would give the cookie to all of them.
  const isPrivate = /\b(?:private|no-store)\b/i.test(headers.get('Cache-Control') ?? '')
  if (!isPrivate) headers.set('Cache-Control', 'private, no-cache')
  return new Response(answer.body, { status: answer.status, headers })
}

/** Hosts bring classes of their own, so that `instanceof` would tell answers of one from another. */
function isResponse(value: unknown): value is Response {
  if (typeof value !== 'object' || value === null) return false
  const { status, headers } = value as Partial<Response>
  return typeof status === 'number' && typeof headers?.getSetCookie === 'function'
}
