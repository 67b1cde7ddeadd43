import { HandlerError } from '../shared/errors.ts'
import { checkParams } from '../view/check-params.ts'
import type { Component } from '../view/component.ts'
import { readContext } from '../view/context.ts'
import { type HandlerEntry, handlerFor } from '../view/handler-table.ts'
import { setKeptFields } from '../view/kept-fields.ts'
import { eventSecurityOf } from '../view/event-security.ts'
import { hostOf, type LiveView, type ViewClass } from '../view/live-view.ts'
import type { EventFrame } from '../wire/frames.ts'
import { AssignedFields } from './assigned-fields.ts'
import { ComponentTable } from './component-table.ts'
import type { PageGuard } from './page-guard.ts'
import type { Site } from './site.ts'
import type { StoredParts } from './snapshot.ts'
import type { OtherNames } from './template-names.ts'
import { isThenable, withTimeout } from './with-timeout.ts'

/** What shows the view. */
interface AskedPage {
  /**
   * Whether the page, drawn as the view is now, has an element that calls a handler.
   *
   * @param componentId of the component whose template it stands in, as it came
   */
  isCalling(handler: string, componentId: unknown): Promise<boolean>
}

/** What a view's session does for it. */
export interface MountedSession {
  /** Puts a turn behind those that wait. */
  post(run: () => unknown): void
  /** Lets a handler that an event called go on beside the page. */
  follow(running: PromiseLike<unknown>, name: string, event: number): void
  /** A handler was called. */
  called(name: string, params: unknown): void
  readonly guard: PageGuard
  readonly page: AskedPage
}

/** A view and its components, and how they are told to do something. */
export class MountedView {
  readonly view: LiveView
  /** Those of its fields of which its class says more; null where it does not. */
  readonly fields: AssignedFields | null
  readonly #site: Site
  readonly #session: MountedSession
  /** Made when there is a component to be drawn or found: most pages have none. */
  #components: ComponentTable | null = null
  #context: object | null = null
  /** Number of the event whose turn runs, 0 where it is no event; null while none runs. */
  #acting: number | null = null

  constructor(site: Site, session: MountedSession, view: LiveView) {
    this.#site = site
    this.#session = session
    this.view = view
    this.fields = AssignedFields.of(view)
  }

  /** What its template reads in place of it, as last read. */
  get context(): object | null {
    return this.#context
  }

  /** Its components, where there have been any. */
  get components(): ComponentTable | null {
    return this.#components
  }

  /** Whether a turn runs. */
  get isActing(): boolean {
    return this.#acting !== null
  }

  /** Number of the event whose turn runs, or 0. */
  get event(): number {
    return this.#acting ?? 0
  }

  // ── acting ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Runs what authors wrote. @returns a promise only where it takes time */
  limited<T>(run: () => T | PromiseLike<T>): T | Promise<T> {
    return withTimeout(this.#site.handlerTimeoutMs, run)
  }

  /** Does what a turn is about, and then tells owners what their components have sent meanwhile. */
  act(run: () => unknown): unknown {
    this.#acting = 0
    const running = this.limited(run)
    return isThenable(running) ? running.then(() => this.#tellOwners()) : this.#tellOwners()
  }

  /** Leaves a turn that failed. What owners were to be told then has a turn of its own. */
  stopActing(): void {
    this.#acting = null
    if (this.#components?.messages.length) this.#session.post(() => {})
  }

  #tellOwners(): unknown {
    const messages = this.#components?.messages
    for (let tell = messages?.shift(); tell; tell = messages?.shift()) {
      const told = this.limited(tell)
      if (isThenable(told)) return told.then(() => this.#tellOwners())
    }
    this.#acting = null
    return undefined
  }

  /** Runs the handler that an event names. */
  handle(event: EventFrame): unknown {
    this.#acting = event.number
    if (!event.kept) return this.#handle(event)
    const owners = [this.view, ...(this.#components?.known() ?? [])]
    const setting = setKeptFields(owners, event.kept)
    return setting !== undefined ? setting.then(() => this.#handle(event)) : this.#handle(event)
  }

  #handle({ handler, params, data }: EventFrame): unknown {
    const { owner, entry } = this.#handlerFor(handler, data.componentId)
    if (entry.isUndeclared) this.#warn(entry, owner)
    const run = (): unknown => {
      const checked = checkParams(entry, params, data)
      if (!(checked instanceof Promise)) return this.#run(owner, entry, checked)
      return checked.then((ready) => this.#run(owner, entry, ready))
    }
    return entry.isGuarded ? this.#permit(entry, data.componentId).then(run) : run()
  }

  /** @param componentId of the component that the event comes from, as it came */
  async #permit(entry: HandlerEntry, componentId: unknown): Promise<void> {
    const { guard, page } = this.#session
    await guard.permit(entry)
    const { name, viewName, options } = entry
    if (!options.onlyWhenRendered || (await page.isCalling(name, componentId))) return
    const what = `${viewName}.${name} is onlyWhenRendered, and no element calls it that the page shows now.`
    throw new HandlerError('not_callable', what)
  }

  /** Runs the handler that a form posted without JavaScript names. */
  async handleForm(handler: string, params: Readonly<Record<string, unknown>>): Promise<void> {
    const { owner, entry } = this.#handlerFor(handler, params.componentId)
    if (entry.isUndeclared) this.#warn(entry, owner)
    await this.#permit(entry, params.componentId)
    const checked = await checkParams(entry, params, {}, { isFormPost: true })
    await this.act(() => this.#run(owner, entry, checked))
  }

  #warn({ viewName, name }: HandlerEntry, owner: object): void {
    if (eventSecurityOf(owner.constructor as ViewClass) === 'warn')
      this.#site.log(`${viewName}.${name} is called by the browser, and is no declared handler.`)
  }

  #run(owner: object, entry: HandlerEntry, params: unknown): unknown {
    const running = entry.run(owner, params)
    if (owner === this.view) this.#session.called(entry.name, params)
    if (!entry.options.background || !isThenable(running)) return running
    this.#session.follow(running, entry.name, this.event)
    return undefined
  }

  /** @param componentId as it came */
  #handlerFor(name: string, componentId: unknown): { owner: object; entry: HandlerEntry } {
    if (typeof componentId !== 'string' || componentId === '')
      return { owner: this.view, entry: handlerFor(this.view, name) }
    return this.table().handlerFor(name, componentId)
  }

  // ── drawing ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Begins a render. @returns nothing where it need not be waited for */
  readContext(): PromiseLike<void> | undefined {
    const reading = this.limited(() => readContext(this.view))
    if (isThenable(reading)) return reading.then((context) => this.#begin(context))
    this.#begin(reading)
    return undefined
  }

  #begin(context: object | null): void {
    this.#context = context
    this.#components?.begin(context)
  }

  /**
   * Draws, fills or compares; once more each time that it met components which have to be waited for.
   *
   * @returns a promise only where something has to be waited for
   */
  draw<T>(draw: () => T): T | Promise<T> {
    const drawn = draw()
    const waiting = this.#components?.takeWaiting() ?? []
    if (waiting.length === 0) return drawn
    return Promise.resolve(this.limited(() => Promise.all(waiting))).then(() => this.draw(draw))
  }

  // ── components ─────────────────────────────────────────────────────────────────────────────────────────────

  /** The component of an id that a browser may have sent. */
  component(id: string): Component<any> | undefined {
    return this.table().find(id)
  }

  /** @param others the names that every template has, where something is drawn */
  table(others?: OtherNames): ComponentTable {
    const site = this.#site
    this.#components ??= new ComponentTable(
      this.view,
      {
        programOf: (Class, read) =>
          site.programs.ofComponent(Class, read, this.view.constructor as ViewClass),
        triggerUpdate: () => this.view.triggerUpdate(),
        pushEvent: (event, payload) => hostOf(this.view).pushEvent(event, payload),
        pushCommands: (commands) => hostOf(this.view).pushCommands(commands),
        // A turn that is on sees it before it ends.
        hasMessage: () => this.isActing || this.#session.post(() => {}),
        refusesDeadHandlers: site.isDevelopment,
        log: (message, error) => site.log(message, error),
      },
      this.#context,
    )
    if (others) this.#components.others = others
    return this.#components
  }

  /** What is stored of its components. */
  get storedParts(): StoredParts {
    return this.#components ?? noParts
  }

  end(): void {
    this.#components?.end()
  }
}

const noParts: StoredParts = { made: [], placeOf: () => null }
