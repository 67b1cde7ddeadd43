import { identify } from '../session/identify.ts'
import { openPage } from '../session/open-page.ts'
import type { Programs } from '../session/programs.ts'
import type { SessionRegistry } from '../session/registry.ts'
import type { Browser, Site } from '../session/site.ts'
import type { ViewClass } from '../view/live-view.ts'
import type { Route } from '../view/route-types.ts'
import type { ViewStatics } from '../view/view-options.ts'
import { navigateHeader } from '../wire/navigate-header.ts'
import { type CookieSession, cookieSession } from './cookies.ts'
import { checkCsrf, csrfToken } from './csrf.ts'
import { statusPage } from './error-page.ts'
import { type FormPost, readFormPost } from './form-post.ts'
import { setLivePageHeaders } from './headers.ts'
import { mayPost } from './origin.ts'
import { postedCookie, postedPage } from './posted-cookie.ts'
import { notAllowed, redirectTo } from './responses.ts'
import { allowScripts } from './script-hashes.ts'
import type { KeyRing } from './secret.ts'
import type { Settings } from './settings.ts'
import { TextResponse } from './text-response.ts'
import type { VisitCookies } from './visit-cookies.ts'
import type { Visitor } from './visitors.ts'

/** What live pages need of their application. */
export interface LivePagesHost {
  readonly settings: Settings
  readonly csrfKeys: KeyRing
  readonly site: Site
  readonly registry: SessionRegistry
  readonly programs: Programs
  readonly cookies: VisitCookies
}

type Params = Readonly<Record<string, unknown>>

/** Who asks for a page, and the form that was posted from it. */
interface Asking {
  readonly cookie: CookieSession
  readonly browser: Browser
  readonly post: FormPost | null
}

/** The pages of views, as they are asked for by HTTP. */
export class LivePages {
  readonly #settings: Settings
  readonly #csrfKeys: KeyRing
  readonly #site: Site
  readonly #registry: SessionRegistry
  readonly #programs: Programs
  readonly #cookies: VisitCookies
  /** The policy that allows so many scripts. */
  #allowed: { size: number; policy: string } | null = null

  constructor({ settings, csrfKeys, site, registry, programs, cookies }: LivePagesHost) {
    this.#settings = settings
    this.#csrfKeys = csrfKeys
    this.#site = site
    this.#registry = registry
    this.#programs = programs
    this.#cookies = cookies
  }

  /** Answers a request for the page of a view, or a form that was posted from it. */
  async respond(
    route: Route,
    params: Params,
    request: Request,
    visitor: Visitor,
  ): Promise<Response> {
    const isPost = request.method === 'POST'
    if (!isPost && request.method !== 'GET' && request.method !== 'HEAD') return notAllowed()
    const cookie = cookieSession(request.headers.get('cookie'))
    const browser = { id: cookie.id, ip: visitor.key }
    if (!isPost) return this.#draw(route, params, request, { cookie, browser, post: null })
    const post = cookie.isNew ? statusPage(403) : await this.#readPost(request, browser, route.view)
    if (!('handler' in post)) return post
    try {
      return await this.#draw(route, params, request, { cookie, browser, post })
    } finally {
      await post.release()
    }
  }

  async #draw(
    { pattern, view }: Route,
    params: Params,
    request: Request,
    { cookie, browser, post }: Asking,
  ): Promise<Response> {
    // A view is made for a request that gets its page, whatever asked for it.
    const page =
      request.method === 'GET'
        ? request
        : new Request(post?.page ?? request.url, { headers: request.headers })
    const isSecure = request.url.startsWith('https:')
    const { request: theirs, visit } = await identify(this.#site, page, cookie)
    const mayJoin = request.method !== 'HEAD' && isDocument(request)
    const posted = post || !mayJoin ? null : postedPage(request.headers.get('cookie'))
    const opened = await openPage(this.#site, this.#registry, {
      View: view,
      route: pattern,
      request: theirs,
      params,
      browser,
      csrfToken: csrfToken(this.#csrfKeys, cookie.id),
      post,
      posted,
      mayJoin,
    })
    if (opened.status !== undefined) return statusPage(opened.status)
    if (opened.redirect !== undefined) {
      const cookies = [...this.#cookies.for(visit, cookie, request, visit.session.isStored)]
      if (opened.posted) cookies.push(postedCookie(opened.posted, isSecure))
      return redirectTo(opened.redirect, post ? 303 : 302, cookies)
    }
    const response = request.method === 'HEAD' ? new Response(null) : new TextResponse(opened.html)
    setLivePageHeaders(response.headers, this.#policy())
    for (const setCookie of this.#cookies.for(visit, cookie, request, true))
      response.headers.append('Set-Cookie', setCookie)
    if (posted !== null) response.headers.append('Set-Cookie', postedCookie(null, isSecure))
    return response
  }

  /** The policy of live pages: a document shows others than its own, so it is one for all. */
  #policy(): string | null {
    const { contentSecurityPolicy } = this.#settings
    const { scripts } = this.#programs
    if (contentSecurityPolicy === null || scripts.size === 0) return contentSecurityPolicy
    if (this.#allowed?.size !== scripts.size)
      this.#allowed = { size: scripts.size, policy: allowScripts(contentSecurityPolicy, scripts) }
    return this.#allowed.policy
  }

  /** Reads a form that was posted from a page of ours; everything else is answered at once. */
  async #readPost(
    request: Request,
    browser: Browser,
    View: ViewClass,
  ): Promise<FormPost | Response> {
    const { allowedOrigins } = this.#settings
    if (!mayPost(request, allowedOrigins)) return statusPage(403)
    const { maxMessageSize = this.#settings.maxMessageSize } = View as ViewStatics
    const { maxPostBytes } = this.#settings.uploads
    const takesFiles = this.#programs.takesFiles(View)
    const post = await readFormPost(
      request,
      { maxTextBytes: maxMessageSize, maxBytes: takesFiles ? maxPostBytes : maxMessageSize },
      takesFiles ? this.#site.uploads.writer : null,
    )
    if ('status' in post) return post.status === 405 ? notAllowed() : statusPage(post.status)
    if (checkCsrf(this.#csrfKeys, browser.id, post.csrfToken)) return post
    await post.release()
    return statusPage(403)
  }
}

/** With these headers a document asks for a page that it shows in its own place. */
const showing = [navigateHeader, 'x-turbo-request-id']

/** In these a browser, our runtime and Turbo say that a page is fetched ahead. */
const purposes = ['sec-purpose', 'purpose', 'x-sec-purpose']

/** Whether a request is for the page that a tab will show, and not for a prefetch of it or a part of another page. */
function isDocument({ headers }: Request): boolean {
  const destination = headers.get('sec-fetch-dest') ?? 'document'
  const isShown = destination === 'document' || showing.some((name) => headers.has(name))
  return isShown && !purposes.some((name) => headers.get(name)?.startsWith('prefetch'))
}
