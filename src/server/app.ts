import type { IncomingMessage } from 'node:http'
import { resolve } from 'node:path'
import type { Duplex } from 'node:stream'
import { HandlerError } from '../shared/errors.ts'
import { isDevelopment } from '../shared/mode.ts'
import { processBus } from '../session/bus.ts'
import { BusLine } from '../session/bus-line.ts'
import { Programs, type TemplateOptions } from '../session/programs.ts'
import { SessionRegistry } from '../session/registry.ts'
import type { Site } from '../session/site.ts'
import { TemplateFiles } from '../session/template-files.ts'
import { onDisconnectUser } from '../session/disconnect-user.ts'
import type { OpenChannel } from '../store/channel.ts'
import { makeVocabulary } from '../template/vocabulary.ts'
import { isViewClass } from '../view/live-view.ts'
import type { CheckUrls, UrlList } from '../view/route-types.ts'
import { RouteTable } from '../view/route-table.ts'
import { registerRoutes } from '../view/routes.ts'
import { navigateHeader } from '../wire/navigate-header.ts'
import { fieldTemplates } from '../forms/field-templates.ts'
import type { App, RequestInfo } from './app-interface.ts'
import { checkViews } from './check-views.ts'
import { type AppOptions, configure } from './config.ts'
import { errorPage, statusPage } from './error-page.ts'
import { healthPage, isAnswering } from './health.ts'
import { HttpLines } from './http-lines.ts'
import { limits } from './limits.ts'
import { isLiveAddress, otherOwner } from './live-address.ts'
import { LivePages } from './live-pages.ts'
import { logError } from './log.ts'
import { MadeFiles } from './made-files.ts'
import { endBrowserTopic, makeSite } from './make-site.ts'
import { isLoopbackHost } from './origin.ts'
import { errorStyleName, ownFiles } from './own-files.ts'
import { passOn } from './pass-on.ts'
import { noRoute } from './no-route.ts'
import { plainPage } from './plain-page.ts'
import { notAllowed, notForDocument, redirectTo, waitAMoment } from './responses.ts'
import { seal, unseal } from './sealing.ts'
import { readKeys } from './secret.ts'
import type { Settings } from './settings.ts'
import { addressOf, LiveSockets } from './socket.ts'
import { StaticFiles } from './static-files.ts'
import { requireShared, type Stores, storesOf } from './stores.ts'
import { verifiedFile } from './verified-file.ts'
import { VisitCookies } from './visit-cookies.ts'
import { type Visitor, Visitors } from './visitors.ts'
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

class Application implements App {
  readonly #settings: Settings
  readonly #keys = readKeys()
  readonly #files: StaticFiles
  readonly #routes: RouteTable
  readonly #programs: Programs
  readonly #registry = new SessionRegistry(limits)
  readonly #made: MadeFiles
  readonly #site: Site
  readonly #pages: LivePages
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
    this.#made = new MadeFiles(this.#programs, settings.staticUrl)
    this.#site = makeSite({
      settings,
      keys: this.#keys,
      files: this.#files,
      made: this.#made,
      routes: this.#routes,
      programs: this.#programs,
      registry: this.#registry,
      stores: this.#stores,
      cookies: this.#cookies,
    })
    this.#pages = new LivePages({
      settings,
      csrfKeys: this.#keys.csrf,
      site: this.#site,
      registry: this.#registry,
      programs: this.#programs,
      cookies: this.#cookies,
    })
    checkViews(settings, this.#routes, this.#programs)
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
      return this.#errorPage(error, error instanceof HandlerError ? 400 : 500)
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
    const made = this.#made.respond(url.pathname)
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
    if (!match) return (await this.#health(url.pathname)) ?? this.#notFound(url.pathname)
    if (match.redirectTo !== undefined) return redirectTo(match.redirectTo + url.search, 301)
    const { route, params } = match
    if (from !== null && (!isViewClass(route.view) || from !== (route.liveSession ?? '')))
      return notForDocument()
    if (!isViewClass(route.view))
      return plainPage(route, params, request, { site: this.#site, cookies: this.#cookies })
    return this.#pages.respond(route, params, request, visitor)
  }

  /** Where no route leads; an author is told which there are. */
  #notFound(pathname: string): Response {
    return this.#errorPage(noRoute(pathname, this.#routes.routes), 404)
  }

  #errorPage(error: unknown, status: number): Response {
    const isDevelopment = this.#settings.debug
    const styleUrl = isDevelopment ? this.#files.path(errorStyleName) : ''
    return errorPage(error, { status, isDevelopment, styleUrl })
  }

  /** Tells what watches the process how it is. @returns null at other addresses */
  async #health(pathname: string): Promise<Response | null> {
    if (pathname === '/healthz') return healthPage(true)
    if (pathname !== '/readyz') return null
    return healthPage(!this.#registry.isClosing && (await isAnswering(this.#stores.all)))
  }

  /** Nothing of what a user has is left to go on with. @param isTold whether another process has emptied the store */
  async #endUser(name: string, isTold: boolean): Promise<void> {
    this.#site.browsers.endUser(name)
    // First what pages would come back to.
    if (!isTold) await Promise.all(this.#stores.all.map((store) => store.removeUser(name)))
    this.#registry.endUser(name)
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

/** The request as it was before a proxy took its encryption off. */
function inFrontOfProxy(request: Request, url: URL): Request {
  const { method, headers, body } = request
  return new Request(url, { method, headers, body, ...(body && { duplex: 'half' }) } as RequestInit)
}
