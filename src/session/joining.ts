import { ownAddress } from '../shared/own-address.ts'
import { isViewClass, type ViewClass } from '../view/live-view.ts'
import { closeCodes, type JoinFrame } from '../wire/frames.ts'
import type { Connection } from './connection.ts'
import { identify } from './identify.ts'
import { PageSession, type SessionStart } from './page-session.ts'
import { RefusedError } from './refused-error.ts'
import type { SessionRegistry } from './registry.ts'
import { restoredSession } from './restored-session.ts'
import { SavedSession } from './saved-session.ts'
import { hashOf, sessionId } from './session-id.ts'
import type { PageToken, Site } from './site.ts'
import { userName } from './user-name.ts'
import { toViewRequest } from './view-request.ts'
import type { Visit } from './visit.ts'

/** The end of the connection on which a page joins. */
export interface JoinedLine {
  readonly site: Site
  readonly registry: SessionRegistry
  readonly connection: Connection
  /** False once it is lost, which may be at any time. */
  readonly isOpen: boolean
  /** The session has its page here. @param index of the page in its document */
  hold(index: number, session: PageSession, key: string): void
  letGo(index: number): void
  refuse(index: number, code: string, reload: boolean): void
}

/**
 * A document says which page it shows: it goes on with a session, takes the one that drew the page, or begins anew. Its
 * connections do so one after another. What is held for a connection that is lost meanwhile would be held for ever, and
 * what a retiring process takes then is lost, so both are looked at behind each wait.
 */
export class Joining {
  readonly #line: JoinedLine
  readonly #frame: JoinFrame
  readonly #token: PageToken
  /** By which the session is found, here and in the store. */
  readonly #key: string

  /** @param token what the frame's token says */
  constructor(line: JoinedLine, frame: JoinFrame, token: PageToken) {
    this.#line = line
    this.#frame = frame
    this.#token = token
    // Who knows a name in the store still does not know the cookie it was made of.
    const { browserId } = line.connection
    this.#key = hashOf([browserId, frame.document, frame.session].join(' '))
  }

  run(): Promise<void> {
    return this.#line.registry.inTurn(this.#key, () => this.#run())
  }

  async #run(): Promise<void> {
    const { site, registry, connection } = this.#line
    if (!this.#isWanted()) return
    const cookie = { id: connection.browserId, isNew: false }
    const { visit } = await identify(site, connection.request.toRequest(), cookie)
    if (!this.#isWanted()) return
    if (this.#token.user !== userName(visit.user)) {
      registry.forget(this.#key)
      return this.#refuse('other_user')
    }
    const known = await this.#findKnown()
    if (!this.#isWanted()) return
    if (known && !this.#frame.isHeir) return this.#resume(known, visit)
    // Who has joined before has a state elsewhere, and the page that was drawn is long behind it.
    const isFirst = this.#frame.seen === 0 && this.#frame.next === 1 && !this.#frame.isHeir
    if (isFirst && (await this.#claim(visit))) return
    await this.#open(visit, known)
  }

  // ── going on ───────────────────────────────────────────────────────────────────────────────────────────────

  /** The session that a document has here, unless it has been to another process meanwhile. */
  async #findKnown(): Promise<PageSession | null> {
    const { registry } = this.#line
    const known = registry.findJoined(this.#key)
    if (!known) return null
    if (await known.isOurs()) return known.isEnded ? null : known
    registry.replace(this.#key)
    return null
  }

  async #resume(known: PageSession, visit: Visit): Promise<void> {
    if (!(await this.#mayGoOn(known, visit))) return this.#line.registry.forget(this.#key)
    if (!this.#isWanted()) return
    if (known.isEnded) return this.#line.connection.link.close(closeCodes.restart)
    this.#hold(known)
    known.resume(this.#line.connection, this.#frame, this.#token)
  }

  /** Takes the session that drew the page. @returns false when it waits no longer */
  async #claim(visit: Visit): Promise<boolean> {
    const { site, registry, connection } = this.#line
    const pending = registry.takePending(this.#token.pending)
    if (!pending || pending.isEnded) return false
    if ((await this.#mayGoOn(pending, visit)) && this.#isWanted()) {
      pending.keepIn(new SavedSession(site, this.#key))
      registry.addJoined(this.#key, pending)
      this.#hold(pending)
      pending.claim(connection, this.#frame.session)
    } else pending.end()
    return true
  }

  /** Asks the guards of a page whose document has come; refuses it otherwise. @returns whether it may stay */
  async #mayGoOn(session: PageSession, visit: Visit): Promise<boolean> {
    try {
      await session.admit(visit.user)
      return true
    } catch (error) {
      this.#refuse(this.#problemOf(error, session.View))
      return false
    }
  }

  // ── beginning ──────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Finds or makes the session of a page that did not draw it, and did not join it before: an heir goes on with that of
   * the document it was, and where nothing is kept here, from the store. Else it begins anew.
   *
   * @param known the session that an heir has here
   */
  async #open(visit: Visit, known: PageSession | null): Promise<void> {
    const { site, registry } = this.#line
    const start = this.#startOf(this.#frame.uri, visit)
    if (!start) return this.#refuse('not_found')
    const saved = new SavedSession(site, this.#key)
    const inherited = known?.address.route === start.route ? known : null
    const snapshot = inherited ? null : await saved.take(({ route }) => route === start.route)
    if (!this.#isWanted()) return
    if (this.#frame.isHeir && !inherited && !snapshot && (await this.#claim(visit))) return
    let session = inherited
    let problem: string | null
    try {
      if (inherited) await inherited.admit(visit.user)
      const from = snapshot && this.#startOf(snapshot.uri, visit)
      if (from) session = await restoredSession(site, from, snapshot, this.#frame.seen)
      const drawn = this.#frame.isHeir ? null : this.#token.program
      if (session && !(await session.canTakeOver(drawn))) {
        session.end()
        registry.remove(this.#key)
        await saved.forget()
        session = null
        if (await this.#claim(visit)) return
      }
      if (!session && snapshot) await saved.forget()
      const isNew = session === null
      session ??= new PageSession(site, start, sessionId())
      if (session !== inherited) session.keepIn(saved)
      problem = await this.#begin(session, isNew)
    } catch (error) {
      problem = this.#problemOf(error, start.View)
    }
    if (problem === null) return
    // Whoever was cut off comes back; for all others the page begins anew.
    if (problem === 'closed' && session === inherited) return
    session?.end()
    if (registry.findJoined(this.#key) === session) registry.remove(this.#key)
    if (problem === 'closed') return
    await saved.forget()
    this.#line.letGo(this.#frame.session)
    this.#refuse(problem)
  }

  /** @returns why the document cannot go on with the session, or null */
  async #begin(session: PageSession, isNew: boolean): Promise<string | null> {
    const { registry, connection } = this.#line
    if (isNew) {
      await session.admit()
      if (!this.#isWanted()) return 'closed'
      session.page.host.receiveMessages()
      if ((await session.mount()) !== null) return 'moved'
    }
    if (!this.#isWanted()) return 'closed'
    registry.addJoined(this.#key, session)
    this.#hold(session)
    await session.begin(connection, this.#frame, this.#token)
    if (!this.#line.isOpen) session.detach(connection.link)
    return null
  }

  /** What a document's page is made of; null when the address leads elsewhere. */
  #startOf(uri: string, visit: Visit): SessionStart | null {
    const { site, connection } = this.#line
    const url = ownAddress(uri, connection.request.url)
    const match = url && site.routes.match(url.pathname)
    if (!url || !match?.route || match.route.pattern !== this.#token.route) return null
    const { route, params } = match
    if (!isViewClass(route.view)) return null
    return {
      View: route.view,
      route: route.pattern,
      request: toViewRequest(connection.request.toRequest(url), visit),
      params,
      csrfToken: this.#frame.csrf,
    }
  }

  /** Whether there is somebody to join, and still a process to stay in: where that retires, the page goes elsewhere. */
  #isWanted(): boolean {
    const { isOpen, registry, connection } = this.#line
    if (isOpen && registry.isClosing) connection.link.close(closeCodes.restart)
    return isOpen && !registry.isClosing
  }

  // ── the end ────────────────────────────────────────────────────────────────────────────────────────────────

  /** The code for what kept a page from being made. */
  #problemOf(error: unknown, View: ViewClass): string {
    if (error instanceof RefusedError) return error.code
    this.#line.site.log(`${View.name} could not be mounted`, error)
    return 'mount_failed'
  }

  #hold(session: PageSession): void {
    this.#line.hold(this.#frame.session, session, this.#key)
  }

  #refuse(code: string): void {
    this.#line.refuse(this.#frame.session, code, true)
  }
}
