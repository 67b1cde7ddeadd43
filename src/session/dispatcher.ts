import { isViewClass } from '../view/live-view.ts'
import { decodeClientFrame } from '../wire/decode.ts'
import { encodeServerFrame } from '../wire/encode.ts'
import { closeCodes, type JoinFrame, protocolVersion } from '../wire/frames.ts'
import { type Link, PageSession } from './page-session.ts'
import type { SessionRegistry } from './registry.ts'
import { sessionId } from './session-id.ts'
import type { Browser, PageToken, Site } from './site.ts'
import { toViewRequest } from './view-request.ts'

/** One document's connection: a line, who is at its end, and the request that opened it. */
export interface Connection {
  readonly link: Link
  readonly browser: Browser
  readonly request: Request
}

/**
 * Takes the frames of one connection to the sessions they are for. Every transport ends here, so a check made here
 * holds for all of them.
 */
export class Dispatcher {
  readonly #site: Site
  readonly #registry: SessionRegistry
  readonly #connection: Connection
  /** By their index in the page. */
  readonly #sessions = new Map<number, { session: PageSession; key: string }>()
  /** Frames wait while a session is being mounted. */
  #last: Promise<void> = Promise.resolve()
  #isOpen = true

  constructor(site: Site, registry: SessionRegistry, connection: Connection) {
    this.#site = site
    this.#registry = registry
    this.#connection = connection
  }

  /** Takes one frame, as it came. */
  receive(text: string): void {
    this.#last = this.#last
      .then(() => this.#receive(text))
      .catch((error: unknown) => {
        this.#site.log('error', 'A frame could not be handled', error)
        this.#connection.link.close(closeCodes.badFrame)
      })
  }

  /** The connection is gone. */
  close(): void {
    this.#isOpen = false
    for (const { session, key } of this.#sessions.values()) {
      if (session.detach(this.#connection.link)) this.#registry.release(key)
    }
    this.#sessions.clear()
  }

  async #receive(text: string): Promise<void> {
    if (!this.#isOpen) return
    const frame = decodeClientFrame(text)
    if (!frame) return this.#connection.link.close(closeCodes.badFrame)
    if (frame.kind === 'join') return this.#join(frame)
    const found = this.#sessions.get(frame.session)
    if (!found) return this.#refuse(frame.session, 'not_joined', false)
    switch (frame.kind) {
      case 'event':
      case 'url':
        if (!found.session.receive(frame)) this.#connection.link.close(closeCodes.badFrame)
        return
      case 'ack':
        return found.session.acknowledge(frame.seen)
      case 'resync':
        return found.session.resync()
      default:
        frame satisfies never
    }
  }

  /** A document says which page it shows: it goes on with a session, takes the one that drew it, or begins anew. */
  async #join(frame: JoinFrame): Promise<void> {
    const { link, browser } = this.#connection
    if (frame.version !== protocolVersion) return this.#refuse(frame.session, 'other_version', true)
    const token = this.#site.readToken(frame.token)
    const isTheirs = token?.browser === browser.id && this.#site.checkCsrf(browser.id, frame.csrf)
    if (!token || !isTheirs) return this.#refuse(frame.session, 'bad_token', true)

    const user = await this.#site.getUser(this.#connection.request)
    const key = `${browser.id} ${frame.document} ${frame.session}`
    const known = this.#registry.findJoined(key)
    if (known && sameUser(known.user, user)) {
      this.#hold(frame.session, known, key)
      return known.resume(link, frame.session, frame.seen)
    }

    const pending = this.#registry.takePending(token.pending)
    if (pending && pending.browser.id === browser.id && sameUser(pending.user, user)) {
      this.#registry.addJoined(key, pending)
      this.#hold(frame.session, pending, key)
      return pending.claim(link, frame.session)
    }
    pending?.end()
    await this.#mount(frame, token, key)
  }

  async #mount(frame: JoinFrame, token: PageToken, key: string): Promise<void> {
    const { link, browser, request } = this.#connection
    const url = new URL(frame.uri, request.url)
    const match = this.#site.routes.match(url.pathname)
    const isHere = url.origin === new URL(request.url).origin
    if (
      !isHere ||
      !match?.route ||
      match.route.pattern !== token.route ||
      !isViewClass(match.route.view)
    ) {
      return this.#refuse(frame.session, 'not_found', true)
    }
    const { route, params } = match
    const viewRequest = await toViewRequest(
      this.#site,
      new Request(url, { headers: request.headers }),
    )
    const session = new PageSession(
      this.#site,
      {
        View: route.view,
        route: route.pattern,
        request: viewRequest,
        params,
        browser,
        csrfToken: frame.csrf,
      },
      sessionId(),
    )
    const redirect = await session.mount()
    if (redirect !== null || !this.#isOpen) {
      session.end()
      return this.#refuse(frame.session, 'moved', true)
    }
    this.#registry.addJoined(key, session)
    this.#hold(frame.session, session, key)
    if (await session.begin(link, frame.session, token.program, frame.next - 1)) return
    this.#sessions.delete(frame.session)
    this.#registry.remove(key)
    this.#refuse(frame.session, 'other_layout', true)
  }

  #hold(index: number, session: PageSession, key: string): void {
    this.#sessions.set(index, { session, key })
    this.#registry.hold(key)
  }

  #refuse(session: number, code: string, reload: boolean): void {
    this.#connection.link.send(encodeServerFrame({ kind: 'refused', session, code, reload }))
  }
}

/** Whether a page goes on for the one who opened it. */
function sameUser(a: PageSession['user'], b: PageSession['user']): boolean {
  const nameOf = (user: PageSession['user']): unknown =>
    user && ((user as { id?: unknown }).id ?? (user as { username?: unknown }).username)
  return nameOf(a) === nameOf(b)
}
