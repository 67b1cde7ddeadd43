import type { Program, Rendered } from '../render/program.ts'
import type { RenderInput } from '../render/render-input.ts'
import type { RenderEnv } from '../template/values/env.ts'
import { isFunctionView } from '../view/function-view.ts'
import { checkFieldNames } from '../view/field-uses.ts'
import { handlersOf } from '../view/handler-table.ts'
import { checkModelFields } from '../view/models.ts'
import type { EventFrame, JoinedFrame } from '../wire/frames.ts'
import { checkStreams, type DrawnStreams, drawStreams } from './drawn-streams.ts'
import { unseenHead } from './head-watch.ts'
import { LayoutMove } from './layout-move.ts'
import type { MountedView } from './mounted-view.ts'
import type { Outbox } from './outbox.ts'
import type { PageAddress } from './page-address.ts'
import type { PageHost } from './page-host.ts'
import { pageInput, programFor } from './page-input.ts'
import { PageWatch } from './page-watch.ts'
import { checkUploads } from './upload-fields.ts'
import { type Bound, setModels } from './set-models.ts'
import type { PageToken, Site } from './site.ts'
import { userName } from './user-name.ts'
import { wholePage } from './whole-page.ts'

/** What a page is made of. */
export interface PageParts {
  readonly mounted: MountedView
  readonly host: PageHost
  readonly address: PageAddress
  readonly env: RenderEnv
  readonly csrfToken: string
}

/** What a page that is drawn says of itself, as far as it does not show. */
export type NewToken = Omit<PageToken, 'program' | 'layout' | 'user'>

/** What the browser shows of a view, and how it comes to show what the view is now. */
export class ShownPage {
  readonly site: Site
  readonly mounted: MountedView
  readonly host: PageHost
  readonly address: PageAddress
  readonly env: RenderEnv
  csrfToken: string
  #token = ''
  #program: Program | null = null
  /** The layout that the document is in, where it is not the one that the template names. */
  #layout: string | null = null
  /** Null when it is not known, and all values have to be sent. */
  #rendered: Rendered | null = null
  /** Development only. */
  readonly #watch: PageWatch | null

  constructor(site: Site, { mounted, host, address, env, csrfToken }: PageParts) {
    this.site = site
    this.mounted = mounted
    this.host = host
    this.address = address
    this.env = env
    this.csrfToken = csrfToken
    this.#watch = site.isDevelopment ? new PageWatch(this) : null
  }

  /** The signed value of `dj-view`. */
  get token(): string {
    return this.#token
  }

  /** Whether there is, or is about to be, a page. */
  get isDrawn(): boolean {
    return this.#program !== null
  }

  get program(): Program | null {
    return this.#program
  }

  get layout(): string | null {
    return this.#layout
  }

  /** Takes the place of a page that slept. */
  goOn(token: string, program: Program, layout: string | null): void {
    this.#token = token
    this.#program = program
    this.#layout = layout
  }

  /** Its document has come back. @param token what that says */
  cameBack({ layout }: PageToken): void {
    this.#layout = layout || null
  }

  /** Whether the values are known that the browser shows. */
  get isKnown(): boolean {
    return this.#rendered !== null
  }

  /** The browser may show anything: all values are sent. */
  forget(): void {
    this.#rendered = null
    this.mounted.components?.layouts.forget()
  }

  // ── the first page ─────────────────────────────────────────────────────────────────────────────────────────

  /** Draws the page for nobody, so that the components that it would show are known. */
  async meetComponents(): Promise<void> {
    await this.mounted.readContext()
    const input = pageInput(this)
    await this.mounted.draw(() => this.#programFor(input).fill(input))
    this.mounted.fields?.forget()
  }

  /** Draws the whole page. */
  async paint(token: NewToken): Promise<string> {
    const { site, mounted } = this
    if (mounted.fields) checkFieldNames(mounted.view)
    await mounted.readContext()
    const { input, program, withScripts } = wholePage(this)
    this.#checkHandlers(program)
    checkModelFields(program.compiled.models, mounted.view)
    checkUploads(program.compiled.uploads, mounted.view)
    const unseen = unseenHead(mounted.view, program.compiled.names)
    if (unseen) throw unseen
    // Most views have none, and nothing is kept for them.
    const streams =
      program.compiled.streams.length > 0 || this.host.hasStreams ? this.host.streams : null
    if (streams) checkStreams(program, input, streams)
    const { layout } = this.host
    this.#token = site.signToken({
      ...token,
      user: userName(this.address.user),
      program: program.fingerprint,
      layout: layout ?? '',
    })
    const { html, rendered, streamed } = await mounted.draw(() => ({
      ...program.paint(input),
      streamed: streams?.waiting(),
    }))
    if (streamed) streams?.drawn(streamed)
    this.#program = program
    this.#layout = layout
    this.#rendered = rendered
    mounted.fields?.letGo()
    this.#watch?.painted(program, input)
    return withScripts(html)
  }

  /** A function view's handlers are known only now; those of a class were checked when it was compiled. */
  #checkHandlers(program: Program): void {
    const { view } = this.mounted
    if (isFunctionView(view.constructor))
      this.site.programs.checkHandlers(program, view.constructor.name, handlersOf(view))
  }

  /**
   * Whether a page that another session or template drew may show other rows of streams than this view has told.
   *
   * @param fingerprint of the program that drew it; null where its rows are others in any case
   */
  async hasOtherRows(fingerprint: string | null): Promise<boolean> {
    await this.mounted.readContext()
    const program = this.#programFor(pageInput(this))
    const hasStreams = program.compiled.streams.length > 0 || this.host.hasStreams
    return hasStreams && program.fingerprint !== fingerprint
  }

  /**
   * Takes over a page that another session drew.
   *
   * @param signed its value of `dj-view`
   * @param token what that says
   * @param csrfToken of that page
   * @returns what the document has to be built of, where it was drawn by another program than this view's is now
   */
  async adopt(
    signed: string,
    token: PageToken,
    csrfToken: string,
  ): Promise<Pick<JoinedFrame, 'layout' | 'token'> | null> {
    this.csrfToken = csrfToken
    if (this.mounted.fields) checkFieldNames(this.mounted.view)
    await this.mounted.readContext()
    const program = this.#programFor(pageInput(this))
    this.#program = program
    this.#token = signed
    this.#layout = token.layout || null
    this.forget()
    if (program.fingerprint === token.program) return null
    this.#token = this.site.signToken({ ...token, pending: '', program: program.fingerprint })
    return { layout: this.site.wholeLayout(program), token: this.#token }
  }

  // ── what fields say ────────────────────────────────────────────────────────────────────────────────────────

  /** Does what a field with `dj-model` says. */
  setModels({ params, data }: EventFrame): void {
    setModels(this.bound(data.componentId), { params })
  }

  /**
   * What a template binds that is shown.
   *
   * @param componentId of its component, as it came
   * @param template that of the page, where none is shown yet
   */
  bound(componentId: unknown, template = this.#program): Bound {
    const { view } = this.mounted
    const found =
      typeof componentId === 'string' && componentId !== ''
        ? this.mounted.table().shown(componentId)
        : { component: view, template }
    const { models = [], uploads = [] } = found?.template?.compiled ?? {}
    return { owner: found?.component ?? view, models, uploads }
  }

  /** Finds the template, before anything is drawn. */
  async findTemplate(): Promise<Program> {
    await this.mounted.readContext()
    return this.#programFor(pageInput(this))
  }

  /**
   * Whether the page, drawn as the view is now, has an element that calls a handler.
   *
   * @param componentId of the component whose template it stands in, as it came
   */
  async isCalling(handler: string, componentId: unknown): Promise<boolean> {
    const { mounted } = this
    await mounted.readContext()
    const input = pageInput(this)
    const program = this.#programFor(input)
    const { values } = await mounted.draw(() => program.fill(input))
    if (!this.isDrawn) mounted.fields?.forget()
    if (typeof componentId !== 'string' || componentId === '')
      return program.callers.isCalled(handler, values)
    const opened = mounted.components?.opened(componentId, input)
    if (!opened) return false
    const { template } = opened
    return template.callers.isCalled(handler, template.fill(opened.input).values)
  }

  // ── what changed ───────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Draws what happened to streams, whether somebody is there to see it or not: only then it can be stored.
   *
   * @returns null where there is nothing to tell
   */
  async drawStreams(): Promise<DrawnStreams | null> {
    if (!this.#program) return null
    await this.mounted.readContext()
    return drawStreams(this.#program, pageInput(this), this.host.streams)
  }

  /**
   * Sends what differs from what the browser shows.
   *
   * @param upTo number of the last event answered
   * @returns nothing where it need not be waited for
   */
  update(outbox: Outbox, upTo: number): Promise<void> | undefined {
    const reading = this.mounted.readContext()
    if (reading !== undefined) return Promise.resolve(reading).then(() => this.#send(outbox, upTo))
    return this.#send(outbox, upTo)
  }

  #send(outbox: Outbox, upTo: number): Promise<void> | undefined {
    // The line may have been lost meanwhile: then nothing counts as shown.
    if (!outbox.isOpen || !this.#program) return undefined
    const move = this.host.layout === this.#layout ? null : new LayoutMove(this)
    const input = move?.input ?? pageInput(this)
    const program = move?.program ?? this.#programFor(input)
    if (program !== this.#program && !move) {
      outbox.refuse('other_layout', true)
      return undefined
    }
    const shown = this.#rendered
    const { mounted } = this
    const drawn = mounted.draw(() => {
      if (shown && !move) {
        const update = program.diff(input, shown)
        return () => {
          update.commit()
          this.#watch?.patched(program, shown, outbox)
          outbox.update(update.patch, upTo, mounted.components?.layouts.takeNew())
        }
      }
      const around = move?.paintAround()
      const { values, rendered } = program.fill(input)
      return () => {
        if (move) this.#settle(move)
        if (around) outbox.update(null, upTo, undefined, around)
        this.#rendered = rendered
        outbox.fill(values, upTo, mounted.components?.layouts.takeNew())
      }
    })
    const finish = (send: () => void): void => {
      // Components may have been waited for, and the line lost again, or what it shows.
      if (!outbox.isOpen || this.#rendered !== shown) return
      this.#watch?.drawn(program, outbox)
      send()
      this.#watch?.sent(program, input)
      mounted.fields?.letGo()
      mounted.components?.sweep()
    }
    if (drawn instanceof Promise) return drawn.then(finish)
    finish(drawn)
    return undefined
  }

  /** Stands in another layout from now on. */
  #settle({ layout, program, token, input }: LayoutMove): void {
    this.#token = token
    this.#program = program
    this.#layout = layout
    this.#watch?.moved(program, input)
  }

  #programFor(input: RenderInput): Program {
    return programFor(this.site, this.mounted, input, this.host.layout)
  }
}
