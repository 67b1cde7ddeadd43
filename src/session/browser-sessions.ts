import { BrowserRecords, type BrowserVault, type UserId } from './browser-records.ts'
import { BrowserSession } from './browser-session.ts'
import { sessionId } from './session-id.ts'
import { userNameOf } from './user-name.ts'

/** The sessions of the browsers that have something open in this process. */
export class BrowserSessions {
  readonly #records: BrowserRecords
  /** As long as a request or page holds one. */
  readonly #open = new Map<string, WeakRef<BrowserSession>>()
  readonly #gone = new FinalizationRegistry<string>((id) => {
    if (!this.#open.get(id)?.deref()) this.#open.delete(id)
  })

  constructor(vault: BrowserVault) {
    this.#records = new BrowserRecords(vault)
  }

  /** The session of a cookie, as it is stored now. */
  async open(id: string): Promise<BrowserSession> {
    const session = this.#find(id) ?? this.#share(new BrowserSession(id, this.#records))
    await session.refresh()
    return session.isOver ? this.begin(id) : session
  }

  /** An empty one, for a cookie that nothing is stored for. */
  begin(id: string): BrowserSession {
    return this.#share(new BrowserSession(id, this.#records))
  }

  /** One for a user who has logged in, under a cookie that nobody knows yet. */
  async beginFor(userId: UserId, data: Record<string, unknown>): Promise<BrowserSession> {
    const session = this.#share(new BrowserSession(sessionId(), this.#records, userId))
    await session.create(data)
    return session
  }

  /** Ends those of a user here; the store is told by whoever calls. @param name see `userName` */
  endUser(name: string): void {
    for (const held of this.#open.values()) {
      const session = held.deref()
      if (session && session.userId !== null && userNameOf(session.userId) === name) session.lapse()
    }
  }

  /** Ends that of a cookie here: another process has ended it. */
  lapse(id: string): void {
    this.#find(id)?.lapse()
  }

  #find(id: string): BrowserSession | undefined {
    const session = this.#open.get(id)?.deref()
    return session?.isOver ? undefined : session
  }

  #share(session: BrowserSession): BrowserSession {
    this.#open.set(session.id, new WeakRef(session))
    this.#gone.register(session, session.id)
    return session
  }
}
