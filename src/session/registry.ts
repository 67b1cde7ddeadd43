import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { PageSession } from './page-session.ts'
import type { Browser } from './site.ts'
import { userName } from './user-name.ts'
import type { Visit } from './visit.ts'

/** How many sessions are kept for whom, and for how long. */
export interface RegistryLimits {
  /** How long a page that was drawn waits for its browser to claim it. */
  readonly pendingSessionMs: number
  readonly maxPendingSessions: number
  readonly maxPendingSessionsPerAddress: number
  /** How long a page without connection keeps its session. */
  readonly detachedSessionMs: number
}

/** 10,000 pages leave within two seconds. */
const retiredAtOnce = 50
const pauseMs = 10

/** A page that waits for the document that it drew. */
interface Pending {
  readonly session: PageSession
  /** Where its browser is. */
  readonly ip: string
  readonly timer: NodeJS.Timeout
}

interface Kept {
  readonly session: PageSession
  /** Runs while no connection holds the session. */
  timer: NodeJS.Timeout | null
}

/** The sessions of one process: those that wait for their browser, and those that have one. */
export class SessionRegistry {
  readonly #limits: RegistryLimits
  readonly #pending = new Map<string, Pending>()
  readonly #pendingByAddress = new Map<string, number>()
  readonly #joined = new Map<string, Kept>()
  /** The last of the joins that are on, by what they join. */
  readonly #joining = new Map<string, Promise<void>>()
  #isClosing = false

  constructor(limits: RegistryLimits) {
    this.#limits = limits
  }

  /** Whether one more page of this browser may wait. */
  hasRoomFor({ ip }: Browser): boolean {
    if (this.#pending.size >= this.#limits.maxPendingSessions) return false
    // A host that tells no address would make all browsers one.
    if (ip === '') return true
    return (this.#pendingByAddress.get(ip) ?? 0) < this.#limits.maxPendingSessionsPerAddress
  }

  /** Lets a session wait for the document that it drew. @param ip where its browser is */
  addPending(name: string, session: PageSession, ip: string): void {
    this.#pendingByAddress.set(ip, (this.#pendingByAddress.get(ip) ?? 0) + 1)
    const timer = setTimeout(() => this.takePending(name)?.end(), this.#limits.pendingSessionMs)
    timer.unref()
    this.#pending.set(name, { session, ip, timer })
  }

  /** Gives a waiting session away, once. */
  takePending(name: string): PageSession | null {
    const pending = this.#pending.get(name)
    if (!pending) return null
    const { session, ip, timer } = pending
    this.#pending.delete(name)
    clearTimeout(timer)
    const left = (this.#pendingByAddress.get(ip) ?? 1) - 1
    if (left > 0) this.#pendingByAddress.set(ip, left)
    else this.#pendingByAddress.delete(ip)
    return session
  }

  /**
   * Has connections of one document join one after another: what one of them finds, here or in the store, another might
   * change meanwhile.
   *
   * @param key names the document and the place in it
   */
  async inTurn(key: string, join: () => Promise<void>): Promise<void> {
    const joining = this.#joining.get(key)?.then(join, join) ?? join()
    this.#joining.set(key, joining)
    try {
      await joining
    } finally {
      if (this.#joining.get(key) === joining) this.#joining.delete(key)
    }
  }

  /** @param key names the document and the place in it */
  addJoined(key: string, session: PageSession): void {
    if (this.findJoined(key) === session) return
    this.replace(key)
    this.#joined.set(key, { session, timer: null })
  }

  /** Ends a session whose document goes on with another: where it is still heard, it has to come back. */
  replace(key: string): void {
    this.#joined.get(key)?.session.hangUp()
    this.remove(key)
  }

  findJoined(key: string): PageSession | null {
    const session = this.#joined.get(key)?.session
    if (!session?.isEnded) return session ?? null
    this.remove(key)
    return null
  }

  /** Lets sessions sleep to which nothing happens; called again and again. */
  rest(): void {
    for (const { session } of this.#joined.values()) session.rest()
  }

  /** How many sleep. */
  get asleep(): number {
    return [...this.#joined.values()].filter(({ session }) => session.isAsleep).length
  }

  /** A connection is there: the session stays. */
  hold(key: string): void {
    const kept = this.#joined.get(key)
    if (kept?.timer) clearTimeout(kept.timer)
    if (kept) kept.timer = null
  }

  /** The connection is lost: the session is stored and ends, unless the browser comes back in time. */
  release(key: string, session: PageSession): void {
    const kept = this.#joined.get(key)
    // Where it is another by now, that has a connection of its own.
    if (kept?.session !== session) return
    this.hold(key)
    const timer = setTimeout(() => {
      const end = (): void => {
        // The browser may have come back while it was being stored.
        if (this.#joined.get(key)?.timer === timer) this.remove(key)
      }
      kept.session.save().then(end, end)
    }, this.#limits.detachedSessionMs)
    timer.unref()
    kept.timer = timer
  }

  remove(key: string): void {
    const kept = this.#joined.get(key)
    if (!kept) return
    this.hold(key)
    this.#joined.delete(key)
    kept.session.end()
  }

  /** Ends what a browser has open, but for the page of one visit, where it is here. */
  endBrowser(cookie: string, but: Visit | null): void {
    this.#disconnect(({ address }) => {
      const { visit } = address.request
      return visit.cookie === cookie && visit !== but
    })
  }

  /** Ends what is open for a user. @param name see `userName` */
  endUser(name: string): void {
    this.#disconnect(({ address }) => userName(address.user) === name)
  }

  #disconnect(isMeant: (session: PageSession) => boolean): void {
    for (const [name, { session }] of this.#pending)
      if (isMeant(session)) this.takePending(name)?.end()
    for (const [key, { session }] of this.#joined) {
      if (!isMeant(session)) continue
      session.refuse('other_user')
      this.remove(key)
    }
  }

  /** Forgets a session wherever it is kept: nobody may go on with it. */
  forget(key: string): void {
    this.#joined.get(key)?.session.forget()
    this.remove(key)
  }

  /** Whether nobody may join any more. */
  get isClosing(): boolean {
    return this.#isClosing
  }

  /**
   * Stores and ends everything, and sends documents elsewhere. Whoever is still joining is waited for: what that asks of
   * the store could else come there after the page has gone on in another process, and take it away.
   *
   * @param graceMs how long what is still running may take
   */
  async close(graceMs: number): Promise<void> {
    this.#isClosing = true
    for (const name of [...this.#pending.keys()]) this.takePending(name)?.end()
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), graceMs)
    const all = Promise.allSettled([this.#retireAll(late.signal), ...this.#joining.values()])
    await Promise.race([all, once(late.signal, 'abort')])
    clearTimeout(timer)
    for (const key of [...this.#joined.keys()]) this.remove(key)
  }

  /** A few at a time: where they go, all would come at once. */
  async #retireAll(signal: AbortSignal): Promise<void> {
    const retired: Promise<void>[] = []
    for (const { session } of [...this.#joined.values()]) {
      if (retired.length % retiredAtOnce === retiredAtOnce - 1)
        await delay(pauseMs, undefined, { signal }).catch(() => {})
      if (signal.aborted) return
      retired.push(session.retire())
    }
    await Promise.allSettled(retired)
  }
}
