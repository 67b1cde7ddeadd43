import type { IncomingMessage } from 'node:http'
import { resolve } from 'node:path'
import type { Duplex } from 'node:stream'
import { ConfigError, HandlerError, TemplateError } from '../shared/errors.ts'
import { isDevelopment } from '../shared/mode.ts'
import { BrowserSessions } from '../session/browser-sessions.ts'
import { processBus } from '../session/bus.ts'
import { BusLine } from '../session/bus-line.ts'
import { openPage } from '../session/open-page.ts'
import { Programs, type TemplateOptions } from '../session/programs.ts'
import { SessionRegistry } from '../session/registry.ts'
import { sessionId } from '../session/session-id.ts'
import type { Browser, PageToken, Site } from '../session/site.ts'
import { TemplateFiles } from '../session/template-files.ts'
import { onDisconnectUser } from '../session/disconnect-user.ts'
import { identify } from '../session/identify.ts'
import type { OpenChannel } from '../store/channel.ts'
import type { Completion } from '../template/document.ts'
import { MemoryFragmentCache } from '../template/fragment-cache.ts'
import { makeVocabulary } from '../template/vocabulary.ts'
import { checkViewClass } from '../view/check-view.ts'
import { setEventSecurity } from '../view/event-security.ts'
import { isViewClass, type ViewClass } from '../view/live-view.ts'
import type { ViewStatics } from '../view/view-options.ts'
import type { CheckUrls, Route, UrlList } from '../view/route-types.ts'
import { RouteTable } from '../view/route-table.ts'
import { registeredComponents } from '../view/register-component.ts'
import { registerRoutes } from '../view/routes.ts'
import { navigateHeader } from '../wire/navigate-header.ts'
import type { App, RequestInfo } from './app-interface.ts'
import { type AppOptions, configure } from './config.ts'
import { cookieSession } from './cookies.ts'
import { checkCsrf, csrfToken } from './csrf.ts'
import { errorPage, statusPage } from './error-page.ts'
import { type FormPost, readFormPost } from './form-post.ts'
import { addSecurityHeaders, setLivePageHeaders } from './headers.ts'
import { HttpLines } from './http-lines.ts'
import { limits } from './limits.ts'
import { isLiveAddress, otherOwner } from './live-address.ts'
import { healthPage, isAnswering } from './health.ts'
import { logError, logLine } from './log.ts'
import { isLoopbackHost, mayPost } from './origin.ts'
import { errorStyleName, ownFiles } from './own-files.ts'
import { PageScripts } from './page-scripts.ts'
import { passOn } from './pass-on.ts'
import { readerEnvironment, translationsOf } from './reader.ts'
import { reportCoarse } from './report-coarse.ts'
import { readKeys } from './secret.ts'
import { allowScripts } from './script-hashes.ts'
import type { Settings } from './settings.ts'
import { seal, unseal } from './sealing.ts'
import { sign, verify } from './signing.ts'
import { fieldTemplates } from '../forms/css-framework.ts'
import { fileWriter } from '../uploads/file-writer.ts'
import { addressOf, LiveSockets } from './socket.ts'
import { StaticFiles } from './static-files.ts'
import { requireShared, type Stores, storesOf } from './stores.ts'
import { TextResponse } from './text-response.ts'
import { VisitCookies } from './visit-cookies.ts'
import { type Visitor, Visitors } from './visitors.ts'
import { verifiedFile } from './verified-file.ts'
import { thisWorker } from './worker.ts'

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

/** Of messages between processes. */
const endBrowserTopic = '\0end browser'

type Params = Readonly<Record<string, unknown>>

class Application implements App {
  readonly #settings: Settings
  readonly #keys = readKeys()
  readonly #files: StaticFiles
  readonly #routes: RouteTable
  readonly #programs: Programs
  readonly #registry = new SessionRegistry(limits)
  /** The policy that allows so many scripts. */
  #allowed: { size: number; policy: string } | null = null
  readonly #site: Site
  readonly #sockets: LiveSockets | null
  readonly #lines: HttpLines
  readonly #visitors: Visitors
  readonly #stores: Stores
  readonly #cookies: VisitCookies
  /** Null where this process serves its port alone. */
  readonly #worker = thisWorker()
  /** What ends what others tell it. */
  readonly #deafen: (() => unknown)[]
  readonly #resting: NodeJS.Timeout | undefined

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
      new TemplateFiles(
        settings.templates.map((folder) => resolve(folder)),
        fieldTemplates(settings.cssFramework),
      ),
      this.#routes,
      templateOptions(settings),
    )
    this.#stores = storesOf(settings)
    if (this.#worker) requireShared(this.#stores)
    this.#cookies = new VisitCookies({
      keys: this.#keys.ticket,
      path: `${settings.staticUrl}djust/cookie`,
      lifetimeMs: settings.sessionLifetimeMs,
    })
    this.#site = this.#makeSite()
    this.#checkViews()
    this.#visitors = new Visitors(settings, processBus())
    this.#sockets = settings.useWebsocket
      ? new LiveSockets(
          settings,
          { site: this.#site, registry: this.#registry, visitors: this.#visitors },
          settings.signMessages ? this.#keys.message : null,
        )
      : null
    this.#lines = new HttpLines(settings, this.#site, this.#registry, this.#visitors)
    const { sleepAfterMs } = settings
    if (sleepAfterMs !== null)
      this.#resting = setInterval(() => this.#registry.rest(), sleepAfterMs).unref()
    this.#deafen = [
      onDisconnectUser((name, isTold) => this.#endUser(name, isTold)),
      processBus().subscribe(endBrowserTopic, (cookie) => {
        this.#site.browsers.lapse(String(cookie))
        this.#registry.endBrowser(String(cookie), null)
      }),
      ...this.#connectBus(),
    ]
  }

  /** Messages go to the processes that share a store, or else to the other workers. @returns what ends that */
  #connectBus(): (() => Promise<void>)[] {
    const shared = this.#stores.all.find((store) => store.openChannel)
    const open: OpenChannel | undefined = shared
      ? (end) => shared.openChannel!(end)
      : this.#worker?.openChannel
    if (!open) return []
    const bus = processBus()
    const line = new BusLine(open, {
      deliver: (topic, message) => bus.deliver(topic, message),
      seal: (text, purpose) => seal(this.#keys.bus, text, purpose),
      unseal: (data, purpose) => unseal(this.#keys.bus, data, purpose),
      log: this.#site.log,
    })
    return [bus.connect(line)]
  }

  // Fields, so that hosts may take them apart from the application: `hono.mount('/', app.fetch)`.

  readonly fetch = async (request: Request, info: RequestInfo = {}): Promise<Response> => {
    try {
      return await this.#respond(request, info)
    } catch (error) {
      logError(`${request.method} ${new URL(request.url).pathname}`, error)
      return errorPage(error, {
        status: error instanceof HandlerError ? 400 : 500,
        isDevelopment: this.#settings.debug,
        styleUrl: this.#settings.debug ? this.#files.path(errorStyleName) : '',
      })
    }
  }

  readonly upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): boolean => {
    const pathname = addressOf(request)?.pathname ?? ''
    const other = otherOwner(this.#settings.wsPath, pathname, this.#worker)
    if (other === null) return this.#sockets?.upgrade(request, socket, head) ?? false
    this.#worker?.handOver(other, request, socket, head)
    return true
  }

  readonly close = async (): Promise<void> => {
    clearInterval(this.#resting)
    // Each page is stored before it is sent away: where it goes, its state is looked for at once.
    await this.#registry.close(limits.closeGraceMs)
    this.#lines.close()
    await this.#sockets?.close()
    this.#visitors.close()
    await Promise.all(this.#deafen.map((deafen) => deafen()))
    await Promise.all(this.#stores.all.map((store) => store.close()))
  }

  async #respond(request: Request, info: RequestInfo): Promise<Response> {
    const url = new URL(request.url)
    // A page of another site may reach a developer's machine by a name that it controls.
    if (isDevelopment() && !isLoopbackHost(request.headers.get('host') ?? url.host))
      return statusPage(421)
    const remote = info.ip ?? info.incoming?.socket.remoteAddress ?? ''
    const other = otherOwner(this.#settings.wsPath, url.pathname, this.#worker)
    if (this.#worker && other !== null) return passOn(request, this.#worker.pathOf(other), remote)
    const visitor = this.#visitors.find(remote, (name) => request.headers.get(name))
    if (visitor.isSecure && url.protocol === 'http:') {
      // As the visitor sees it: so cookies are for https alone, and addresses begin with it.
      url.protocol = 'https:'
      return this.#answer(inFrontOfProxy(request, url), url, visitor)
    }
    return this.#answer(request, url, visitor)
  }

  async #answer(request: Request, url: URL, visitor: Visitor): Promise<Response> {
    if (isLiveAddress(this.#settings.wsPath, url.pathname))
      return this.#lines.respond(request, visitor)
    const made = this.#layoutResponse(url.pathname) ?? this.#hookResponse(url.pathname)
    if (made) return made
    if (url.pathname === this.#cookies.path) {
      if (request.method !== 'GET') return notAllowed('GET')
      const { to, cookies } = this.#cookies.answer(request)
      return redirectTo(to, 303, cookies)
    }
    // A document that asks for a page to show in its own place gets nothing else, and runs nothing else.
    const from = request.headers.get(navigateHeader)
    const file = await this.#files.respond(request)
    if (file && from !== null) await file.body?.cancel()
    if (file) return from === null ? file : notForDocument()

    if (!this.#visitors.mayRequest(visitor)) return waitAMoment()
    const match = this.#routes.match(url.pathname)
    if (!match) return (await this.#health(url.pathname)) ?? statusPage(404)
    if (match.redirectTo !== undefined) return redirectTo(match.redirectTo + url.search, 301)
    const { route, params } = match
    if (from !== null && (!isViewClass(route.view) || from !== (route.liveSession ?? '')))
      return notForDocument()
    if (!isViewClass(route.view)) return this.#plainPage(route, params, request)
    return this.#livePage(route, params, request, visitor)
  }

  /** Tells what watches the process how it is. @returns null at other addresses */
  async #health(pathname: string): Promise<Response | null> {
    if (pathname === '/healthz') return healthPage(true)
    if (pathname !== '/readyz') return null
    return healthPage(!this.#registry.isClosing && (await isAnswering(this.#stores.all)))
  }

  async #plainPage({ pattern, view }: Route, params: Params, request: Request): Promise<Response> {
    const cookie = cookieSession(request.headers.get('cookie'))
    const { request: theirs, visit } = await identify(this.#site, request, cookie)
    const answer: unknown = await view(theirs, params)
    if (!isResponse(answer)) {
      throw new ConfigError(
        'no_response',
        `The route '${pattern}' gave no Response. Return new Response(…), redirect(…) or notFound().`,
      )
    }
    await visit.session.save()
    const [setCookie] = this.#cookies.for(visit, cookie, request, visit.session.isStored)
    if (setCookie === undefined) return answer
    // Headers of an answer that was fetched cannot be changed.
    const headers = new Headers(answer.headers)
    headers.append('Set-Cookie', setCookie)
    return new Response(answer.body, { status: answer.status, headers })
  }

  async #livePage(
    { pattern, view }: Route,
    params: Params,
    request: Request,
    visitor: Visitor,
  ): Promise<Response> {
    const isPost = request.method === 'POST'
    if (!isPost && request.method !== 'GET' && request.method !== 'HEAD') return notAllowed()
    const cookie = cookieSession(request.headers.get('cookie'))
    const browser = { id: cookie.id, ip: visitor.key }
    const post = isPost ? await this.#readPost(request, browser, view) : null
    if (post && !('handler' in post)) return post

    // A view is made for a request that gets its page, whatever asked for it.
    const page =
      request.method === 'GET'
        ? request
        : new Request(post?.page ?? request.url, { headers: request.headers })
    const { request: theirs, visit } = await identify(this.#site, page, cookie)
    const opened = await openPage(this.#site, this.#registry, {
      View: view,
      route: pattern,
      request: theirs,
      params,
      browser,
      csrfToken: csrfToken(this.#keys.csrf, cookie.id),
      post,
      mayJoin: request.method !== 'HEAD' && isDocument(request),
    })
    if (opened.status !== undefined) return statusPage(opened.status)
    if (opened.redirect !== undefined) {
      const cookies = this.#cookies.for(visit, cookie, request, visit.session.isStored)
      return redirectTo(opened.redirect, isPost ? 303 : 302, cookies)
    }
    const response = request.method === 'HEAD' ? new Response(null) : new TextResponse(opened.html)
    setLivePageHeaders(response.headers, this.#policy())
    for (const setCookie of this.#cookies.for(visit, cookie, request, true))
      response.headers.append('Set-Cookie', setCookie)
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

  /** Nothing of what a user has is left to go on with. @param isTold whether another process has emptied the store */
  async #endUser(name: string, isTold: boolean): Promise<void> {
    this.#site.browsers.endUser(name)
    // First what pages would come back to.
    if (!isTold) await Promise.all(this.#stores.all.map((store) => store.removeUser(name)))
    this.#registry.endUser(name)
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
    const maxFileBytes = this.#programs.takesFiles(View) ? maxPostBytes : maxMessageSize
    const post = await readFormPost(request, maxMessageSize, maxFileBytes)
    if ('status' in post) return post.status === 405 ? notAllowed() : statusPage(post.status)
    return checkCsrf(this.#keys.csrf, browser.id, post.csrfToken) ? post : statusPage(403)
  }

  #layoutResponse(pathname: string): Response | null {
    const prefix = this.#layoutPath('')
    if (!pathname.startsWith(prefix)) return null
    const [, fingerprint, whole] =
      /^(\w+)(\.whole)?\.json$/.exec(pathname.slice(prefix.length)) ?? []
    const program = fingerprint ? this.#programs.byFingerprint(fingerprint) : undefined
    if (!program) return statusPage(404)
    const layout = whole ? program.compiled.wholeLayout() : program.compiled.layout
    return madeFile(JSON.stringify(layout), 'application/json')
  }

  /** A hook that is written in a template: its file is named by its code, beside those of the runtime. */
  #hookResponse(pathname: string): Response | null {
    const [, folder, feature] = /^(.*\/)(hook-\w+)\.js$/.exec(pathname) ?? []
    if (feature === undefined || !folder!.startsWith(`${this.#settings.staticUrl}djust/`))
      return null
    const script = this.#programs.hookScript(feature)
    return script === undefined ? statusPage(404) : madeFile(script, 'text/javascript')
  }

  #layoutPath(file: string): string {
    return `${this.#settings.staticUrl}djust/layout/${file}`
  }

  #makeSite(): Site {
    const settings = this.#settings
    const keys = this.#keys
    const largestOfViews = Math.max(
      0,
      ...this.#routes.routes.map(({ view }) => (view as ViewStatics).maxMessageSize ?? 0),
    )
    const paths = {
      layout: (fingerprint: string) => this.#layoutPath(`${fingerprint}.json`),
      wholeLayout: (fingerprint: string) => this.#layoutPath(`${fingerprint}.whole.json`),
    }
    const scripts = new PageScripts(settings, this.#files, paths, keys.message)
    return {
      routes: this.#routes,
      programs: this.#programs,
      bus: processBus(),
      contextProcessors: settings.contextProcessors,
      mediaUrl: settings.mediaUrl,
      renderLimits: settings.renderLimits,
      fragments: new MemoryFragmentCache(),
      browsers: new BrowserSessions({
        store: this.#stores.browsers,
        lifetimeMs: settings.sessionLifetimeMs,
        seal: (text, purpose) => seal(keys.browser, text, purpose),
        unseal: (data, purpose) => unseal(keys.browser, data, purpose),
      }),
      endBrowser: (cookie, but) => {
        this.#registry.endBrowser(cookie, but)
        processBus().tellOthers(endBrowserTopic, cookie)
      },
      cookieAddress: (visit, to) => this.#cookies.addressFor(visit, to),
      vault: {
        store: this.#stores.pages,
        durability: settings.durability,
        isStrict: settings.strictSerialization,
        owner: sessionId(),
        lifetimeMs: limits.storedSessionMs,
        seal: (text, purpose) => seal(keys.snapshot, text, purpose),
        unseal: (data, purpose) => unseal(keys.snapshot, data, purpose),
      },
      uploads: {
        writer: fileWriter(settings.uploads.folder),
        maxBytesPerVisitor: settings.uploads.maxBytesPerVisitor,
        kept: new Map(),
      },
      wireFormat: settings.wireFormat,
      isDevelopment: settings.debug,
      get handlerTimeoutMs() {
        return settings.handlerTimeoutMs
      },
      get logsPatches() {
        return settings.debugVdom
      },
      getUser: (request) => settings.auth.getUser?.(request) ?? null,
      hasPerm: settings.auth.hasPerm,
      loginUrl: settings.loginUrl,
      rateLimit: settings.rateLimit,
      get maxMessageSize() {
        return settings.maxMessageSize
      },
      get largestMessage() {
        return settings.maxMessageSize && Math.max(settings.maxMessageSize, largestOfViews)
      },
      environment: readerEnvironment(settings, translationsOf(settings)),
      // Without a path, what addresses of static files begin with.
      staticUrl: (path) => (path === '' ? settings.staticUrl : this.#files.path(path)),
      scripts: (program, page) => scripts.draw(program, page),
      wholeLayout: ({ fingerprint }) => paths.wholeLayout(fingerprint),
      signToken: (token) => sign(keys.token, token),
      readToken: (text) => asPageToken(verify(keys.token, text)),
      checkCsrf: (browserId, token) => checkCsrf(keys.csrf, browserId, token),
      log(message, error) {
        if (error === undefined) logLine(message)
        else logError(message, error)
      },
    }
  }

  /** Finds mistakes before the first request. Development goes on, and shows them in the page that has them. */
  #checkViews(): void {
    const classes = [...registeredComponents(), ...this.#routes.routes.map(({ view }) => view)]
    for (const Class of classes) setEventSecurity(Class as ViewClass, this.#settings.eventSecurity)
    for (const Class of registeredComponents()) {
      this.#check(Class.name, () => this.#programs.ofComponent(Class, () => undefined))
    }
    for (const { view } of this.#routes.routes) {
      if (!isViewClass(view)) continue
      this.#check(view.name, () => {
        checkViewClass(view)
        const { compiled } = this.#programs.of(view, () => undefined)
        if (this.#settings.debug) {
          reportCompletions(view.name, compiled.added)
          reportCoarse(view.name, compiled.coarse)
        }
      })
    }
  }

  #check(name: string, check: () => void): void {
    try {
      check()
    } catch (error) {
      // A base named by a variable is known only with a request.
      if (error instanceof TemplateError && error.code === 'extends_no_name') return
      if (!this.#settings.debug) throw error
      logError(`${name} cannot be shown`, error)
    }
  }
}

function templateOptions(settings: Settings): TemplateOptions {
  const { libraries, builtins, stringIfInvalid, escaping, hookNamespacing } = settings
  const verified = verifiedFile()
  return {
    vocabulary: makeVocabulary({ libraries, builtins }),
    stringIfInvalid,
    escaping,
    hookNamespacing,
    ...(verified && { verified }),
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

/** The request as it was before a proxy took its encryption off. */
function inFrontOfProxy(request: Request, url: URL): Request {
  const { method, headers, body } = request
  return new Request(url, { method, headers, body, ...(body && { duplex: 'half' }) } as RequestInit)
}

function asPageToken(payload: Record<string, unknown> | null): PageToken | null {
  if (!payload) return null
  const { pending, route, program, browser, user } = payload
  const token = { pending, route, program, browser, user }
  const isToken = Object.values(token).every((part) => typeof part === 'string')
  return isToken ? (token as PageToken) : null
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

/** The answer to a document that has to leave for what it asked for. */
function notForDocument(): Response {
  return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } })
}

/** Hosts bring classes of their own, so that `instanceof` would tell answers of one from another. */
function isResponse(value: unknown): value is Response {
  if (typeof value !== 'object' || value === null) return false
  const { status, headers } = value as Partial<Response>
  return typeof status === 'number' && typeof headers?.getSetCookie === 'function'
}

function notAllowed(allowed = 'GET, HEAD, POST'): Response {
  const response = statusPage(405)
  response.headers.set('Allow', allowed)
  return response
}

function waitAMoment(): Response {
  const response = statusPage(429)
  response.headers.set('Retry-After', '1')
  return response
}

function redirectTo(to: string, status: number, cookies: readonly string[] = []): Response {
  const headers = new Headers({ Location: to, 'Cache-Control': 'no-store' })
  for (const setCookie of cookies) headers.append('Set-Cookie', setCookie)
  return new Response(null, { status, headers })
}

/** A file that is made while the application runs, whose name says what it holds. */
function madeFile(text: string, type: string): Response {
  const headers = new Headers({
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'public, max-age=31536000, immutable',
  })
  addSecurityHeaders(headers, null)
  return new TextResponse(text, { headers })
}
