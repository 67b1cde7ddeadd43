import { HandlerError } from '../shared/errors.ts'
import { modelEvent, uploadEvent } from '../shared/model-event.ts'
import { visible } from '../shared/visible.ts'
import type { Component } from '../view/component.ts'
import { createView } from '../view/create-view.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import type { ViewStatics } from '../view/view-options.ts'
import { encodeServerFrame } from '../wire/encode.ts'
import type { ChunkFrame, EventFrame, JoinFrame, UrlFrame, ServerFrame } from '../wire/frames.ts'
import type { Connection } from './connection.ts'
import { canRepeat } from './drawn-streams.ts'
import { mountView, type PostedForm, submitForm } from './first-page.ts'
import { checkLayout } from './layout-move.ts'
import { MountedView } from './mounted-view.ts'
import type { Link } from './link.ts'
import { Outbox } from './outbox.ts'
import { PageGuard } from './page-guard.ts'
import { type AddressStart, PageAddress } from './page-address.ts'
import { PageHost } from './page-host.ts'
import type { SavedSession } from './saved-session.ts'
import { hashOf } from './session-id.ts'
import { restoreSession } from './session-state.ts'
import { hasFiles, PageUploads } from './page-uploads.ts'
import { type NewToken, ShownPage } from './shown-page.ts'
import { SleepingPage } from './sleeping-page.ts'
import { SideWork } from './side-work.ts'
import type { PageToken, Site } from './site.ts'
import type { Snapshot } from './snapshot.ts'
import type { TurnCause } from './turn-cause.ts'
import { Turns } from './turns.ts'

/** What a session is made for. */
export interface SessionStart extends AddressStart {
  readonly View: ViewClass
  readonly csrfToken: string
}

/** How many turns may wait before the browser is cut off. */
const maxWaitingTurns = 1_000

/** How many may wait before messages are given up: fewer, so that events still find room. */
const maxTurnsBeforeMessages = 500

/**
 * One live view of one page, with its state. Everything that happens to it goes through its mailbox, one turn at a
 * time: an event, a message, a new address. After each turn it is drawn and compared, and what changed is sent.
 *
 * It is long because it is one object: each part of it taken out would be an object more for every open page.
 */
export class PageSession {
  readonly View: ViewClass
  readonly #site: Site
  readonly #outbox: Outbox
  readonly #turns: Turns
  #page: ShownPage | SleepingPage | null = null
  #guard: PageGuard | null = null
  /** Whether something happened since it was asked last. */
  #isBusy = false
  /** Number of the last event that came. */
  #received = 0
  #isEnded = false
  /** Whether there has been a connection. */
  #isThere = false
  /** Whether nobody can go on with it. */
  #isForgotten = false
  /** Made when files are chosen: most pages have none. */
  #uploads: PageUploads | null = null
  /** Made where a view has work beside its turns: most have none. */
  #work: SideWork | null = null

  constructor(site: Site, start: SessionStart, viewId: string) {
    this.View = start.View
    this.#site = site
    this.#outbox = new Outbox(this)
    this.#turns = new Turns(site, this, this.#outbox)
    const address = new PageAddress(site.routes, start)
    const host = new PageHost(site, this, { viewId, address, outbox: this.#outbox })
    const view = createView(start.View, host)
    this.#guard = new PageGuard(site, view, address)
    this.#page = new ShownPage(site, {
      mounted: new MountedView(site, this, view),
      host,
      address,
      env: site.environment(start.request),
      csrfToken: start.csrfToken,
    })
  }

  /** Sees each frame that is sent. */
  trace(frame: ServerFrame): void {
    if (!this.#site.logsPatches) return
    const text = encodeServerFrame(frame)
    this.#site.log(`${this.View.name} ← ${visible(text, text.length)}`)
  }

  get page(): ShownPage {
    return this.#page instanceof SleepingPage ? this.#wake(this.#page) : this.#page!
  }

  /** Where the page is, and for whom. It need not wake for that. */
  get address(): PageAddress {
    return this.#page!.address
  }

  get guard(): PageGuard {
    this.#guard ??= new PageGuard(this.#site, this.view, this.page.address)
    return this.#guard
  }

  get view(): LiveView {
    return this.page.mounted.view
  }

  get isDrawn(): boolean {
    // While the view's fields are initialised there is no page yet.
    return this.#page !== null && this.page.isDrawn
  }

  get isActing(): boolean {
    return this.page.mounted.isActing
  }

  get event(): number {
    return this.page.mounted.event
  }

  /** Names the event whose handler runs, by the page that was loaded and its place in it; null where none runs. */
  get eventId(): string | null {
    const { event } = this
    const { saved } = this.#turns
    if (event === 0 || !saved) return null
    return hashOf(['event', saved.name, this.page.csrfToken, event].join(' '))
  }

  /** A page that is about to be drawn is looked at then. */
  checkLayout(layout: string | null): void {
    if (this.#page !== null) checkLayout(this.page, layout)
  }

  component(id: string): Component<any> | undefined {
    return this.page.mounted.component(id)
  }

  /** After how many milliseconds messages go away that somebody sees; null for never. */
  get dismissMs(): number | null {
    return (this.#isThere && this.page.program?.compiled.flashMs) || null
  }

  /** What is done beside its turns. */
  get work(): SideWork {
    this.#work ??= new SideWork(this, this.#isThere)
    return this.#work
  }

  /** Lets a handler that an event called go on beside the page. */
  follow(running: PromiseLike<unknown>, name: string, event: number): void {
    this.work.follow(running, name, event)
  }

  /** Tells work that waits for it that the browser has called a handler. */
  called(name: string, params: unknown): void {
    this.#work?.called(name, params)
  }

  get hasWorkNews(): boolean {
    return this.#work?.hasNews ?? false
  }

  /** The events whose work goes on beside the page, for the browser. */
  takeWorkNews(): readonly number[] {
    return this.#work?.takeNews() ?? []
  }

  /** Puts a turn behind those that wait. */
  post(run: () => unknown, about?: TurnCause): void {
    this.#rouse()
    this.#turns.post(run, about)
  }

  // ── sleep ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Becomes text where nothing has happened since this was called last, and the view can be made of it again. */
  rest(): void {
    const isQuiet = !this.#isBusy && !this.#isEnded && this.#turns.size === 0 && !this.#work
    this.#isBusy = false
    if (!isQuiet || !this.#outbox.isOpen || !(this.#page instanceof ShownPage)) return
    const asleep = SleepingPage.of(this.#page)
    if (!asleep) return
    this.#page = asleep
    this.#guard = null
  }

  get isAsleep(): boolean {
    return this.#page instanceof SleepingPage
  }

  /** Something is about to happen. */
  #rouse(): void {
    this.#isBusy = true
    if (this.#page instanceof SleepingPage) this.#wake(this.#page)
  }

  /** What waits runs behind `restored`. */
  #wake(asleep: SleepingPage): ShownPage {
    const page = asleep.wake(this.#site, this, this.View)
    this.#page = page
    const { mounted } = page
    this.#turns
      .alone(() => mounted.limited(() => mounted.view.restored()))
      .catch((error: unknown) => {
        this.#site.log(`${this.View.name}: restored failed`, error)
      })
    return page
  }

  // ── the first page ─────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Makes sure that the page may be opened, or gone on with by a document that comes.
   *
   * @param user who is there now
   * @throws {RefusedError}
   */
  async admit(user = this.page.address.user): Promise<void> {
    this.page.address.request.visit.user = user
    if (!this.guard.isOpen) await this.#turns.alone(() => this.guard.admit())
  }

  /**
   * Runs `mount` and `handleParams`.
   *
   * @returns where the view sent the browser instead, or null
   */
  mount(): Promise<string | null> {
    return this.#turns.alone(() => mountView(this.page, () => this.#takeRedirect()))
  }

  /** Runs the handler that a form posted without JavaScript names. @returns where the view sent the browser, or null */
  submit(form: PostedForm): Promise<string | null> {
    return this.#turns.alone(async () => {
      await submitForm(this.page, () => this.uploads, form)
      return this.#takeRedirect()
    })
  }

  /** Draws the whole page. */
  paint(token: NewToken): Promise<string> {
    return this.#turns.alone(() => this.page.paint(token))
  }

  #takeRedirect(): string | null {
    return this.#outbox.takeDestination()?.to ?? null
  }

  // ── the store ──────────────────────────────────────────────────────────────────────────────────────────────

  /** From now on it is stored. */
  keepIn(saved: SavedSession): void {
    this.#turns.saved = saved
  }

  /**
   * Goes on where another process, or this one, has stored it.
   *
   * @param seen number of the last frame that its document has
   */
  restore(snapshot: Snapshot, seen: number): Promise<void> {
    return this.#turns.alone(async () => {
      this.#received = this.#turns.answered = this.#turns.kept = snapshot.answered
      this.#turns.tried = snapshot.tried
      await restoreSession(this.page, this.#outbox, { snapshot, seen })
    })
  }

  /** Whether no other process has gone on with it. */
  async isOurs(): Promise<boolean> {
    return (await this.#turns.saved?.isOurs()) !== false
  }

  /** Stores it, behind what waits to be done. */
  async save(): Promise<void> {
    await this.#turns.alone(() => this.#turns.store())
  }

  /** Stores it where nothing of it would be missing. @returns whether it is stored */
  saveWhole(): Promise<boolean> {
    return this.#turns.alone(() => this.#turns.storeWhole())
  }

  /** Ends it for good, and tells its document why. */
  refuse(code: string): void {
    this.#outbox.refuse(code, true)
    this.forget()
  }

  /** Breaks its line, so that its document comes back. */
  hangUp(): void {
    this.#outbox.hangUp()
  }

  /** Stores it and sends its document to another process, behind what waits to be done. */
  retire(): Promise<void> {
    return this.#turns.alone(async () => {
      await this.#turns.store()
      this.hangUp()
      this.end()
    })
  }

  /** Ends it for good: nobody can go on with it. */
  forget(): void {
    this.#isForgotten = true
    this.end()
    void this.#turns.saved?.forget()
  }

  // ── the browser comes, goes and comes back ─────────────────────────────────────────────────────────────────

  /** Takes over a page drawn by this session. */
  claim({ link, request }: Connection, index: number): void {
    this.page.address.request.connected(request)
    this.#outbox.open(link, { session: index, how: 'claimed', number: 0, upTo: 0 })
    if (this.#turns.isUnseen || this.#outbox.hasCommands) this.post(() => {})
    this.#connected()
  }

  /**
   * Begins with a page that another session drew. Where its template is another by now, it is built anew, and then asks
   * for all values.
   *
   * @param token what the value of `dj-view` says
   */
  begin({ link, request }: Connection, frame: JoinFrame, token: PageToken): Promise<void> {
    const turns = this.#turns
    return turns.alone(async () => {
      const renewed = await this.page.adopt(frame.token, token, frame.csrf)
      const { session, seen, next, isHeir } = frame
      // A stored session may be behind what its page was told, where it is stored behind the answers. An heir counts anew.
      turns.answered = isHeir ? next - 1 : Math.max(turns.answered, next - 1)
      this.#received = turns.kept = turns.answered
      const joined = { session, number: seen, upTo: turns.answered }
      this.#outbox.open(link, { how: 'mounted', ...joined, ...renewed }, next)
      if (!renewed) await turns.run(() => {})
      this.page.address.request.connected(request)
      this.#connected()
      this.#askForFiles()
    })
  }

  /**
   * Whether it can go on with a page that was drawn by another session or template. Which rows of streams that shows is
   * not known; a view that may know is asked once the page is there.
   *
   * @param program fingerprint of the program that drew it; null where that was another session of the same view
   */
  async canTakeOver(program: string | null): Promise<boolean> {
    if (!(await this.page.hasOtherRows(program))) return true
    this.#outbox.loseRows()
    return canRepeat(this.view)
  }

  /** Goes on with a page whose connection was lost. @param token what the value of `dj-view` says */
  resume({ link, request }: Connection, frame: JoinFrame, token: PageToken): void {
    this.page.cameBack(token)
    this.page.address.request.connected(request)
    // Other events were answered elsewhere, and what they did is lost: its next one is another.
    if (frame.next > this.#received + 1) {
      this.#received = frame.next - 1
      this.#turns.skipTo(this.#received)
    }
    const isCurrent = this.#outbox.reopen(link, frame, this.#turns.kept)
    if (!isCurrent) this.page.forget()
    this.post(() => {})
    this.#connected()
    this.#askForFiles()
  }

  #connected(): void {
    this.#isThere = true
    this.page.host.connected()
    if (this.#work || (this.View as ViewStatics).tickInterval) this.work.connected()
    this.#tell('connected')
  }

  /** Calls a method of the view, in a turn of its own, if the author has written it. */
  #tell(what: 'connected' | 'disconnected'): void {
    if (this.view[what] !== LiveView.prototype[what])
      this.post(() => this.view[what](), { what: `${what}()` })
  }

  /** Forgets a line, unless another has taken its place. @returns whether the page is without a line now */
  detach(link: Link): boolean {
    const isGone = this.#outbox.close(link)
    if (isGone && !this.#isEnded) {
      this.#work?.disconnected()
      this.#tell('disconnected')
    }
    return isGone
  }

  /** Ends the session and what it subscribed to. */
  end(): void {
    if (!this.#isEnded) this.#unmount()
    this.#isEnded = true
    this.#endFiles()
    this.#work?.end()
    this.#outbox.close()
    const page = this.#page!
    page.host.end()
    if (page instanceof ShownPage) page.mounted.end()
  }

  /** Nobody waits for it: the page is gone. */
  #unmount(): void {
    // What sleeps has no unmount.
    if (this.#page instanceof SleepingPage) return
    const { mounted } = this.page
    if (mounted.view.unmount === LiveView.prototype.unmount) return
    void this.#turns
      .alone(() => mounted.limited(() => mounted.view.unmount()))
      .catch((error) => {
        this.#site.log(`${this.View.name}: unmount failed`, error)
      })
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  // ── frames ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Whether so much waits to be done that there is no room for messages. */
  get isCrowded(): boolean {
    return this.#turns.size >= maxTurnsBeforeMessages
  }

  /** Whether more waits to be done than is kept. */
  get isOverrun(): boolean {
    return this.#turns.size > maxWaitingTurns || this.#outbox.isOverrun
  }

  /** Whether an event has come, on whatever connection. */
  hasReceived(event: number): boolean {
    return event <= this.#received
  }

  /**
   * Takes an event.
   *
   * @param isRefused whether it came too soon, and is answered without being done
   * @returns false when events before it are missing
   */
  receive(frame: EventFrame | UrlFrame, isRefused = false): boolean {
    if (frame.number <= this.#received) return true
    if (frame.number !== this.#received + 1) return false
    this.#received = frame.number
    this.#rouse()
    const { mounted, host } = this.page
    const run =
      frame.kind === 'url'
        ? () => host.visit(frame.uri)
        : frame.handler === modelEvent
          ? () => this.page.setModels(frame)
          : frame.handler === uploadEvent
            ? () => this.#choose(frame)
            : () => host.answer(frame, mounted.handle(frame))
    this.#turns.take(isRefused ? tooMany : run, frame.number)
    return true
  }

  // ── files ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** The files on their way to it. */
  get uploads(): PageUploads {
    this.#uploads ??= new PageUploads(this.#site, this, (ask) =>
      this.#outbox.command({ kind: 'ask', ...ask }),
    )
    return this.#uploads
  }

  #choose({ params, data }: EventFrame): Promise<void> {
    return this.uploads.choose(this.page.bound(data.componentId), params)
  }

  /** Whether a piece of a file was asked for, and has not come yet. */
  expects(frame: ChunkFrame): boolean {
    return this.#uploads?.expects(frame) ?? false
  }

  /** A piece of a file has come. */
  takeChunk(frame: ChunkFrame): void {
    this.post(() => this.uploads.take(frame))
  }

  #askForFiles(): void {
    if (hasFiles(this)) this.post(() => this.uploads.askAgain())
  }

  /** Lets go of files, unless another process goes on with them. */
  #endFiles(): void {
    if (!this.#uploads && (this.#page instanceof SleepingPage || !hasFiles(this))) return
    const goesOn = this.#turns.saved !== null && this.#site.vault.store.isDurable === true
    this.uploads.end(goesOn && !this.#isForgotten).catch((error: unknown) => {
      this.#site.log(`${this.View.name}: files could not be thrown away`, error)
    })
  }

  /** The browser has every frame up to this one. */
  acknowledge(seen: number): void {
    this.#outbox.acknowledge(seen)
    this.#turns.catchUp()
  }

  /** Its line can take more. */
  drained(): void {
    this.#turns.catchUp()
  }

  /** Settles once everything that came until now is done. */
  settled(): Promise<void> {
    return this.#turns.alone(() => {})
  }

  /** Sends all values. */
  resync(): void {
    this.#outbox.forgetSent()
    this.page.forget()
    this.post(() => {})
  }
}

function tooMany(): never {
  throw new HandlerError('rate_limited', 'More events came than the setting rateLimit allows.')
}
