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
import { encodeFor } from './link.ts'
import { FloodWatch } from './flood-watch.ts'
import { Joining, type JoinedLine } from './joining.ts'
import type { PageSession } from './page-session.ts'
import type { SessionRegistry } from './registry.ts'
import { hashOf } from './session-id.ts'
import type { Site } from './site.ts'

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
export class Dispatcher implements JoinedLine {
  readonly site: Site
  readonly registry: SessionRegistry
  readonly connection: Connection
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
  isOpen = true

  constructor(site: Site, registry: SessionRegistry, connection: Connection) {
    this.site = site
    this.registry = registry
    this.connection = connection
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
    this.isOpen = false
    for (const { session, key } of this.#sessions) {
      if (session.detach(this.connection.link)) this.registry.release(key, session)
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
    if (!this.isOpen) return
    const frame = this.#decode(data)
    if (!frame) return this.#close(closeCodes.badFrame)
    const joined = this.#joinedOf(frame)
    const verdict = isFree(frame, joined) ? 'fine' : this.#watch.verdict()
    if (verdict === 'closed') {
      this.connection.flooded()
      return this.#close(closeCodes.flooded)
    }
    const isRefused = verdict === 'refused'
    if (frame.kind === 'join' && isLonger(data, this.site.maxMessageSize))
      return this.#close(closeCodes.tooLarge)
    if (frame.kind !== 'join') return this.#pass(frame, joined, isRefused, data)
    return isRefused ? undefined : this.#join(frame)
  }

  #joinedOf({ session }: ClientFrame): Joined | undefined {
    for (const joined of this.#sessions) if (joined.index === session) return joined
    return undefined
  }

  /** A connection speaks as its first frame does, where the site allows that. */
  #decode(data: string | Uint8Array): ClientFrame | null {
    const isBinary = typeof data !== 'string'
    if (this.#isBinary === null) {
      this.#isBinary = isBinary && this.site.wireFormat === 'messagepack'
      this.connection.link.takesBytes = this.#isBinary
    }
    if (isBinary !== this.#isBinary) return null
    return isBinary ? decodeClientBytes(data) : decodeClientFrame(data)
  }

  /** @param isRefused whether it came too soon */
  #pass(
    frame: Exclude<ClientFrame, JoinFrame>,
    joined: Joined | undefined,
    isRefused: boolean,
    data: string | Uint8Array,
  ): void {
    if (frame.kind === 'leave') return joined && this.#leave(joined)
    if (!joined) return this.refuse(frame.session, 'not_joined', false)
    const { session } = joined
    const { maxMessageSize = this.site.maxMessageSize } = session.View as ViewStatics
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
    this.letGo(index)
    session.detach(this.connection.link)
    void session.settled().then(() => this.registry.forget(key))
  }

  /** A connection is one document: otherwise it could make sessions without end. */
  #join(frame: JoinFrame): Promise<void> | void {
    const { browserId } = this.connection
    if (this.registry.isClosing) return this.#close(closeCodes.restart)
    if (frame.version !== protocolVersion) return this.refuse(frame.session, 'other_version', true)
    this.#document ||= frame.document
    if (frame.document !== this.#document) return this.#close(closeCodes.badFrame)
    const token = this.site.readToken(frame.token)
    const isTheirs =
      token?.browser === hashOf(browserId) && this.site.checkCsrf(browserId, frame.csrf)
    if (!token || !isTheirs) return this.refuse(frame.session, 'bad_token', true)
    if (this.#sessions.length >= maxSessions) return this.#close(closeCodes.badFrame)
    return new Joining(this, frame, token).run()
  }

  // ── what pages join ────────────────────────────────────────────────────────────────────────────────────────

  hold(index: number, session: PageSession, key: string): void {
    this.letGo(index)
    // Unlike `push`, it makes no room for others: mostly there are none.
    this.#sessions = this.#sessions.concat({ index, session, key, lastEvent: 0 })
    this.registry.hold(key)
  }

  letGo(index: number): void {
    this.#sessions = this.#sessions.filter((joined) => joined.index !== index)
  }

  refuse(index: number, code: string, reload: boolean): void {
    const { link } = this.connection
    link.send(encodeFor(link, { kind: 'refused', session: index, code, reload }))
  }

  #fail(error: unknown): void {
    this.site.log('A frame could not be handled', error)
    this.#close(closeCodes.failed)
  }

  #close(code: number): void {
    this.connection.link.close(code)
  }
}

/** Whether a frame does not count. What a page has seen it may always say. */
function isFree(frame: ClientFrame, joined: Joined | undefined): boolean {
  switch (frame.kind) {
    case 'ack':
      return true
    case 'chunk':
      // A piece of a file that the server has asked for comes as fast as it asks.
      return joined?.session.expects(frame) === true
    case 'event':
    case 'url':
      return isKnown(frame, joined)
    default:
      return false
  }
}

/**
 * Whether it is an event that came on a connection which was lost, and was counted then. A page that comes back says
 * each of them once more.
 */
function isKnown({ number }: EventFrame | UrlFrame, joined: Joined | undefined): boolean {
  if (!joined || number <= joined.lastEvent) return false
  joined.lastEvent = number
  return joined.session.hasReceived(number)
}

/** Whether a frame, as it came, has more bytes than are taken. @param bytes 0 for no limit */
function isLonger(data: string | Uint8Array, bytes: number): boolean {
  // A character takes three bytes at most, so most texts need not be counted.
  return bytes > 0 && data.length * 3 > bytes && Buffer.byteLength(data) > bytes
}
