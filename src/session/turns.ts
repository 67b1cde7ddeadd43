import { DjustError } from '../shared/errors.ts'
import type { LiveView, ViewClass } from '../view/live-view.ts'
import { closeCodes } from '../wire/frames.ts'
import { canRepeat } from './drawn-streams.ts'
import { type EventTries, notTried, refuseDeadly, triedAgain } from './event-tries.ts'
import { Mailbox } from './mailbox.ts'
import type { Outbox } from './outbox.ts'
import type { SavedSession, SessionContent } from './saved-session.ts'
import { stateBesideFields } from './session-state.ts'
import type { ShownPage } from './shown-page.ts'
import { encodeSnapshot } from './snapshot.ts'
import type { Site } from './site.ts'
import type { TurnCause } from './turn-cause.ts'
import { userName } from './user-name.ts'
import { RefusedError } from './refused-error.ts'
import type { PageGuard } from './page-guard.ts'
import { isThenable } from './with-timeout.ts'

/** The session whose turns they are. */
export interface TurnedSession {
  readonly View: ViewClass
  readonly view: LiveView
  readonly page: ShownPage
  readonly guard: PageGuard
  readonly isEnded: boolean
  end(): void
  /** Ends it for good, and tells its document why. */
  refuse(code: string): void
  /** Ends it, and lets nobody go on with it. */
  forget(): void
}

/** The number of an event that is answered by its turn, or what the turn is about. */
type About = number | TurnCause

const somethingElse: TurnCause = { what: 'a turn' }
const ofHandlers = { code: 'handler_failed' }

/**
 * What happens to a session, one thing at a time: something is done, it is stored where answers wait for that, what
 * changed is sent, and the event is answered.
 */
export class Turns {
  readonly #site: Site
  readonly #session: TurnedSession
  readonly #outbox: Outbox
  readonly #mailbox: Mailbox
  /** How the session stands in the store; null before its document has joined. */
  saved: SavedSession | null = null
  /** Number of the last event answered. */
  answered = 0
  /** Number of the last one whose page may hear so: what waits to be stored may still be lost. */
  kept = 0
  /** What has become of the event behind that where it was tried before; null once it is answered. */
  tried: EventTries | null = null
  /** Whether something happened while no browser was there to see it, or ready to. */
  #isUnseen = false

  constructor(site: Site, session: TurnedSession, outbox: Outbox) {
    this.#site = site
    this.#session = session
    this.#outbox = outbox
    this.#mailbox = new Mailbox(this)
  }

  get isUnseen(): boolean {
    return this.#isUnseen
  }

  /** How many wait or run. */
  get size(): number {
    return this.#mailbox.size
  }

  /** Puts a task behind those that wait, after which nothing is shown. */
  alone<T>(task: () => T | Promise<T>): Promise<T> {
    return this.#mailbox.post(task)
  }

  /** Puts a turn behind those that wait. */
  post(run: () => unknown, about = somethingElse): void {
    this.#mailbox.add(() => this.#unlessEnded(run, about))
  }

  /**
   * Takes an event, as the last thing that its frame is good for: mostly it is answered when this returns.
   *
   * @param event its number
   */
  take(run: () => unknown, event: number): void {
    this.#mailbox.begin(() => this.#unlessEnded(run, event))
  }

  #unlessEnded(run: () => unknown, about: About): Promise<void> | undefined {
    return this.#session.isEnded ? undefined : this.run(run, about)
  }

  #noteAnswered(event: number): void {
    if (event === 0) return
    // Those that still wait may have been skipped.
    if (event > this.answered) this.answered = event
    this.tried = null
  }

  /** The page has an answer to an event that never came, and to all before it. */
  skipTo(event: number): void {
    this.answered = this.kept = event
    this.tried = null
  }

  /** Waits only for what takes time, so a turn that needs nothing from outside is over at once. */
  async run(run: () => unknown, about: About = somethingElse): Promise<void> {
    const event = typeof about === 'number' ? about : 0
    const { mounted, host, address } = this.#session.page
    const { visit } = address.request
    if (visit.session.isOver) return this.#session.refuse('other_user')
    if (event > 0 && this.tried && !(await this.#try(event))) return this.#giveBack()
    try {
      if (!host.hasLeft) {
        if (event > 0 && this.tried) refuseDeadly(this.tried)
        const asking = this.#session.guard.again(event > 0)
        if (asking !== undefined) await asking
        const acting = mounted.act(run)
        if (isThenable(acting)) await acting
        if (this.saved?.isStrictFor(mounted.view))
          this.saved.check(mounted.view, mounted.storedParts)
      }
      host.carryMessages()
      const saving = visit.session.save()
      if (saving !== undefined) await saving
      if (visit.hasMoved && !host.hasLeft) host.leave()
    } catch (error) {
      if (error instanceof RefusedError) return this.#turnAway(error, event)
      this.#fail(about, error)
      mounted.stopActing()
    }
    if (this.#session.page.host.hasStreamed) await this.#drawStreams(about)
    else this.#outbox.endTurn([])
    this.#noteAnswered(event)
    if (this.#outbox.overflow === 'rows' && !canRepeat(this.#session.view)) return this.#beginAnew()
    if (this.#outbox.takeOverflow()) this.#overflow()
    const durability = this.saved?.durability
    // Nobody hears of what is not stored: the page comes back, and what it did is answered or done again then. It is
    // stored with the number of the frame that tells of it, which is another one where the page has come back meanwhile,
    // or has asked for all values; so nothing may be waited for between this and what is sent.
    for (let number = -1; durability === 'beforeReply' && number !== this.#nextNumber; ) {
      number = this.#nextNumber
      if (!(await this.store())) return this.#outbox.hangUp()
    }
    this.kept = this.answered
    const isSkipped = host.takeSkipped() && this.#session.page.isKnown
    this.#isUnseen = !this.#outbox.isReady
    if (this.#isUnseen) return
    try {
      const showing = isSkipped
        ? this.#outbox.update(null, this.answered)
        : this.#session.page.update(this.#outbox, this.answered)
      if (showing !== undefined) await showing
    } catch (error) {
      // The page keeps what it shows; whoever waits for the event learns that it could not be drawn.
      this.#fail(about, error, 'render_failed')
      this.#outbox.update(null, this.answered)
    }
    if (durability === 'afterReply') await this.store()
    else if (this.#site.isDevelopment && !this.saved?.isStrictFor(mounted.view))
      this.saved?.check(mounted.view, mounted.storedParts)
  }

  /**
   * Notes in the store that the event after a restore is about to be done: it may be what has ended the process before.
   *
   * @returns whether it is noted
   */
  async #try(event: number): Promise<boolean> {
    const isKept = this.saved?.durability === 'beforeReply'
    this.tried = isKept && event === this.answered + 1 ? triedAgain(this.tried!, Date.now()) : null
    return this.tried === null || this.store()
  }

  /** An event has come and is not done: it has to come again, to what is stored. */
  #giveBack(): void {
    this.#outbox.hangUp()
    this.#session.end()
  }

  /** Shows what was not shown, where the browser can take it by now. */
  catchUp(): void {
    if (this.#isUnseen && this.#outbox.isReady) this.post(() => {})
  }

  /** The browser missed commands: it gets all values, and the view may say again what is not in them. */
  #overflow(): void {
    const { page } = this.#session
    this.#site.log(`${this.#session.View.name}: commands to a slow browser were given up`)
    page.forget()
    this.post(() => page.mounted.view.handleOverflow())
  }

  /** The page may not be gone on with: nothing more of it is shown. */
  #turnAway({ code, to, message }: RefusedError, event: number): void {
    this.#site.log(`${this.#session.View.name} is left: ${message}`)
    if (to === null) return this.#session.refuse(code)
    this.#session.page.mounted.stopActing()
    this.#session.page.host.leaveFor(to)
    this.#noteAnswered(event)
    this.kept = this.answered
    this.#outbox.update(null, this.answered)
  }

  /** What happened to streams waits for the browser with the other commands, and is stored with them. */
  async #drawStreams(about: About): Promise<void> {
    try {
      const drawn = await this.#session.page.drawStreams()
      this.#outbox.endTurn(drawn?.rows ?? [])
      for (const error of drawn?.errors ?? []) this.#fail(about, error, 'render_failed')
    } catch (error) {
      this.#outbox.endTurn([])
      this.#fail(about, error, 'render_failed')
    }
  }

  /** What is not in the view cannot be told again: the page has to mount another one. */
  #beginAnew(): void {
    this.#site.log(
      `${this.#session.View.name}: rows of streams for a slow browser were given up. Its page begins anew.`,
    )
    this.#outbox.hangUp(closeCodes.overrun)
    this.#session.forget()
  }

  /** The mailbox has nobody else to tell. */
  taskFailed(error: unknown): void {
    this.#site.log(`A turn of ${this.#session.View.name} failed`, error)
  }

  #fail(about: About, error: unknown, fallback?: string): void {
    const { what, event = 0, code: usual } = { ...ofHandlers, ...causeOf(about) }
    const code = error instanceof DjustError ? error.code : (fallback ?? usual)
    this.#site.log(`${this.#session.View.name}: ${what} ended with ${code}`, error)
    this.#outbox.fail({
      event,
      code,
      ...(this.#site.isDevelopment && { message: messageOf(error) }),
    })
  }

  // ── the store ──────────────────────────────────────────────────────────────────────────────────────────────

  /** @returns whether what happened until now is in the store */
  async store(): Promise<boolean> {
    if (!this.saved || this.#session.isEnded) return true
    const how = await this.saved.save(this.#content)
    if (how === 'lost') {
      // Another process goes on with it, from what is stored.
      this.#outbox.hangUp()
      this.#session.end()
    }
    return how === 'kept'
  }

  get #nextNumber(): number {
    return this.#outbox.nextNumber(!this.#session.page.isKnown)
  }

  /** Stores it where nothing of it would be missing. @returns whether it is stored */
  async storeWhole(): Promise<boolean> {
    const { view, parts, rest } = this.#content
    try {
      encodeSnapshot(view, rest, parts)
    } catch {
      return false
    }
    return this.store()
  }

  get #content(): SessionContent {
    const { page } = this.#session
    return {
      view: page.mounted.view,
      parts: page.mounted.storedParts,
      rest: stateBesideFields(page, this.#outbox, this.answered, this.tried ?? notTried),
      user: userName(page.address.user),
    }
  }
}

function causeOf(about: About): TurnCause {
  return typeof about === 'number' ? { what: `event ${about}`, event: about } : about
}

/** Whatever was thrown, as text. */
function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error)
  } catch {
    return 'Something that cannot be shown was thrown.'
  }
}
