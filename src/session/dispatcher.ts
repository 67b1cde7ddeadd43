import { StateError } from '../shared/errors.ts'
import { ownAddress } from '../shared/own-address.ts'
import { isViewClass, type ViewClass } from '../view/live-view.ts'
import type { ViewStatics } from '../view/view-options.ts'
import { decodeClientFrame } from '../wire/decode.ts'
import {
  type ClientFrame,
  closeCodes,
  type EventFrame,
  type JoinFrame,
  protocolVersion,
  type UrlFrame,
} from '../wire/frames.ts'
import { decodeClientBytes } from '../wire/server-bytes.ts'
import type { Connection } from './connection.ts'
import { encodeFor } from './outbox.ts'
import { FloodWatch } from './flood-watch.ts'
import { identify } from './identify.ts'
import { PageSession, type SessionStart } from './page-session.ts'
import { RefusedError } from './refused-error.ts'
import type { SessionRegistry } from './registry.ts'
import { SavedSession } from './saved-session.ts'
import { hashOf, sessionId } from './session-id.ts'
import type { PageToken, Site } from './site.ts'
import type { Snapshot } from './snapshot.ts'
import { userName } from './user-name.ts'
import { toViewRequest } from './view-request.ts'
import type { Visit } from './visit.ts'

/** A session of the document. */
interface Joined {
  /** In its page. */
  readonly index: number
  readonly session: PageSession
  readonly key: string
  /** Number of the last of its events that came on this connection. */
  lastEvent: number
}

const none: readonly Joined[] = []

/** How many sessions a document may have at once. It shows one page, and may not have heard yet that it left others. */
const maxSessions = 64

/** How many frames may wait while a session is being mounted, before the browser is cut off. */
const maxWaitingFrames = 1_000

/**
 * Takes the frames of one connection to the sessions they are for. Every transport ends here, so a
 * check made here holds for all of them.
 */
export class Dispatcher {
  readonly #site: Site
  readonly #registry: SessionRegistry
  readonly #connection: Connection
  readonly #watch: FloodWatch
  /** One for most pages, so no table of them. */
  #sessions = none
  /** Name of the document at the other end, once it has joined. */
  #document = ''
  /** Frames that came while one took time, which is the first; null when none does. */
  #waiting: (string | Uint8Array)[] | null = null
  /** Settles when nothing waits any more. */
  #joining: Promise<void> | null = null
  /** Whether frames are bytes, which the first one decides. */
  #isBinary: boolean | null = null
  #isOpen = true

  constructor(site: Site, registry: SessionRegistry, connection: Connection) {
    this.#site = site
    this.#registry = registry
    this.#connection = connection
    this.#watch = new FloodWatch(site.rateLimit)
  }

  /** Takes one frame, as it came. Joining takes time, and what comes meanwhile waits for it. */
  receive(data: string | Uint8Array): void {
    if (!this.#waiting) this.#take(data)
    else if (this.#waiting.length >= maxWaitingFrames) this.#close(closeCodes.overrun)
    else this.#waiting.push(data)
  }

  /** Whether it carries a session. */
  get isJoined(): boolean {
    return this.#sessions.length > 0
  }

  /** Settles once all that came until now is done, and what it changed is sent. */
  async settled(): Promise<void> {
    while (this.#waiting) await this.#joining
    await Promise.all(this.#sessions.map(({ session }) => session.settled()))
  }

  /** The connection can take more. */
  drained(): void {
    for (const { session } of this.#sessions) session.drained()
  }

  /** The connection is gone. */
  close(): void {
    this.#isOpen = false
    for (const { session, key } of this.#sessions) {
      if (session.detach(this.#connection.link)) this.#registry.release(key)
    }
    this.#sessions = none
  }

  #take(data: string | Uint8Array): void {
    try {
      const joining = this.#receive(data)
      if (joining !== undefined) this.#waitFor(joining)
    } catch (error) {
      this.#fail(error)
    }
  }

  #waitFor(joining: Promise<void>): void {
    this.#waiting = []
    this.#joining = joining
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        const waiting = this.#waiting ?? []
        this.#waiting = this.#joining = null
        for (const data of waiting) this.receive(data)
      })
  }

  /** @returns a promise only where it takes time */
  #receive(data: string | Uint8Array): Promise<void> | void {
    if (!this.#isOpen) return
    const frame = this.#decode(data)
    if (!frame) return this.#close(closeCodes.badFrame)
    const verdict = this.#isFree(frame) ? 'fine' : this.#watch.verdict()
    if (verdict === 'closed') {
      this.#connection.flooded()
      return this.#close(closeCodes.flooded)
    }
    const isRefused = verdict === 'refused'
    if (frame.kind === 'join' && isLonger(data, this.#site.maxMessageSize))
      return this.#close(closeCodes.tooLarge)
    if (frame.kind !== 'join') return this.#pass(frame, isRefused, data)
    return isRefused ? undefined : this.#join(frame)
  }

  /** Whether it does not count. What a page has seen it may always say. */
  #isFree(frame: ClientFrame): boolean {
    switch (frame.kind) {
      case 'ack':
        return true
      case 'chunk':
        // A piece of a file that the server has asked for comes as fast as it asks.
        return this.#joinedOf(frame)?.session.expects(frame) === true
      case 'event':
      case 'url':
        return this.#isKnown(frame)
      default:
        return false
    }
  }

  /**
   * Whether it is an event that came on a connection which was lost, and was counted then. A page that comes back says
   * each of them once more.
   */
  #isKnown(frame: EventFrame | UrlFrame): boolean {
    const joined = this.#joinedOf(frame)
    if (!joined || frame.number <= joined.lastEvent) return false
    joined.lastEvent = frame.number
    return joined.session.hasReceived(frame.number)
  }

  #joinedOf(frame: ClientFrame): Joined | undefined {
    return this.#sessions.find(({ index }) => index === frame.session)
  }

  /** A connection speaks as its first frame does, where the site allows that. */
  #decode(data: string | Uint8Array): ClientFrame | null {
    const isBinary = typeof data !== 'string'
    if (this.#isBinary === null) {
      this.#isBinary = isBinary && this.#site.wireFormat === 'messagepack'
      this.#connection.link.takesBytes = this.#isBinary
    }
    if (isBinary !== this.#isBinary) return null
    return isBinary ? decodeClientBytes(data) : decodeClientFrame(data)
  }

  /** @param isRefused whether it came too soon */
  #pass(
    frame: Exclude<ClientFrame, JoinFrame>,
    isRefused: boolean,
    data: string | Uint8Array,
  ): void {
    const joined = this.#joinedOf(frame)
    if (frame.kind === 'leave') return joined && this.#leave(joined)
    if (!joined) return this.#refuse(frame.session, 'not_joined', false)
    const { session } = joined
    const { maxMessageSize = this.#site.maxMessageSize } = session.View as ViewStatics
    if (isLonger(data, maxMessageSize)) return this.#close(closeCodes.tooLarge)
    // Another connection of the document has taken its place.
    if (session.isEnded) return this.#close(closeCodes.restart)
    if (session.isOverrun) return this.#close(closeCodes.overrun)
    switch (frame.kind) {
      case 'event':
      case 'url':
        if (!session.receive(frame, isRefused)) this.#close(closeCodes.badFrame)
        return
      case 'ack':
        return session.acknowledge(frame.seen)
      case 'chunk':
        return isRefused ? undefined : session.takeChunk(frame)
      case 'resync':
        return isRefused ? undefined : session.resync()
      default:
        frame satisfies never
    }
  }

  /** What came before is still done, though nobody sees it. */
  #leave({ index, session, key }: Joined): void {
    this.#letGo(index)
    session.detach(this.#connection.link)
    void session.settled().then(() => this.#registry.forget(key))
  }

  /**
   * A document says which page it shows: it goes on with a session, takes the one that drew it, or
   * begins anew.
   */
  async #join(frame: JoinFrame): Promise<void> {
    const { browserId, request } = this.#connection
    if (this.#registry.isClosing) return this.#close(closeCodes.restart)
    if (frame.version !== protocolVersion) return this.#refuse(frame.session, 'other_version', true)
    // A connection is one document: otherwise it could make sessions without end.
    this.#document ||= frame.document
    if (frame.document !== this.#document) return this.#close(closeCodes.badFrame)
    const token = this.#site.readToken(frame.token)
    const isTheirs =
      token?.browser === hashOf(browserId) && this.#site.checkCsrf(browserId, frame.csrf)
    if (!token || !isTheirs) return this.#refuse(frame.session, 'bad_token', true)
    if (this.#sessions.length >= maxSessions) return this.#close(closeCodes.badFrame)

    // Who knows a name in the store still does not know the cookie it was made of.
    const key = hashOf([browserId, frame.document, frame.session].join(' '))
    const cookie = { id: browserId, isNew: false }
    const { visit } = await identify(this.#site, request.toRequest(), cookie)
    // What is held for a connection that is gone would be held for ever.
    if (!this.#isOpen) return
    if (token.user !== userName(visit.user)) {
      this.#registry.forget(key)
      return this.#refuse(frame.session, 'other_user', true)
    }
    const known = await this.#findKnown(key)
    if (!this.#isOpen) return
    if (known && !frame.isHeir) {
      if (!(await this.#mayGoOn(known, visit, frame))) return this.#registry.forget(key)
      if (!this.#isOpen) return
      this.#hold(frame.session, known, key)
      return known.resume(this.#connection, frame)
    }
    // Who has joined before has a state elsewhere, and the page that was drawn is long behind it.
    const isFirst = frame.seen === 0 && frame.next === 1 && !frame.isHeir
    if (isFirst && (await this.#claim(frame, token, visit, key))) return
    await this.#open(frame, token, visit, key)
  }

  /** The session that a document has here, unless it has been to another process meanwhile. */
  async #findKnown(key: string): Promise<PageSession | null> {
    const known = this.#registry.findJoined(key)
    if (!known || (await known.isOurs())) return known
    this.#registry.remove(key)
    return null
  }

  /** Takes the session that drew the page. @returns false when it waits no longer */
  async #claim(frame: JoinFrame, token: PageToken, visit: Visit, key: string): Promise<boolean> {
    const pending = this.#registry.takePending(token.pending)
    if (!pending || pending.isEnded) return false
    if ((await this.#mayGoOn(pending, visit, frame)) && this.#isOpen) {
      pending.keepIn(new SavedSession(this.#site, key))
      this.#registry.addJoined(key, pending)
      this.#hold(frame.session, pending, key)
      pending.claim(this.#connection, frame.session)
    } else pending.end()
    return true
  }

  /** Asks the guards of a page whose document has come; refuses it otherwise. @returns whether it may stay */
  async #mayGoOn(session: PageSession, visit: Visit, frame: JoinFrame): Promise<boolean> {
    try {
      await session.admit(visit.user)
      return true
    } catch (error) {
      this.#refuse(frame.session, this.#problemOf(error, session.View), true)
      return false
    }
  }

  /** The code for what kept a page from being made. */
  #problemOf(error: unknown, View: ViewClass): string {
    if (error instanceof RefusedError) return error.code
    this.#site.log(`${View.name} could not be mounted`, error)
    return 'mount_failed'
  }

  /**
   * Finds or makes the session of a page that did not draw it, and did not join it before: an heir goes on with that of
   * the document it was, and where nothing is kept here, from the store. Else it begins anew.
   */
  async #open(frame: JoinFrame, token: PageToken, visit: Visit, key: string): Promise<void> {
    const start = this.#startOf(frame.uri, frame, token, visit)
    if (!start) return this.#refuse(frame.session, 'not_found', true)
    const saved = new SavedSession(this.#site, key)
    const known = this.#registry.findJoined(key)
    const inherited = known?.page.address.route === start.route ? known : null
    const snapshot = inherited ? null : await saved.take(({ route }) => route === start.route)
    if (!this.#isOpen) return
    if (frame.isHeir && !inherited && !snapshot && (await this.#claim(frame, token, visit, key)))
      return
    let session = inherited
    let problem: string | null
    try {
      if (inherited) await inherited.admit(visit.user)
      const from = snapshot && this.#startOf(snapshot.uri, frame, token, visit)
      if (from) session = await this.#restored(from, snapshot, frame.seen)
      const drawn = frame.isHeir ? null : token.program
      if (session && !(await session.canTakeOver(drawn))) {
        session.end()
        this.#registry.remove(key)
        await saved.forget()
        session = null
        if (await this.#claim(frame, token, visit, key)) return
      }
      if (!session && snapshot) await saved.forget()
      const isNew = session === null
      session ??= new PageSession(this.#site, start, sessionId())
      if (session !== inherited) session.keepIn(saved)
      problem = await this.#begin(session, isNew, { frame, token, key })
    } catch (error) {
      problem = this.#problemOf(error, start.View)
    }
    if (problem === null) return
    // Whoever was cut off comes back; for all others the page begins anew.
    session?.end()
    if (problem !== 'closed') await saved.forget()
    if (this.#registry.findJoined(key) === session) this.#registry.remove(key)
    this.#letGo(frame.session)
    this.#refuse(frame.session, problem, true)
  }

  /** @returns null when the class cannot go on from what is stored */
  async #restored(
    start: SessionStart,
    snapshot: Snapshot,
    seen: number,
  ): Promise<PageSession | null> {
    const session = new PageSession(this.#site, start, sessionId())
    try {
      await session.admit()
      await session.restore(snapshot, seen)
      return session
    } catch (error) {
      session.end()
      if (!(error instanceof StateError)) throw error
      this.#site.log(`${start.View.name} cannot go on from what is stored, and begins anew`, error)
      return null
    }
  }

  /** @returns why the document cannot go on with the session, or null */
  async #begin(
    session: PageSession,
    isNew: boolean,
    { frame, token, key }: { frame: JoinFrame; token: PageToken; key: string },
  ): Promise<string | null> {
    if (isNew) {
      await session.admit()
      if (!this.#isOpen) return 'closed'
      session.page.host.receiveMessages()
      if ((await session.mount()) !== null) return 'moved'
    }
    if (!this.#isOpen) return 'closed'
    this.#registry.addJoined(key, session)
    this.#hold(frame.session, session, key)
    await session.begin(this.#connection, frame, token)
    if (!this.#isOpen) session.detach(this.#connection.link)
    return null
  }

  /** What a document's page is made of; null when the address leads elsewhere. */
  #startOf(uri: string, frame: JoinFrame, token: PageToken, visit: Visit): SessionStart | null {
    const { request } = this.#connection
    const url = ownAddress(uri, request.url)
    const match = url && this.#site.routes.match(url.pathname)
    if (!url || !match?.route || match.route.pattern !== token.route) return null
    const { route, params } = match
    if (!isViewClass(route.view)) return null
    return {
      View: route.view,
      route: route.pattern,
      request: toViewRequest(request.toRequest(url), visit),
      params,
      csrfToken: frame.csrf,
    }
  }

  #hold(index: number, session: PageSession, key: string): void {
    this.#letGo(index)
    // Unlike `push`, it makes no room for others: mostly there are none.
    this.#sessions = this.#sessions.concat({ index, session, key, lastEvent: 0 })
    this.#registry.hold(key)
  }

  #letGo(index: number): void {
    this.#sessions = this.#sessions.filter((joined) => joined.index !== index)
  }

  #refuse(session: number, code: string, reload: boolean): void {
    const { link } = this.#connection
    link.send(encodeFor(link, { kind: 'refused', session, code, reload }))
  }

  #fail(error: unknown): void {
    this.#site.log('A frame could not be handled', error)
    this.#close(closeCodes.failed)
  }

  #close(code: number): void {
    this.#connection.link.close(code)
  }
}

/** Whether a frame, as it came, has more bytes than are taken. @param bytes 0 for no limit */
function isLonger(data: string | Uint8Array, bytes: number): boolean {
  // A character takes three bytes at most, so most texts need not be counted.
  return bytes > 0 && data.length * 3 > bytes && Buffer.byteLength(data) > bytes
}
