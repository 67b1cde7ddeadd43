import type { RenderLimits } from '../render/budget.ts'
import type { Program } from '../render/program.ts'
import type { FragmentCache } from '../template/fragment-cache.ts'
import type { RenderEnv } from '../template/values/env.ts'
import type { RouteTable } from '../view/route-table.ts'
import type { SessionRequest, User, ViewRequest } from '../view/register.ts'
import type { WireFormat } from '../wire/frames.ts'
import type { Bus } from './bus.ts'
import type { FloodLimits } from './flood-watch.ts'
import type { HasPerm } from './permissions.ts'
import type { Programs } from './programs.ts'
import type { UploadStorage } from '../uploads/upload-storage.ts'
import type { Vault } from './vault.ts'
import type { Visit, Visited } from './visit.ts'
import type { ContextProcessor } from './template-names.ts'

/** What sessions need of the application that they belong to. */
export interface Site extends Visited {
  readonly routes: RouteTable
  readonly programs: Programs
  readonly bus: Bus
  /** Give names to every template. */
  readonly contextProcessors: readonly ContextProcessor[]
  /** Where files are that users sent, with a slash at its end. */
  readonly mediaUrl: string
  readonly renderLimits: RenderLimits
  /** What `{% cache %}` keeps, for all pages. */
  readonly fragments: FragmentCache
  /** Whether no other process answers requests for the same pages. */
  readonly isAlone: boolean
  /** Where sessions are stored. */
  readonly vault: Vault
  /** In what frames may be written besides JSON. */
  readonly wireFormat: WireFormat
  /** Whether authors see their mistakes in detail. */
  readonly isDevelopment: boolean
  /** How long a handler may run before its event is answered with an error. */
  readonly handlerTimeoutMs: number
  /** Where files go that users send, and how much of them. */
  readonly uploads: UploadStorage
  /** What one connection may send. */
  readonly rateLimit: FloodLimits
  /** Largest frame of a browser, in bytes, where its view says nothing else; 0 for no limit. */
  readonly maxMessageSize: number
  /** Largest frame that any of its views takes. */
  readonly largestMessage: number
  /** Whether every patch is written to the log. */
  readonly logsPatches: boolean
  getUser(request: SessionRequest): User | null | Promise<User | null>
  /** Where those go who have to log in, unless their page says so itself. */
  readonly loginUrl: string
  /** What tells who may do what; null when nothing does. */
  readonly hasPerm: HasPerm | null
  /** What the dates, numbers and texts of a page follow: the locale and the time zone of its reader. */
  environment(request: ViewRequest): RenderEnv
  staticUrl(path: string): string
  /** Where a page goes on its way to an address, so that its browser gets the new cookie of a visit. */
  cookieAddress(visit: Visit, to: string): string
  /** The markup that `{% djust_scripts %}` stands for. */
  scripts(program: Program, page: ScriptedPage): string
  /** Address of the layout that a page can be built from. */
  wholeLayout(program: Program): string
  /** Makes a value of `dj-view`. */
  signToken(token: PageToken): string
  /** Reads a value of `dj-view`; null when it is not one of ours. */
  readToken(text: string): PageToken | null
  /** Whether a CSRF token belongs to a browser. */
  checkCsrf(browserId: string, token: string): boolean
  log(message: string, error?: unknown): void
}

/** What the scripts of a page hang on. */
export interface ScriptedPage {
  readonly csrfToken: string
  /** The class of its view. */
  readonly viewName: string
  /** Stands for the user; empty for nobody. */
  readonly reader: string
  /** The live session of its route. */
  readonly liveSession: string
  /** What has drawn its components. */
  readonly parts: readonly Program[]
  /** The `Cookie` header with which it was asked for. */
  readonly cookies: string | null
}

/** What a page says of itself when its document joins. */
export interface PageToken {
  /** Name of the session that waits for it; empty when none does. */
  readonly pending: string
  /** Pattern of the route. */
  readonly route: string
  /** Fingerprint of the program that drew it. */
  readonly program: string
  /** The template that it was put into by `setLayout`; empty where that is the one that its own template names. */
  readonly layout: string
  /** A hash of the cookie of the browser it was drawn for: scripts can read the token, and must not learn the cookie. */
  readonly browser: string
  /** Who it was drawn for; see `userName`. */
  readonly user: string
}

/** A browser, as far as the server can tell. */
export interface Browser {
  /** The value of its session cookie. */
  readonly id: string
  /** What stands for the address that it comes from where visitors are counted; empty when that tells nobody apart. */
  readonly ip: string
}
