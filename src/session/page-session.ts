import type { Program, Rendered } from '../render/program.ts'
import type { PartSource, RenderInput } from '../render/render-input.ts'
import { DjustError, ProtocolError } from '../shared/errors.ts'
import { ownAddress } from '../shared/own-address.ts'
import { visible } from '../shared/visible.ts'
import { checkParams } from '../view/check-params.ts'
import type { RenderEnv } from '../template/values/env.ts'
import { readContext } from '../view/context.ts'
import { isFunctionView } from '../view/function-view.ts'
import type { Component } from '../view/component.ts'
import { handlerFor, type HandlerEntry, handlersOf } from '../view/handler-table.ts'
import { createView, type LiveView, type ViewClass } from '../view/live-view.ts'
import { type FlashLevel, FlashMessage } from '../view/messages.ts'
import type { User, ViewRequest } from '../view/register.ts'
import { restoreFields } from '../view/stored-fields.ts'
import { TemplateRequest } from '../view/template-request.ts'
import type { LivePatchTarget, LiveRedirectOptions, ViewHost } from '../view/view-host.ts'
import type { EventFrame, JoinFrame, UrlFrame } from '../wire/frames.ts'
import { patchAddress, queryOf, redirectAddress, uriOf } from './addresses.ts'
import { ComponentTable } from './component-table.ts'
import { KeptRequest } from './kept-request.ts'
import { Mailbox } from './mailbox.ts'
import { type Link, Outbox } from './outbox.ts'
import { OutsideWatch } from './outside-watch.ts'
import { permissions } from './permissions.ts'
import { renderInput } from './render-input.ts'
import type { SavedSession } from './saved-session.ts'
import { sessionId } from './session-id.ts'
import type { Browser, PageToken, Site } from './site.ts'
import type { Snapshot } from './snapshot.ts'
import { nameReader, otherNames, type OtherNames, type OwnName } from './template-names.ts'
import { userName } from './user-name.ts'
import { isThenable, withTimeout } from './with-timeout.ts'

/** What a session is made for. */
export interface SessionStart {
  readonly View: ViewClass
  /** Pattern of the route, which the page's token names. */
  readonly route: string
  readonly request: ViewRequest
  readonly params: Readonly<Record<string, unknown>>
  readonly browser: Browser
  readonly csrfToken: string
}

/** How many turns may wait before the browser is cut off. */
const maxWaitingTurns = 1_000

/** Stands for the list of the components' layouts while a page is drawn; it must not come from a value. */
const placeOfLayouts = sessionId()

/**
 * One live view of one page, with its state. Everything that happens to it goes through its mailbox, one turn at a
 * time: an event, a message, a new address. After each turn it is drawn and compared, and what changed is sent.
 */
export class PageSession implements ViewHost {
  readonly browser: Browser
  readonly route: string
  readonly viewId: string
  readonly #site: Site
  readonly #csrfToken: string
  readonly #mailbox = new Mailbox((error) => {
    this.#site.log(`A turn of ${this.#view.constructor.name} failed`, error)
  })
  readonly #outbox: Outbox
  #subscriptions: Map<string, () => void> | null = null
  readonly #view: LiveView
  /** Made when there is a component to be drawn or found: most pages have none. */
  #components: ComponentTable | null = null
  #isActing = false
  /** What the page's dates, numbers and texts follow. */
  readonly #env: RenderEnv
  readonly #request: KeptRequest
  #params: Readonly<Record<string, unknown>>
  #uri: string
  /** The signed value of `dj-view`. */
  #viewToken = ''
  #program: Program | null = null
  /** What the browser shows; null when that is not known, and all values have to be sent. */
  #rendered: Rendered | null = null
  /** Development only. */
  #outside: OutsideWatch | null = null
  #context: object | null = null
  #messages: readonly FlashMessage[] = []
  /** Number of the last event that came, and of the last one answered. */
  #received = 0
  #answered = 0
  /** Whether something happened while no browser was there to see it. */
  #isUnseen = false
  /** How it stands in the store; null before its document has joined. */
  #saved: SavedSession | null = null
  #isEnded = false

  constructor(site: Site, start: SessionStart, viewId: string) {
    this.#site = site
    this.#request = new KeptRequest(start.request)
    this.#params = start.params
    this.#uri = uriOf(start.request.url)
    this.#csrfToken = start.csrfToken
    this.#env = site.environment(start.request)
    this.browser = start.browser
    this.route = start.route
    this.viewId = viewId
    // It lives as long as the session, and must not hold on to the request.
    this.#outbox = new Outbox((frame) => this.#trace(frame))
    this.#view = createView(start.View, this)
  }

  // ── what the view sees ─────────────────────────────────────────────────────────────────────────────────────

  /** The request, as if the page was asked for at the address that it has now. */
  get request(): ViewRequest {
    return this.#request.whole
  }

  get user(): User | null {
    return this.#request.user
  }

  get params(): Readonly<Record<string, unknown>> {
    return this.#params
  }

  livePatch(target: LivePatchTarget): void {
    const next = patchAddress(target, new URL(this.#uri, this.#request.url))
    if (next === null || this.#paramsAt(next) === null) {
      throw new DjustError(
        'patch_leaves_view',
        `livePatch to "${next ? uriOf(next) : target.path}" leaves the view. Use liveRedirect, which mounts the other one.`,
      )
    }
    const to = uriOf(next)
    const isFirstPage = this.#program === null
    // The address that was asked for needs no redirect, which would ask for it again.
    if (isFirstPage && to === this.#uri) return
    this.#moveTo(to)
    this.#outbox.command({ kind: 'url', to, replace: target.replace ?? false })
    if (!isFirstPage) this.#post(() => this.#changeUrl(to))
  }

  liveRedirect(path: string, options: LiveRedirectOptions = {}): void {
    const to = redirectAddress(path, options, this.#request.url)
    if (to === null) {
      const what = `liveRedirect to "${visible(String(path))}" leaves this site`
      this.#site.log(`${this.#view.constructor.name}: ${what}. The browser goes to "/".`)
    }
    this.#outbox.command({ kind: 'redirect', to: to ?? '/', replace: options.replace ?? false })
  }

  subscribe(topic: string): void {
    if (this.#isEnded || this.#subscriptions?.has(topic)) return
    const end = this.#site.bus.subscribe(topic, (message) => {
      this.#post(() => this.#view.handleInfo(message))
    })
    this.#subscriptions ??= new Map()
    this.#subscriptions.set(topic, end)
  }

  unsubscribe(topic: string): void {
    this.#subscriptions?.get(topic)?.()
    this.#subscriptions?.delete(topic)
  }

  component(id: string): Component<any> | undefined {
    return this.#componentTable().find(id)
  }

  putFlash(level: FlashLevel, message: string): void {
    this.#messages = [...this.#messages, new FlashMessage(level, message)]
  }

  clearFlash(level?: FlashLevel): void {
    this.#messages = level ? this.#messages.filter((message) => message.level !== level) : []
  }

  // ── the first page ─────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Runs `mount` and `handleParams`.
   *
   * @returns where the view sent the browser instead, or null
   */
  mount(): Promise<string | null> {
    return this.#mailbox.post(async () => {
      await this.#limited(() => this.#view.mount(this.request, this.#params))
      const redirected = this.#takeRedirect()
      if (redirected !== null) return redirected
      await this.#limited(() => this.#view.handleParams(queryOf(this.#uri), this.#uri))
      return this.#takeRedirect()
    })
  }

  /** Runs the handler that a form posted without JavaScript names. */
  post(handlerName: string, params: Readonly<Record<string, unknown>>): Promise<string | null> {
    return this.#mailbox.post(async () => {
      if (params.componentId) await this.#meetComponents()
      const { owner, entry } = this.#handlerFor(handlerName, params.componentId)
      const checked = await checkParams(entry, params, {}, { isFormPost: true })
      await this.#act(() => entry.run(owner, checked))
      return this.#takeRedirect()
    })
  }

  /** Draws the page for nobody, so that it knows the components that it would show. */
  async #meetComponents(): Promise<void> {
    await this.#readContext()
    const input = this.#renderInput()
    await this.#render(() => this.#findProgram(input).fill(input))
  }

  /** Draws the whole page. */
  paint(token: Omit<PageToken, 'program' | 'user'>): Promise<string> {
    return this.#mailbox.post(async () => {
      await this.#readContext()
      const input = this.#renderInput(placeOfLayouts)
      const program = this.#findProgram(input)
      this.#checkHandlers(program)
      this.#viewToken = this.#site.signToken({
        ...token,
        user: userName(this.user),
        program: program.fingerprint,
      })
      const { html, rendered } = await this.#render(() => program.paint(input))
      this.#program = program
      this.#rendered = rendered
      if (this.#site.isDevelopment) this.#outside = new OutsideWatch(program.outside(input))
      const layouts = this.#components?.layouts.list() ?? []
      return html.replace(`"${placeOfLayouts}"`, JSON.stringify(layouts))
    })
  }

  // ── the store ──────────────────────────────────────────────────────────────────────────────────────────────

  /** From now on it is stored. */
  keepIn(saved: SavedSession): void {
    this.#saved = saved
  }

  /**
   * Goes on where another process, or this one, has stored it. What a function view is made of is made anew, and then
   * becomes what was stored.
   *
   * @param seen number of the last frame that its document has
   */
  restore({ fields, topics, messages, answered, commands }: Snapshot, seen: number): Promise<void> {
    return this.#mailbox.post(async () => {
      const view = this.#view
      if (isFunctionView(view.constructor))
        await this.#limited(() => view.mount(this.request, this.#params))
      this.#outbox.takeCommands()
      restoreFields(view, fields)
      for (const topic of topics) this.subscribe(topic)
      this.#messages = messages
      this.#received = this.#answered = answered
      this.#outbox.restore(commands, seen)
      await this.#limited(() => view.restored())
    })
  }

  /** Stores it, behind what waits to be done. */
  save(): Promise<void> {
    return this.#mailbox.post(async () => {
      await this.#store()
    })
  }

  /** Ends it for good: nobody can go on with it. */
  forget(): void {
    this.end()
    void this.#saved?.forget()
  }

  /** @returns whether what happened until now is in the store */
  async #store(): Promise<boolean> {
    if (!this.#saved || this.#isEnded) return true
    const how = await this.#saved.save(this.#view, this.#snapshot(), userName(this.user))
    if (how === 'lost') {
      // Another process goes on with it, from what is stored.
      this.#outbox.hangUp()
      this.end()
    }
    return how === 'kept'
  }

  #snapshot(): Omit<Snapshot, 'fields' | 'stateVersion'> {
    return {
      route: this.route,
      uri: this.#uri,
      topics: [...(this.#subscriptions?.keys() ?? [])],
      messages: this.#messages,
      answered: this.#answered,
      commands: this.#outbox.unseen(this.#rendered === null),
    }
  }

  // ── the browser comes, goes and comes back ─────────────────────────────────────────────────────────────────

  /** Takes over a page drawn by this session. */
  claim(link: Link, index: number): void {
    this.#request.rest()
    this.#outbox.open(link, index, 'claimed', 0, 0)
    if (this.#isUnseen) this.#post(() => {})
  }

  /**
   * Begins with a page that another session drew.
   *
   * @param program fingerprint of the program that drew it
   * @returns false when that is another one than this session's
   */
  begin(link: Link, frame: JoinFrame, program: string): Promise<boolean> {
    return this.#mailbox.post(async () => {
      await this.#readContext()
      this.#viewToken = frame.token
      this.#program = this.#findProgram(this.#renderInput())
      if (this.#program.fingerprint !== program) return false
      // A stored session may be behind what its page was told, where it is stored behind the answers.
      this.#received = this.#answered = Math.max(this.#answered, frame.next - 1)
      this.#outbox.open(link, frame.session, 'mounted', frame.seen, this.#answered)
      await this.#turn(() => {}, 0)
      this.#request.rest()
      return true
    })
  }

  /** Goes on with a page whose connection was lost. */
  resume(link: Link, { session, seen }: JoinFrame): void {
    const isCurrent = this.#outbox.reopen(link, session, seen, this.#answered)
    if (!isCurrent) this.#forgetShown()
    this.#post(() => {})
  }

  /** Forgets a line, unless another has taken its place. @returns whether the page is without a line now */
  detach(link: Link): boolean {
    return this.#outbox.close(link)
  }

  /** Ends the session and what it subscribed to. */
  end(): void {
    this.#isEnded = true
    this.#outbox.close()
    for (const unsubscribe of this.#subscriptions?.values() ?? []) unsubscribe()
    this.#subscriptions = null
    this.#components?.end()
  }

  // ── frames ─────────────────────────────────────────────────────────────────────────────────────────────────

  get isEnded(): boolean {
    return this.#isEnded
  }

  /** Whether more waits to be done than is kept. */
  get isOverrun(): boolean {
    return this.#mailbox.size > maxWaitingTurns
  }

  /** Takes an event. @returns false when events before it are missing */
  receive(frame: EventFrame | UrlFrame): boolean {
    if (frame.number <= this.#received) return true
    if (frame.number !== this.#received + 1) return false
    this.#received = frame.number
    const run =
      frame.kind === 'event' ? () => this.#runHandler(frame) : () => this.#visit(frame.uri)
    this.#post(run, frame.number)
    return true
  }

  /** The browser has every frame up to this one. */
  acknowledge(seen: number): void {
    this.#outbox.acknowledge(seen)
  }

  /** Sends all values. */
  resync(): void {
    this.#forgetShown()
    this.#post(() => {})
  }

  #forgetShown(): void {
    this.#rendered = null
    this.#components?.layouts.forget()
  }

  #runHandler({ handler: name, params, data }: EventFrame): unknown {
    const { owner, entry } = this.#handlerFor(name, data.componentId)
    const checked = checkParams(entry, params, data)
    if (!(checked instanceof Promise)) return entry.run(owner, checked)
    return checked.then((ready) => entry.run(owner, ready))
  }

  /** @param componentId as it came */
  #handlerFor(name: string, componentId: unknown): { owner: object; entry: HandlerEntry } {
    if (typeof componentId !== 'string' || componentId === '')
      return { owner: this.#view, entry: handlerFor(this.#view, name) }
    return this.#componentTable().handlerFor(name, componentId)
  }

  /** Does what a turn is about, and then tells owners what their components have sent meanwhile. */
  #act(run: () => unknown): unknown {
    this.#isActing = true
    const running = this.#limited(run)
    return isThenable(running) ? running.then(() => this.#tellOwners()) : this.#tellOwners()
  }

  #tellOwners(): unknown {
    const messages = this.#components?.messages
    for (let tell = messages?.shift(); tell; tell = messages?.shift()) {
      const told = this.#limited(tell)
      if (isThenable(told)) return told.then(() => this.#tellOwners())
    }
    this.#isActing = false
    return undefined
  }

  /** The browser shows another address: what it was told on the one before has been read. */
  #visit(uri: string): Promise<void> {
    this.clearFlash()
    return this.#changeUrl(uri)
  }

  async #changeUrl(uri: string): Promise<void> {
    const url = ownAddress(uri, this.#request.url)
    const params = url && this.#paramsAt(url)
    if (!params) throw new ProtocolError('bad_address', `"${uri}" is no address of this view.`)
    this.#params = params
    this.#moveTo(uriOf(url))
    await this.#view.handleParams(queryOf(this.#uri), this.#uri)
  }

  #moveTo(uri: string): void {
    if (uri === this.#uri) return
    this.#uri = uri
    this.#request.moveTo(new URL(uri, this.#request.url).href)
  }

  /** The parameters that the route takes from an address, or null when it leads elsewhere. */
  #paramsAt({ pathname }: URL): Readonly<Record<string, unknown>> | null {
    const match = this.#site.routes.match(pathname)
    return match?.route && match.route.pattern === this.route ? match.params : null
  }

  // ── turns ──────────────────────────────────────────────────────────────────────────────────────────────────

  #post(run: () => unknown, event = 0): void {
    this.#mailbox.add(() => {
      if (!this.#isEnded) return this.#turn(run, event)
    })
  }

  /**
   * Waits only for what takes time, so a turn that needs nothing from outside is over at once.
   *
   * @param event its number, or 0 when no event is to be answered
   */
  async #turn(run: () => unknown, event: number): Promise<void> {
    try {
      const acting = this.#act(run)
      if (isThenable(acting)) await acting
    } catch (error) {
      this.#fail(event, error, 'handler_failed')
      this.#isActing = false
      if (this.#components?.messages.length) this.#post(() => {})
    }
    if (event > 0) this.#answered = event
    const durability = this.#saved?.durability
    // Nobody hears of what is not stored: the page comes back, and what it did is answered or done again then.
    if (durability === 'beforeReply' && !(await this.#store())) return this.#outbox.hangUp()
    this.#isUnseen = !this.#outbox.isOpen
    if (this.#isUnseen) return
    try {
      const reading = this.#readContext()
      if (reading !== undefined) await reading
      const showing = this.#show()
      if (showing !== undefined) await showing
    } catch (error) {
      // The page keeps what it shows; whoever waits for the event learns that it could not be drawn.
      this.#fail(event, error, 'render_failed')
      this.#outbox.update(null, this.#answered)
    }
    if (durability === 'afterReply') await this.#store()
    else if (this.#site.isDevelopment) this.#saved?.check(this.#view)
  }

  /** @returns nothing where it need not be waited for */
  #show(): Promise<void> | undefined {
    // The line may have been lost meanwhile: then nothing counts as shown.
    if (!this.#outbox.isOpen || !this.#program) return undefined
    const program = this.#program
    const input = this.#renderInput()
    if (this.#findProgram(input) !== program) {
      this.#outbox.refuse('other_layout', true)
      return undefined
    }
    const shown = this.#rendered
    const drawn = this.#render(() => {
      const watch = () => this.#watchOutside(program, input)
      if (shown) {
        const update = program.diff(input, shown)
        return () => {
          update.commit()
          this.#outbox.update(update.patch, this.#answered, this.#components?.layouts.takeNew())
          watch()
        }
      }
      const { values, rendered } = program.fill(input)
      return () => {
        this.#rendered = rendered
        this.#outbox.fill(values, this.#answered, this.#components?.layouts.takeNew())
        watch()
      }
    })
    const finish = (send: () => void): void => {
      // Components may have been waited for, and the line lost again, or what it shows.
      if (!this.#outbox.isOpen || this.#rendered !== shown) return
      send()
      this.#components?.sweep()
    }
    if (drawn instanceof Promise) return drawn.then(finish)
    finish(drawn)
    return undefined
  }

  #limited<T>(run: () => T | PromiseLike<T>): T | Promise<T> {
    return withTimeout(this.#site.handlerTimeoutMs, run)
  }

  #fail(event: number, error: unknown, fallback: string): void {
    const code = error instanceof DjustError ? error.code : fallback
    const where = event > 0 ? `event ${event}` : 'a turn'
    this.#site.log(`${this.#view.constructor.name}: ${where} ended with ${code}`, error)
    this.#outbox.fail({
      event,
      code,
      ...(this.#site.isDevelopment && { message: messageOf(error) }),
    })
  }

  #trace(frame: string): void {
    if (!this.#site.logsPatches) return
    this.#site.log(`${this.#view.constructor.name} ← ${visible(frame, frame.length)}`)
  }

  #watchOutside(program: Program, input: RenderInput): void {
    if (!this.#outside) return
    try {
      const warning = this.#outside.warning(program.outside(input))
      if (warning) this.#site.log(`${this.#view.constructor.name}: ${warning}`)
    } catch (error) {
      this.#site.log('What is outside of the live part could not be compared', error)
    }
  }

  #takeRedirect(): string | null {
    return this.#outbox.takeCommands().at(-1)?.to ?? null
  }

  // ── rendering ──────────────────────────────────────────────────────────────────────────────────────────────

  /** @returns nothing where it need not be waited for */
  #readContext(): PromiseLike<void> | undefined {
    const reading = this.#limited(() => readContext(this.#view))
    if (isThenable(reading)) return reading.then((context) => this.#beginRender(context))
    this.#beginRender(reading)
    return undefined
  }

  #beginRender(context: object | null): void {
    this.#context = context
    this.#components?.begin(context)
  }

  /**
   * Draws, fills or compares; once more each time that it met components which have to be waited for.
   *
   * @returns a promise only where something has to be waited for
   */
  #render<T>(draw: () => T): T | Promise<T> {
    const drawn = draw()
    const waiting = this.#components?.takeWaiting() ?? []
    if (waiting.length === 0) return drawn
    return Promise.resolve(this.#limited(() => Promise.all(waiting))).then(() => this.#render(draw))
  }

  /** A function view's handlers are known only now; those of a class were checked when it was compiled. */
  #checkHandlers(program: Program): void {
    const { name } = this.#view.constructor
    if (isFunctionView(this.#view.constructor))
      this.#site.programs.checkHandlers(program, name, handlersOf(this.#view))
  }

  #findProgram({ read }: RenderInput): Program {
    return this.#site.programs.of(this.#view.constructor as ViewClass, read)
  }

  /** @param listPlace stands for the list of the components' layouts */
  #renderInput(listPlace = ''): RenderInput {
    const site = this.#site
    const others = otherNames({
      processors: site.contextProcessors,
      isDevelopment: site.isDevelopment,
      request: () => this.request,
      own: (name) => this.#ownName(name),
      log: (message) => site.log(message),
    })
    const input: RenderInput = renderInput(site, {
      env: this.#env,
      read: nameReader({
        view: this.#view,
        context: this.#context,
        others,
        isDevelopment: site.isDevelopment,
        log: (message) => site.log(message),
      }),
      parts: this.#partSource(others),
      scripts: () => site.scripts(this.#findProgram(input), this.#csrfToken, listPlace),
    })
    return input
  }

  /** Draws the components that the view's template shows. */
  #partSource(others: OtherNames): PartSource {
    const source = () => this.#componentTable(others).viewParts
    return {
      open: (...args) => source().open(...args),
      openPlain: (...args) => source().openPlain(...args),
      make: (...args) => source().make(...args),
    }
  }

  #componentTable(others?: OtherNames): ComponentTable {
    const site = this.#site
    this.#components ??= new ComponentTable(
      this.#view,
      {
        programOf: (Class, read) => site.programs.ofComponent(Class, read),
        triggerUpdate: () => this.#post(() => {}),
        // A turn that is on sees it before it ends.
        hasMessage: () => this.#isActing || this.#post(() => {}),
        refusesDeadHandlers: site.isDevelopment,
        log: (message, error) => site.log(message, error),
      },
      this.#context,
    )
    if (others) this.#components.others = others
    return this.#components
  }

  #ownName(name: OwnName): unknown {
    const site = this.#site
    switch (name) {
      case 'request':
        return new TemplateRequest(this.#request, {
          locale: this.#env.locale,
          match: (pathname) => site.routes.match(pathname),
        })
      case 'user':
        return this.user
      case 'perms':
        return permissions(this.user, site.hasPerm)
      case 'params':
        return this.#params
      case 'messages':
        return this.#messages
      case 'csrf_token':
        return this.#csrfToken
      case 'dj_view_id':
        return this.#viewToken
      default:
        return name satisfies never
    }
  }
}

/** Whatever was thrown, as text. */
function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error)
  } catch {
    return 'Something that cannot be shown was thrown.'
  }
}
