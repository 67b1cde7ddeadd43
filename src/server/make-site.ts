import type { SessionRegistry } from '../session/registry.ts'
import { BrowserSessions } from '../session/browser-sessions.ts'
import { processBus } from '../session/bus.ts'
import type { Programs } from '../session/programs.ts'
import { sessionId } from '../session/session-id.ts'
import type { PageToken, Site } from '../session/site.ts'
import { MemoryFragmentCache } from '../template/fragment-cache.ts'
import { fileWriter } from '../uploads/file-writer.ts'
import type { RouteTable } from '../view/route-table.ts'
import type { ViewStatics } from '../view/view-options.ts'
import { checkCsrf } from './csrf.ts'
import { limits } from './limits.ts'
import { logError, logLine } from './log.ts'
import type { MadeFiles } from './made-files.ts'
import { PageScripts } from './page-scripts.ts'
import { readerEnvironment, translationsOf } from './reader.ts'
import { seal, unseal } from './sealing.ts'
import type { Keys } from './secret.ts'
import type { Settings } from './settings.ts'
import { sign, verify } from './signing.ts'
import type { StaticFiles } from './static-files.ts'
import type { Stores } from './stores.ts'
import type { VisitCookies } from './visit-cookies.ts'
import { thisWorker } from './worker.ts'

/** The parts of an application from which sessions get what they need. */
export interface SiteHost {
  readonly settings: Settings
  readonly keys: Keys
  readonly files: StaticFiles
  readonly made: MadeFiles
  readonly routes: RouteTable
  readonly programs: Programs
  readonly registry: SessionRegistry
  readonly stores: Stores
  readonly cookies: VisitCookies
}

/** Of messages between processes. */
export const endBrowserTopic = '\0end browser'

/** Makes what sessions know of the application around them. */
export function makeSite(host: SiteHost): Site {
  const { settings, keys, files, routes, programs, registry, stores, cookies, made } = host
  const largestOfViews = Math.max(
    0,
    ...routes.routes.map(({ view }) => (view as ViewStatics).maxMessageSize ?? 0),
  )
  const scripts = new PageScripts(settings, files, made, keys.message)
  return {
    routes,
    programs,
    bus: processBus(),
    contextProcessors: settings.contextProcessors,
    mediaUrl: settings.mediaUrl,
    renderLimits: settings.renderLimits,
    fragments: new MemoryFragmentCache(),
    browsers: new BrowserSessions({
      store: stores.browsers,
      lifetimeMs: settings.sessionLifetimeMs,
      seal: (text, purpose) => seal(keys.browser, text, purpose),
      unseal: (data, purpose) => unseal(keys.browser, data, purpose),
    }),
    endBrowser: (cookie, but) => {
      registry.endBrowser(cookie, but)
      processBus().tellOthers(endBrowserTopic, cookie)
    },
    cookieAddress: (visit, to) => cookies.addressFor(visit, to),
    vault: {
      store: stores.pages,
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
    isAlone: !thisWorker() && !stores.all.some(({ openChannel }) => openChannel),
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
    staticUrl: (path) => (path === '' ? settings.staticUrl : files.path(path)),
    scripts: (program, page) => scripts.draw(program, page),
    wholeLayout: ({ fingerprint }) => made.wholeLayoutPath(fingerprint),
    signToken: (token) => sign(keys.token, token),
    readToken: (text) => asPageToken(verify(keys.token, text)),
    checkCsrf: (browserId, token) => checkCsrf(keys.csrf, browserId, token),
    log(message, error) {
      if (error === undefined) logLine(message)
      else logError(message, error)
    },
  }
}

function asPageToken(payload: Record<string, unknown> | null): PageToken | null {
  if (!payload) return null
  const { pending, route, program, layout, browser, user } = payload
  const token = { pending, route, program, layout, browser, user }
  const isToken = Object.values(token).every((part) => typeof part === 'string')
  return isToken ? (token as PageToken) : null
}
