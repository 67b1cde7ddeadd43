import type { IncomingMessage } from 'node:http'
import { resolve } from 'node:path'
import type { Duplex } from 'node:stream'
import type { Program } from '../render/program.ts'
import { ConfigError, TemplateError } from '../shared/errors.ts'
import { isDevelopment } from '../shared/mode.ts'
import { processBus } from '../session/bus.ts'
import { openPage } from '../session/open-page.ts'
import { Programs } from '../session/programs.ts'
import { SessionRegistry } from '../session/registry.ts'
import type { Browser, PageToken, Site } from '../session/site.ts'
import { TemplateFiles } from '../session/template-files.ts'
import { toViewRequest } from '../session/view-request.ts'
import type { Completion } from '../template/document.ts'
import { eventParameter } from '../template/place/enrich.ts'
import { checkViewClass } from '../view/check-view.ts'
import { isViewClass, type ViewClass } from '../view/live-view.ts'
import type { CheckUrls, Route, UrlList } from '../view/route-types.ts'
import { RouteTable } from '../view/route-table.ts'
import { registerRoutes } from '../view/routes.ts'
import type { App, RequestInfo } from './app-interface.ts'
import { type AppOptions, configure } from './config.ts'
import { cookieSession, sessionCookie } from './cookies.ts'
import { checkCsrf, csrfFieldName, csrfToken } from './csrf.ts'
import { errorPage, statusPage } from './error-page.ts'
import { readForm } from './form-post.ts'
import { addSecurityHeaders, livePageHeaders } from './headers.ts'
import { limits } from './limits.ts'
import { logError } from './log.ts'
import { isLoopbackHost, originAllowed, safeUrl } from './origin.ts'
import { errorStyleName, overlayName, ownFiles, runtimeName } from './own-files.ts'
import { readKeys } from './secret.ts'
import type { Settings } from './settings.ts'
import { sign, verify } from './signing.ts'
import { LiveSockets } from './socket.ts'
import { StaticFiles } from './static-files.ts'

/**
 * Makes the application: a handler of web requests, and the live socket beside it.
 *
 * @param options the URL table, and the settings that differ from their defaults
 * @throws {ConfigError} when a setting, a route or a view cannot be used
 * @throws {TemplateError} when the template of a view cannot be compiled
 */
export function djust<const T extends UrlList>(options: AppOptions<T & CheckUrls<T>>): App {
  return new Application(configure(options))
}

class Application implements App {
  readonly #settings: Settings
  readonly #keys = readKeys()
  readonly #files: StaticFiles
  readonly #routes: RouteTable
  readonly #programs: Programs
  readonly #registry = new SessionRegistry(limits)
  readonly #site: Site
  readonly #sockets: LiveSockets

  constructor(settings: Settings) {
    this.#settings = settings
    this.#files = new StaticFiles({
      folder: resolve(settings.staticDir),
      url: settings.staticUrl,
      isDevelopment: settings.debug,
      own: ownFiles(settings.debug),
    })
    this.#routes = new RouteTable(settings.urls as UrlList)
    registerRoutes(this.#routes)
    this.#programs = new Programs(
      new TemplateFiles(settings.templates.map((folder) => resolve(folder))),
      this.#routes,
    )
    this.#site = this.#makeSite()
    this.#sockets = new LiveSockets(settings, this.#site, this.#registry)
    this.#checkViews()
  }

  async fetch(request: Request, info: RequestInfo = {}): Promise<Response> {
    try {
      return await this.#respond(request, info)
    } catch (error) {
      logError(`${request.method} ${new URL(request.url).pathname}`, error)
      const styleUrl = this.#settings.debug ? this.#files.path(errorStyleName) : ''
      return errorPage(error, { isDevelopment: this.#settings.debug, styleUrl })
    }
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    return this.#sockets.upgrade(request, socket, head)
  }

  async close(): Promise<void> {
    this.#sockets.close()
    this.#registry.close()
  }

  async #respond(request: Request, { ip = '' }: RequestInfo): Promise<Response> {
    const url = new URL(request.url)
    // A page of another site may reach a developer's machine by a name that it controls.
    if (isDevelopment() && !isLoopbackHost(request.headers.get('host') ?? url.host))
      return statusPage(421)
    const layout = this.#layoutResponse(url.pathname)
    if (layout) return layout
    const file = await this.#files.respond(request)
    if (file) return file

    const match = this.#routes.match(url.pathname)
    if (!match) return statusPage(404)
    if (match.redirectTo !== undefined) return redirectTo(match.redirectTo + url.search, 301)
    const { id, isNew } = cookieSession(request.headers.get('cookie'))
    const browser = { id, ip }
    const response = await this.#run(match.route, match.params, request, browser)
    if (isNew) response.headers.append('Set-Cookie', sessionCookie(id, url.protocol === 'https:'))
    return response
  }

  async #run(
    route: Route,
    params: Readonly<Record<string, unknown>>,
    request: Request,
    browser: Browser,
  ): Promise<Response> {
    const { view } = route
    if (!isViewClass(view)) {
      const answer: unknown = await view(await toViewRequest(this.#site, request), params)
      if (!(answer instanceof Response)) {
        throw new ConfigError(
          'no_response',
          `The route '${route.pattern}' gave no Response. Return new Response(…), redirect(…) or notFound().`,
        )
      }
      // The headers of a redirect or fetched response cannot be changed in place.
      return new Response(answer.body, answer)
    }
    if (!['GET', 'HEAD', 'POST'].includes(request.method)) return statusPage(405)
    return this.#livePage(view, route, params, request, browser)
  }

  async #livePage(
    View: ViewClass,
    { pattern }: Route,
    params: Readonly<Record<string, unknown>>,
    request: Request,
    browser: Browser,
  ): Promise<Response> {
    let address = new URL(request.url)
    let post = null
    if (request.method === 'POST') {
      const form = await readForm(request, this.#settings.maxMessageSize)
      if (!form) return statusPage(413)
      const handler = address.searchParams.get(eventParameter)
      if (!this.#isOwnPost(request, browser, form)) return statusPage(403)
      if (handler === null) return statusPage(405)
      const values = Object.fromEntries(
        [...address.searchParams].filter(([name]) => name !== eventParameter),
      )
      delete form[csrfFieldName]
      post = { handler, params: { ...camelCased(values), ...form } }
      address = pageOf(request, address)
    }
    const opened = await openPage(this.#site, this.#registry, {
      View,
      route: pattern,
      request: await toViewRequest(this.#site, new Request(address, { headers: request.headers })),
      params,
      browser,
      csrfToken: csrfToken(this.#keys.csrf, browser.id),
      post,
      mayJoin: request.method === 'GET' && isDocument(request),
    })
    if (opened.redirect !== undefined) {
      return redirectTo(
        safeUrl(opened.redirect, request.url),
        request.method === 'POST' ? 303 : 302,
      )
    }
    const headers = livePageHeaders(this.#settings.contentSecurityPolicy)
    return new Response(request.method === 'HEAD' ? null : opened.html, { headers })
  }

  /** Whether a form was posted from a page of ours. */
  #isOwnPost(request: Request, browser: Browser, form: Readonly<Record<string, unknown>>): boolean {
    const { protocol, host } = new URL(request.url)
    const page = { host: request.headers.get('host') ?? host, isSecure: protocol === 'https:' }
    return (
      originAllowed(request.headers.get('origin'), page, this.#settings.allowedOrigins) &&
      checkCsrf(this.#keys.csrf, browser.id, form[csrfFieldName])
    )
  }

  #layoutResponse(pathname: string): Response | null {
    const prefix = this.#layoutPath('')
    if (!pathname.startsWith(prefix)) return null
    const [, fingerprint, whole] =
      /^(\w+)(\.whole)?\.json$/.exec(pathname.slice(prefix.length)) ?? []
    const program = fingerprint ? this.#programs.byFingerprint(fingerprint) : undefined
    if (!program) return statusPage(404)
    const layout = whole ? program.compiled.wholeLayout() : program.compiled.layout
    const headers = new Headers({
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'public, max-age=31536000, immutable',
    })
    addSecurityHeaders(headers, null)
    return new Response(JSON.stringify(layout), { headers })
  }

  #layoutPath(file: string): string {
    return `${this.#settings.staticUrl}djust/layout/${file}`
  }

  #makeSite(): Site {
    const settings = this.#settings
    const keys = this.#keys
    return {
      routes: this.#routes,
      programs: this.#programs,
      bus: processBus(),
      timeZone: settings.timeZone,
      isDevelopment: settings.debug,
      get handlerTimeoutMs() {
        return settings.handlerTimeoutMs
      },
      get logsPatches() {
        return settings.debugVdom
      },
      getUser: (request) => settings.getUser?.(request) ?? null,
      staticUrl: (path) => this.#files.path(path),
      scripts: (program, token) => this.#scripts(program, token),
      signToken: (token) => sign(keys.token, token),
      readToken: (text) => asPageToken(verify(keys.token, text)),
      checkCsrf: (browserId, token) => checkCsrf(keys.csrf, browserId, token),
      log(level, message, error) {
        if (level === 'error') logError(message, error)
        else process.stderr.write(`${message}\n`)
      },
    }
  }

  #scripts({ fingerprint }: Program, token: string): string {
    const page = {
      csrf: token,
      socket: this.#settings.wsPath,
      layout: this.#layoutPath(`${fingerprint}.json`),
      wholeLayout: this.#layoutPath(`${fingerprint}.whole.json`),
      debug: this.#settings.debug,
    }
    const data = JSON.stringify(page).replaceAll('<', '\\u003c')
    const tags = [
      `<script id="djust-page" type="application/json">${data}</script>`,
      // Not deferred: scripts further down may already speak of `window.djust`.
      `<script src="${this.#files.path(runtimeName)}"></script>`,
    ]
    if (this.#settings.debug)
      tags.push(`<script src="${this.#files.path(overlayName)}" defer></script>`)
    return tags.join('\n')
  }

  /** Finds mistakes before the first request. Development goes on, and shows them in the page that has them. */
  #checkViews(): void {
    for (const { view } of this.#routes.routes) {
      if (!isViewClass(view)) continue
      try {
        checkViewClass(view)
        // A base named by a variable is known only with a request.
        const { compiled } = this.#programs.of(view, () => undefined)
        if (this.#settings.debug) reportCompletions(view.name, compiled.added)
      } catch (error) {
        if (error instanceof TemplateError && error.code === 'extends_no_name') continue
        if (!this.#settings.debug) throw error
        logError(`${view.name} cannot be shown`, error)
      }
    }
  }
}

/** Says what was added to a document so that it is live. A fragment is meant to be completed. */
function reportCompletions(viewName: string, added: readonly Completion[]): void {
  const lines = {
    scripts: 'has no {% djust_scripts %}: it was added at the end of <head>.',
    'dj-view': 'has no dj-view="{{ dj_view_id }}": it was added to <body>.',
  }
  for (const what of added) {
    if (what !== 'page') process.stderr.write(`djust: the template of ${viewName} ${lines[what]}\n`)
  }
}

function asPageToken(payload: Record<string, unknown> | null): PageToken | null {
  if (!payload) return null
  const { pending, route, program, browser } = payload
  const isToken = [pending, route, program, browser].every((part) => typeof part === 'string')
  return isToken ? ({ pending, route, program, browser } as PageToken) : null
}

/** Whether a request is for the document of a tab, and not for a prefetch of it or a part of another page. */
function isDocument(request: Request): boolean {
  const destination = request.headers.get('sec-fetch-dest')
  const purpose = request.headers.get('sec-purpose') ?? ''
  return (destination === null || destination === 'document') && !purpose.startsWith('prefetch')
}

/** The page from which a form was posted: its query is not in the form's address. */
function pageOf(request: Request, address: URL): URL {
  const referrer = request.headers.get('referer') ?? ''
  const { origin, pathname, search } = URL.canParse(referrer)
    ? new URL(referrer)
    : new URL('about:blank')
  const isSame = origin === address.origin && pathname === address.pathname
  return new URL(address.pathname + (isSame ? search : ''), address)
}

function camelCased(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name.replace(/[-_]([a-z])/g, (_, c: string) => c.toUpperCase()),
      value,
    ]),
  )
}

function redirectTo(to: string, status: number): Response {
  return new Response(null, { status, headers: { Location: to, 'Cache-Control': 'no-store' } })
}
