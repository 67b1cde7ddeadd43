import { DjustError } from '../shared/errors.ts'
import type { SessionData, SessionRequest, User } from '../view/register.ts'
import type { UserId } from './browser-records.ts'
import type { BrowserSession } from './browser-session.ts'
import type { BrowserSessions } from './browser-sessions.ts'

/** What a visit needs of its application. */
export interface Visited {
  readonly browsers: BrowserSessions
  /** Ends what the browser of a cookie has open, but for the page of one visit. */
  endBrowser(cookie: string, but: Visit): void
}

/**
 * One request, or one open page: the session of its browser, and who that is. Logging in or out changes it for this one
 * alone; everything else of the browser ends.
 */
export class Visit {
  /** The cookie that the browser has. */
  readonly cookie: string
  user: User | null = null
  readonly #site: Visited
  #session: BrowserSession
  #hasMoved = false

  constructor(site: Visited, cookie: string, session: BrowserSession) {
    this.#site = site
    this.cookie = cookie
    this.#session = session
  }

  get session(): BrowserSession {
    return this.#session
  }

  /** The cookie that the browser has to get, or null. */
  get newCookie(): string | null {
    return this.#session.id === this.cookie ? null : this.#session.id
  }

  /** Whether somebody has logged in or out in it. The page that it belongs to is somebody else's. */
  get hasMoved(): boolean {
    return this.#hasMoved
  }

  async login(userId: UserId, user: User): Promise<void> {
    const before = this.#session
    // What is kept of one user is not for the next.
    const isTheirs = before.userId === null || before.userId === userId
    await this.#move(await this.#site.browsers.beginFor(userId, isTheirs ? before.data : {}), user)
  }

  logout(): Promise<void> {
    return this.#move(this.#site.browsers.begin(this.cookie), null)
  }

  async #move(next: BrowserSession, user: User | null): Promise<void> {
    const before = this.#session
    this.#session = next
    this.#hasMoved = true
    this.user = user
    await before.end()
    this.#site.endBrowser(this.cookie, this)
  }
}

/** The visit that a request belongs to. */
export function visitOf(request: Request): Visit {
  const visit = visits.get(request)
  if (visit) return visit
  throw new DjustError(
    'not_our_request',
    'login and logout take the request of a view or route: login(this.request, user). This is another one.',
  )
}

/** Notes that a request belongs to a visit, and gives it the session. */
export function withSession(request: Request, visit: Visit): SessionRequest {
  visits.set(request, visit)
  return Object.defineProperty(request, 'session', {
    get: () => visit.session.data as SessionData,
    enumerable: true,
    configurable: true,
  }) as SessionRequest
}

const visits = new WeakMap<Request, Visit>()
