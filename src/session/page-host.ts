import type { JSChain } from '../shared/js.ts'
import type { JSCommand } from '../shared/js-commands.ts'
import { ConfigError } from '../shared/errors.ts'
import { visible } from '../shared/visible.ts'
import type { Component } from '../view/component.ts'
import { asJson } from '../view/json.ts'
import type { LiveView, ViewClass } from '../view/live-view.ts'
import type { FlashLevel, FlashMessage } from '../view/messages.ts'
import { isPlainObject } from '../view/plain-object.ts'
import type { SessionData, User, ViewRequest } from '../view/register.ts'
import { handlerFor } from '../view/handler-table.ts'
import { Streams } from '../view/streams.ts'
import type {
  AsyncTask,
  LivePatchTarget,
  LiveRedirectOptions,
  ViewHost,
  WaitOptions,
} from '../view/view-host.ts'
import type { EventFrame, GoCommand } from '../wire/frames.ts'
import { Flash, takeCarried } from './flash.ts'
import type { Outbox } from './outbox.ts'
import type { PageAddress } from './page-address.ts'
import type { PageGuard } from './page-guard.ts'
import type { SideWork } from './side-work.ts'
import type { Site } from './site.ts'
import type { TurnCause } from './turn-cause.ts'
import { isThenable } from './with-timeout.ts'

const noMessages: readonly FlashMessage[] = []

/** The session, as far as its view can tell. */
export interface HostedSession {
  readonly View: ViewClass
  readonly view: LiveView
  readonly isEnded: boolean
  /** Whether the browser has, or is about to get, a page. */
  readonly isDrawn: boolean
  /** What is done beside its turns. */
  readonly work: SideWork
  /** Whether so much waits to be done that there is no room for messages. */
  readonly isCrowded: boolean
  /** After how many milliseconds messages go away that somebody sees; null for never. */
  readonly dismissMs: number | null
  /** Whether a turn runs. */
  readonly isActing: boolean
  /** Number of the event whose turn runs, or 0. */
  readonly event: number
  readonly eventId: string | null
  /** Puts a turn behind those that wait. */
  post(run: () => unknown, about?: TurnCause): void
  component(id: string): Component<any> | undefined
  readonly guard: PageGuard
  /** Makes sure that its page can be put into a layout. @throws {DjustError} */
  checkLayout(layout: string | null): void
}

/** What a view sees and may ask for: its request, its address, topics, messages. */
export class PageHost implements ViewHost {
  readonly viewId: string
  readonly #site: Site
  readonly #session: HostedSession
  readonly #address: PageAddress
  readonly #outbox: Outbox
  #hasLeft = false
  #subscriptions: Map<string, () => void> | null = null
  #streams: Streams | null = null
  /** Whether messages were given up, and the view does not know of it yet. */
  #hasMissed = false
  /** Whether a turn waits that will see what changed outside of turns. */
  #isTurnDue = false
  /** Made when there is something to say: most pages are silent. */
  #flash: Flash | null = null
  #isSkipped = false
  /** The template that the page is put into, where it is not the one that its own names. */
  layout: string | null = null
  /** What waits until there is a page. */
  #deferred: (() => unknown)[] | null = null

  constructor(
    site: Site,
    session: HostedSession,
    page: { readonly viewId: string; readonly address: PageAddress; readonly outbox: Outbox },
  ) {
    this.#site = site
    this.#session = session
    this.viewId = page.viewId
    this.#address = page.address
    this.#outbox = page.outbox
  }

  // ── where the page is ──────────────────────────────────────────────────────────────────────────────────────

  /** The request, as if the page was asked for at the address that it has now. */
  get request(): ViewRequest {
    return this.#address.request.whole
  }

  get user(): User | null {
    return this.#address.user
  }

  get session(): SessionData {
    return this.#address.request.visit.session.data as SessionData
  }

  get isDrawn(): boolean {
    return this.#session.isDrawn
  }

  get eventId(): string | null {
    return this.#session.eventId
  }

  get params(): Readonly<Record<string, unknown>> {
    return this.#address.params
  }

  livePatch(target: LivePatchTarget): void {
    const to = this.#address.patched(target)
    const { isDrawn } = this.#session
    // The address that was asked for needs no redirect, which would ask for it again.
    if (!isDrawn && to === this.#address.uri) return
    this.#address.moveTo(to)
    this.#outbox.command({ kind: 'url', to, replace: target.replace ?? false })
    if (isDrawn) this.#session.post(() => this.goTo(to))
  }

  setLayout(path: string | null): void {
    if (path !== null && (typeof path !== 'string' || path === '')) {
      throw new ConfigError(
        'bad_layout',
        `setLayout takes the name of a template, such as "layouts/wide.html", or null for the page's own layout; this is ${path === '' ? 'an empty text' : visible(String(path))}.`,
      )
    }
    this.#session.checkLayout(path)
    this.layout = path
    this.triggerUpdate()
  }

  liveRedirect(path: string, options: LiveRedirectOptions = {}): void {
    const command = this.#address.redirected(path, options)
    if (command === null) {
      const what = `liveRedirect to "${visible(String(path))}" leaves this site`
      this.#say(`${what}. The browser goes to "/". Write { external: true } where it is meant to.`)
    }
    const { replace = false } = options
    this.#outbox.command(command ?? { kind: 'redirect', to: '/', replace })
  }

  /** Whether it was left for good: nothing happens in it any more. */
  get hasLeft(): boolean {
    return this.#hasLeft
  }

  /** Somebody has logged in or out, and the page was for whoever it was before. */
  leave(): void {
    const { to, replace } = this.#outbox.takeDestination() ?? {
      to: this.#address.uri,
      replace: false,
    }
    const { visit } = this.#address.request
    this.leaveFor(visit.newCookie === null ? to : this.#site.cookieAddress(visit, to), replace)
  }

  /** Leaves for another page, once. */
  leaveFor(to: string, replace = false): void {
    if (this.#hasLeft) return
    this.#hasLeft = true
    this.#outbox.command({ kind: 'redirect', to, replace })
  }

  /** The view follows to another address; where it is one of another view, the browser does. */
  async goTo(uri: string): Promise<void> {
    const leading = this.#address.visit(uri)
    if (leading) return this.#lead(leading)
    await this.#session.guard.admit()
    await this.#session.view.handleParams(this.#address.query, this.#address.uri)
  }

  /** The browser shows another address: what it was told on the one before has been read. */
  visit(uri: string): Promise<void> {
    this.clearFlash()
    return this.goTo(uri)
  }

  #lead(leading: Omit<GoCommand, 'replace'>): void {
    if (this.#site.isDevelopment)
      this.#say(
        `"${leading.to}" is no address of it. A link with dj-navigate leads there in one step.`,
      )
    // The browser shows the address already.
    this.#outbox.command({ ...leading, replace: true })
  }

  #say(what: string): void {
    this.#site.log(`${this.#session.View.name}: ${what}`)
  }

  // ── topics ─────────────────────────────────────────────────────────────────────────────────────────────────

  get topics(): string[] {
    return [...(this.#subscriptions?.keys() ?? [])]
  }

  subscribe(topic: string): void {
    if (this.#session.isEnded || this.#subscriptions?.has(topic)) return
    const end = this.#site.bus.subscribe(topic, (message) => this.#inform(message))
    this.#subscriptions ??= new Map()
    this.#subscriptions.set(topic, end)
  }

  /** Messages that come faster than the view takes them are given up, and the view hears of it once it gets there. */
  #inform(message: unknown): void {
    const session = this.#session
    if (!session.isCrowded)
      return session.post(() => session.view.handleInfo(message), { what: 'handleInfo()' })
    if (this.#hasMissed) return
    this.#hasMissed = true
    this.#site.log(`${session.View.name}: messages were given up, too many wait for its handlers`)
    session.post(() => {
      this.#hasMissed = false
      return session.view.handleOverflow()
    })
  }

  unsubscribe(topic: string): void {
    this.#subscriptions?.get(topic)?.()
    this.#subscriptions?.delete(topic)
  }

  /** Ends all subscriptions. */
  end(): void {
    for (const unsubscribe of this.#subscriptions?.values() ?? []) unsubscribe()
    this.#subscriptions = null
  }

  // ── beside the page ────────────────────────────────────────────────────────────────────────────────────────

  startAsync(task: AsyncTask, name: string | undefined): void {
    this.#session.work.start(task, name, this.#session.event)
  }

  cancelAsync(name: string): void {
    this.#session.work.cancel(name)
  }

  waitForEvent(name: string, options: WaitOptions<any>): Promise<unknown> {
    handlerFor(this.#session.view, name)
    return this.#session.work.waits.wait(name, options)
  }

  update<T>(change: () => T | PromiseLike<T>): Promise<Awaited<T>> {
    return this.#session.work.update(change)
  }

  triggerUpdate(): void {
    // The first page is drawn in any case; a turn that is on, or about to be, sees it before it ends.
    if (!this.#session.isDrawn || this.#session.isActing || this.#isTurnDue) return
    this.#isTurnDue = true
    this.#session.post(() => {
      this.#isTurnDue = false
    })
  }

  skipRender(): void {
    this.#isSkipped = true
  }

  /** Whether the turn that is over is not to be drawn. */
  takeSkipped(): boolean {
    const isSkipped = this.#isSkipped
    this.#isSkipped = false
    return isSkipped
  }

  defer(task: () => unknown): void {
    if (this.#session.isDrawn) this.#session.post(task)
    else (this.#deferred ??= []).push(task)
  }

  // ── streams ────────────────────────────────────────────────────────────────────────────────────────────────

  get streams(): Streams {
    return (this.#streams ??= new Streams(() => this.triggerUpdate()))
  }

  /** Whether the view has begun any. */
  get hasStreams(): boolean {
    return this.#streams !== null && Object.keys(this.#streams.named).length > 0
  }

  /** Whether the page has to be told of what happened to streams. */
  get hasStreamed(): boolean {
    return this.#streams?.isWaiting ?? false
  }

  // ── the page's own scripts ─────────────────────────────────────────────────────────────────────────────────

  pushEvent(event: string, payload: unknown): void {
    if (this.#session.isEnded) return
    this.#outbox.command({ kind: 'push', event, payload: asJson(payload, `pushEvent("${event}")`) })
    this.triggerUpdate()
  }

  /** Lets the browser forget what it keeps of the page's forms. */
  clearDraft(): void {
    this.#outbox.command({ kind: 'draft' })
    this.triggerUpdate()
  }

  pushCommands({ commands }: JSChain): void {
    if (this.#session.isEnded) return
    this.#outbox.command({
      kind: 'js',
      commands: asJson(commands, 'pushCommands') as readonly JSCommand[],
    })
    this.triggerUpdate()
  }

  /** Sends what a handler returned to the browser, where that waits for it. @returns a promise only where it takes time */
  answer({ handler, number, wantsAnswer }: EventFrame, returned: unknown): unknown {
    if (!wantsAnswer) return returned
    if (isThenable(returned)) return returned.then((later) => this.#answer(handler, number, later))
    return this.#answer(handler, number, returned)
  }

  #answer(handler: string, event: number, returned: unknown): void {
    if (returned === undefined) return
    if (isPlainObject(returned))
      this.#outbox.command({ kind: 'answer', event, payload: asJson(returned, handler) })
    else if (this.#site.isDevelopment)
      this.#site.log(
        `${this.#session.View.name}.${handler} returned what is no answer. Only objects go to the browser: return { … }.`,
      )
  }

  // ── messages and components ────────────────────────────────────────────────────────────────────────────────

  /** What templates read as `messages`. */
  get messages(): readonly FlashMessage[] {
    return this.#flash?.messages ?? noMessages
  }

  /** Takes over what was said before, in place of what is there. */
  keepMessages(messages: readonly FlashMessage[]): void {
    this.#flash = messages.length > 0 ? new Flash(this.#session, messages) : null
  }

  putFlash(level: FlashLevel, message: string): void {
    this.#flash ??= new Flash(this.#session)
    this.#flash.put(level, message)
  }

  clearFlash(level?: FlashLevel): void {
    this.#flash?.clear(level)
  }

  /** A turn is over. What it said is for the page that comes, where this one is about to be left. */
  carryMessages(isLeft: boolean = this.#outbox.isLeaving): void {
    this.#flash?.endTurn(isLeft ? this.#address.request.visit : null)
  }

  /** Takes over what the page before said about this one. */
  receiveMessages(): void {
    this.keepMessages(takeCarried(this.#address.request.visit))
  }

  /** Somebody sees the page: what waited for that is done, and what it said goes away after a while. */
  connected(): void {
    for (const task of this.#deferred?.splice(0) ?? []) this.#session.post(task)
    this.#flash?.seen()
  }

  component(id: string): Component<any> | undefined {
    return this.#session.component(id)
  }
}
