import type { Program, Rendered } from '../render/program.ts'
import type { RenderInput } from '../render/render-context.ts'
import { DjustError, TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import { checkParams } from '../view/check-params.ts'
import { readContext, resolveName } from '../view/context.ts'
import { isFunctionView } from '../view/function-view.ts'
import { handlerFor, handlersOf } from '../view/handler-table.ts'
import { createView, type LiveView, type ViewClass } from '../view/live-view.ts'
import type { FlashLevel, FlashMessage } from '../view/messages.ts'
import type { User, ViewRequest } from '../view/register.ts'
import type { LivePatchTarget, LiveRedirectOptions, ViewHost } from '../view/view-host.ts'
import { encodeServerFrame } from '../wire/encode.ts'
import type { Command, EventError, EventFrame, UrlFrame } from '../wire/frames.ts'
import type { Patch } from '../wire/patch.ts'
import { Mailbox } from './mailbox.ts'
import { OutsideWatch } from './outside-watch.ts'
import type { Browser, PageToken, Site } from './site.ts'
import { withTimeout } from './with-timeout.ts'

/** A line to the browser, whatever carries it. */
export interface Link {
  send(frame: string): void
  close(code: number): void
}

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

/**
 * One live view of one page, with its state. Everything that happens to it goes through its mailbox, one turn at a
 * time: an event, a message, a new address. After each turn it is drawn and compared, and what changed is sent.
 */
export class PageSession implements ViewHost {
  readonly browser: Browser
  readonly route: string
  readonly params: Readonly<Record<string, unknown>>
  readonly viewId: string
  readonly #site: Site
  readonly #csrfToken: string
  readonly #mailbox = new Mailbox()
  readonly #subscriptions = new Map<string, () => void>()
  readonly #view: LiveView
  #request: ViewRequest
  #uri: string
  #program: Program | null = null
  #rendered: Rendered | null = null
  /** Development only. */
  #outside: OutsideWatch | null = null
  #context: object | null = null
  #messages: readonly FlashMessage[] = []
  #link: { readonly link: Link; readonly index: number } | null = null
  /** Number of the last frame sent. */
  #sent = 0
  /** Number of the last event that came, and of the last one answered. */
  #received = 0
  #answered = 0
  /** Number of the last event whose answer was sent. */
  #reported = 0
  #commands: Command[] = []
  /** Commands on frames that the browser has not acknowledged. */
  #unacknowledged: { readonly number: number; readonly commands: readonly Command[] }[] = []
  #isEnded = false

  constructor(site: Site, start: SessionStart, viewId: string) {
    this.#site = site
    this.#request = start.request
    this.#uri = uriOf(start.request)
    this.#csrfToken = start.csrfToken
    this.browser = start.browser
    this.route = start.route
    this.params = start.params
    this.viewId = viewId
    this.#view = createView(start.View, this)
  }

  // ── what the view sees ─────────────────────────────────────────────────────────────────────────────────────

  get request(): ViewRequest {
    return this.#request
  }

  get user(): User | null {
    return this.#request.user
  }

  livePatch({ params, path, replace = false }: LivePatchTarget): void {
    const now = new URL(this.#uri, this.#request.url)
    const next = new URL(path ?? now.pathname, now)
    if (!path) next.search = now.search
    for (const [name, value] of Object.entries(params ?? {})) {
      if (value === null || value === undefined) next.searchParams.delete(name)
      else next.searchParams.set(name, String(value))
    }
    const to = next.pathname + next.search
    const match = this.#site.routes.match(next.pathname)
    if (next.origin !== now.origin || match?.route?.pattern !== this.route) {
      throw new DjustError(
        'patch_leaves_view',
        `livePatch to "${to}" leaves the view. Use liveRedirect, which mounts the other one.`,
      )
    }
    this.#commands.push({ kind: 'url', to, replace })
    if (this.#program) this.#postUrl(to)
    else this.#uri = to
  }

  liveRedirect(path: string, { params, replace = false }: LiveRedirectOptions = {}): void {
    const to = new URL(path, this.#request.url)
    for (const [name, value] of Object.entries(params ?? {}))
      to.searchParams.set(name, String(value))
    const isOwn = to.origin === new URL(this.#request.url).origin
    this.#commands.push({
      kind: 'redirect',
      to: isOwn ? to.pathname + to.search + to.hash : to.href,
      replace,
    })
  }

  subscribe(topic: string): void {
    if (this.#subscriptions.has(topic)) return
    const end = this.#site.bus.subscribe(topic, (message) => {
      this.#post(() => this.#view.handleInfo(message))
    })
    this.#subscriptions.set(topic, end)
  }

  unsubscribe(topic: string): void {
    this.#subscriptions.get(topic)?.()
    this.#subscriptions.delete(topic)
  }

  putFlash(level: FlashLevel, message: string): void {
    this.#messages = [...this.#messages, { level, message }]
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
  async mount(): Promise<string | null> {
    const view = this.#view
    await view.mount(this.#request, this.params)
    const redirected = this.#takeRedirect()
    if (redirected !== null) return redirected
    await view.handleParams(queryOf(this.#uri), this.#uri)
    return this.#takeRedirect()
  }

  /** Runs the handler that a form posted without JavaScript names. */
  async post(
    handlerName: string,
    params: Readonly<Record<string, unknown>>,
  ): Promise<string | null> {
    const handler = handlerFor(this.#view, handlerName)
    const checked = await checkParams(handler, params, {}, { isFormPost: true })
    await withTimeout(this.#site.handlerTimeoutMs, () => handler.run(this.#view, checked))
    return this.#takeRedirect()
  }

  /** Draws the whole page. */
  async paint(token: Omit<PageToken, 'program'>): Promise<string> {
    await this.#readContext()
    const program = this.#findProgram()
    this.#checkHandlers(program)
    const dj_view_id = this.#site.signToken({ ...token, program: program.fingerprint })
    const { html, rendered } = program.paint(this.#renderInput(dj_view_id))
    this.#program = program
    this.#rendered = rendered
    if (this.#site.isDevelopment)
      this.#outside = new OutsideWatch(program.outside(this.#renderInput('')))
    return html
  }

  // ── the browser comes, goes and comes back ─────────────────────────────────────────────────────────────────

  /** Takes over a page drawn by this session. */
  claim(link: Link, index: number): void {
    this.#join(link, index, 'claimed')
    this.#post(() => {})
  }

  /** Begins with a page that another session drew. @returns false when the page was drawn by another program */
  async begin(link: Link, index: number, program: string, answered: number): Promise<boolean> {
    await this.#readContext()
    this.#program = this.#findProgram()
    if (this.#program.fingerprint !== program) return false
    this.#received = this.#answered = answered
    this.#join(link, index, 'mounted')
    await this.#fill()
    return true
  }

  /** Goes on with a page whose connection was lost. @param seen number of the last frame that it has */
  resume(link: Link, index: number, seen: number): void {
    this.#acknowledge(seen)
    this.#join(link, index, 'resumed')
    const lost = this.#unacknowledged.flatMap(({ commands }) => commands)
    this.#unacknowledged = []
    this.#commands = [...lost, ...this.#commands]
    this.#postTurn(() => (seen === this.#sent ? this.#turn(() => {}, 0) : this.#fill()))
  }

  /** Forgets a line, unless another has taken its place. @returns whether the page is without a line now */
  detach(link: Link): boolean {
    if (this.#link?.link === link) this.#link = null
    return this.#link === null
  }

  /** Ends the session and what it subscribed to. */
  end(): void {
    this.#isEnded = true
    this.#link = null
    for (const unsubscribe of this.#subscriptions.values()) unsubscribe()
    this.#subscriptions.clear()
  }

  // ── frames ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Takes an event. @returns false when events before it are missing */
  receive(frame: EventFrame | UrlFrame): boolean {
    if (frame.number <= this.#received) return true
    if (frame.number !== this.#received + 1) return false
    this.#received = frame.number
    const run =
      frame.kind === 'event' ? () => this.#runHandler(frame) : () => this.#changeUrl(frame.uri)
    this.#post(run, frame.number)
    return true
  }

  /** The browser has every frame up to this one. */
  acknowledge(seen: number): void {
    this.#acknowledge(seen)
  }

  /** Sends all values. */
  resync(): void {
    this.#postTurn(() => this.#fill())
  }

  async #runHandler({ handler: name, params, data }: EventFrame): Promise<void> {
    const handler = handlerFor(this.#view, name)
    const checked = await checkParams(handler, params, data)
    await handler.run(this.#view, checked)
  }

  async #changeUrl(uri: string): Promise<void> {
    const url = new URL(uri, this.#request.url)
    const match = this.#site.routes.match(url.pathname)
    if (url.origin !== new URL(this.#request.url).origin || match?.route?.pattern !== this.route) {
      throw new DjustError('bad_address', 'The address is not one of this view.')
    }
    this.#uri = url.pathname + url.search
    this.#messages = []
    await this.#view.handleParams(queryOf(this.#uri), this.#uri)
  }

  // ── turns ──────────────────────────────────────────────────────────────────────────────────────────────────

  #post(run: () => unknown, event = 0): void {
    this.#postTurn(() => this.#turn(run, event))
  }

  #postTurn(turn: () => Promise<void>): void {
    this.#mailbox
      .post(() => (this.#isEnded ? undefined : turn()))
      .catch((error: unknown) => {
        this.#site.log('error', `A turn of ${this.#view.constructor.name} failed`, error)
      })
  }

  #postUrl(uri: string): void {
    this.#post(() => this.#changeUrl(uri))
  }

  async #turn(run: () => unknown, event: number): Promise<void> {
    const errors: EventError[] = []
    try {
      await withTimeout(this.#site.handlerTimeoutMs, run)
    } catch (error) {
      errors.push(this.#eventError(event, error))
    }
    if (event > 0) this.#answered = event
    try {
      await this.#sendChanges(errors)
    } catch (error) {
      // The page keeps what it shows; whoever waits for the event learns that it could not be drawn.
      this.#sendUpdate(null, [...errors, this.#eventError(event, error, 'render_failed')])
    }
  }

  async #sendChanges(errors: readonly EventError[]): Promise<void> {
    if (!this.#link || !this.#program || !this.#rendered) return
    await this.#readContext()
    if (this.#findProgram() !== this.#program) {
      this.#send({ kind: 'refused', session: this.#link.index, code: 'other_layout', reload: true })
      return
    }
    const { patch, commit } = this.#program.diff(this.#renderInput(''), this.#rendered)
    commit()
    this.#sendUpdate(patch, errors)
    const warning = this.#outside?.warning(this.#program.outside(this.#renderInput('')))
    if (warning) this.#site.log('error', warning)
  }

  #sendUpdate(patch: Patch | null, errors: readonly EventError[]): void {
    const { index } = this.#link ?? {}
    const isNews =
      patch !== null ||
      errors.length > 0 ||
      this.#commands.length > 0 ||
      this.#answered > this.#reported
    if (index === undefined || !isNews) return
    const commands = this.#commands
    this.#commands = []
    this.#sent += 1
    this.#reported = this.#answered
    if (commands.length > 0) this.#unacknowledged.push({ number: this.#sent, commands })
    this.#send({
      kind: 'update',
      session: index,
      number: this.#sent,
      upTo: this.#answered,
      patch,
      commands,
      errors,
    })
  }

  async #fill(): Promise<void> {
    await this.#readContext()
    const { index } = this.#link ?? {}
    if (index === undefined || !this.#program) return
    const { values, rendered } = this.#program.fill(this.#renderInput(''))
    this.#rendered = rendered
    this.#sent += 1
    this.#reported = this.#answered
    this.#send({ kind: 'fill', session: index, number: this.#sent, upTo: this.#answered, values })
    if (this.#commands.length > 0) this.#sendUpdate(null, [])
  }

  #join(link: Link, index: number, how: 'claimed' | 'resumed' | 'mounted'): void {
    this.#link = { link, index }
    this.#send({ kind: 'joined', session: index, how, number: this.#sent, upTo: this.#answered })
  }

  #send(frame: Parameters<typeof encodeServerFrame>[0]): void {
    const text = encodeServerFrame(frame)
    if (this.#site.logsPatches) this.#site.log('info', `${this.#view.constructor.name} ← ${text}`)
    this.#link?.link.send(text)
  }

  #acknowledge(seen: number): void {
    this.#unacknowledged = this.#unacknowledged.filter(({ number }) => number > seen)
  }

  #eventError(event: number, error: unknown, fallback = 'handler_failed'): EventError {
    const isOurs = error instanceof DjustError
    const code = isOurs ? error.code : fallback
    const where = event > 0 ? `event ${event}` : 'a turn'
    this.#site.log('error', `${this.#view.constructor.name}: ${where} ended with ${code}`, error)
    if (!this.#site.isDevelopment) return { event, code }
    return { event, code, message: error instanceof Error ? error.message : String(error) }
  }

  // ── rendering ──────────────────────────────────────────────────────────────────────────────────────────────

  async #readContext(): Promise<void> {
    this.#context = await readContext(this.#view)
  }

  /** A function view's handlers are known only now; those of a class were checked when it was compiled. */
  #checkHandlers(program: Program): void {
    const { name } = this.#view.constructor
    if (isFunctionView(this.#view.constructor))
      this.#site.programs.checkHandlers(program, name, handlersOf(this.#view))
  }

  #findProgram(): Program {
    return this.#site.programs.of(this.#view.constructor as ViewClass, (name) =>
      this.#read(name, ''),
    )
  }

  #renderInput(viewToken: string): RenderInput {
    const site = this.#site
    return {
      read: (name) => this.#read(name, viewToken),
      env: { timeZone: site.timeZone, locale: 'en-us', now: () => new Date() },
      reverse: (route, positional, named) =>
        site.routes.reverse(route, positional.length > 0 ? positional : named),
      staticUrl: (path) => site.staticUrl(path),
      scripts: () => site.scripts(this.#findProgram(), this.#csrfToken),
      ...(site.isDevelopment && { onBadKey: refuseKey }),
    }
  }

  #read(name: string, viewToken: string): unknown {
    return resolveName(this.#view, this.#context, name, () => {
      switch (name) {
        case 'request':
          return this.#request
        case 'user':
          return this.user
        case 'messages':
          return this.#messages
        case 'params':
          return this.params
        case 'csrf_token':
          return this.#csrfToken
        case 'dj_view_id':
          return viewToken
        default:
          return undefined
      }
    })
  }

  #takeRedirect(): string | null {
    const command = this.#commands[0]
    if (!command) return null
    this.#commands = []
    return command.to
  }
}

function refuseKey(at: Location, key: unknown): never {
  const what = key === '' ? 'A row has an empty key' : `Two rows have the key "${String(key)}"`
  throw new TemplateError(
    'key_not_unique',
    `${what}. Rows of a list are told apart by it: use something each has alone, such as its id.`,
    at,
  )
}

function uriOf(request: Request): string {
  const { pathname, search } = new URL(request.url)
  return pathname + search
}

function queryOf(uri: string): Record<string, string> {
  return Object.fromEntries(new URL(uri, 'http://page').searchParams)
}
