import { JS, type JSChain } from '../shared/js.ts'
import type { ClientEvents, EventPayload } from '../shared/register.ts'
import type { FlashLevel } from './messages.ts'
import { changedFields, markClean } from './changed-fields.ts'
import type { Component } from './component.ts'
import { takeHost } from './create-view.ts'
import { type OwnContext, publicData } from './own-names.ts'
import type { SessionData, User, ViewRequest } from './register.ts'
import type { HeadFields } from './page-head.ts'
import { provide } from './provided.ts'
import { addRoot } from './roots.ts'
import type { StreamInsertOptions, StreamOptions } from './streams.ts'
import { uniqueId } from './unique-id.ts'
import type { UrlPath } from './url-path.ts'
import { loadValue } from './async-value.ts'
import type {
  AsyncTask,
  LivePatchTarget,
  LiveRedirectOptions,
  ViewHost,
  WaitOptions,
} from './view-host.ts'
import type { ViewStatics } from './view-options.ts'

class Bare {}

let readHost: (view: LiveView) => ViewHost

/**
 * A page that lives on the server. Its public fields are the state and what the template reads, its
 * handlers are what the browser may call, its static fields are the options. All that every view has is here, in one
 * list; what it does stands behind its host.
 *
 * ```ts
 * class CounterView extends LiveView {
 *   static template = '<button dj-click="increment">{{ count }}</button>'
 *   count = 0
 *
 *   @eventHandler
 *   increment() {
 *     this.count += 1
 *   }
 * }
 * ```
 */
export class LiveView extends (Bare as { new (): HeadFields } & ViewStatics) {
  static {
    addRoot(this.prototype)
    readHost = (view) => view.#host
  }

  readonly #host: ViewHost

  constructor() {
    super()
    this.#host = takeHost(new.target)
  }

  /** What a route takes. `path()` also takes the class itself. */
  static asView<C>(this: C): C {
    return this
  }

  /** Another name of `asView`. */
  static asLiveView<C>(this: C): C {
    return this
  }

  /** The request of the page. */
  get request(): ViewRequest {
    return this.#host.request
  }

  /** Who is looking, or null. */
  get user(): User | null {
    return this.#host.user
  }

  /** What is kept for the browser. Changed in place, and stored when the turn is over. */
  get session(): SessionData {
    return this.#host.session
  }

  /** The parameters that the route's pattern took from the address. */
  get params(): Readonly<Record<string, unknown>> {
    return this.#host.params
  }

  /**
   * Names the event whose handler runs: the same text whenever that event is done, once more after a crash too, and
   * another for each other event. Null where no event of a connected page is being handled.
   */
  get eventId(): string | null {
    return this.#host.eventId
  }

  /** Names this mounted page. */
  get viewId(): string {
    return this.#host.viewId
  }

  // biome-ignore-start lint/correctness/noUnusedFunctionParameters: they name what authors receive

  /** Runs once, before the first render, for what needs the request, the route or I/O. */
  mount(request: ViewRequest, params: any): void | Promise<void> {}

  /**
   * Runs after `mount` and whenever the address of the page changes.
   *
   * @param params the query string by name; of a repeated name the last value
   * @param uri path and query
   */
  handleParams(params: Record<string, string>, uri: string): void | Promise<void> {}

  /** Runs for each message published to a topic that this view has subscribed to. */
  handleInfo(message: any): void | Promise<void> {}

  /** Runs every `static tickInterval` milliseconds while the page is connected. */
  handleTick(): void | Promise<void> {}

  /**
   * Runs when a task that `startAsync` began under a name has ended.
   *
   * @param result what it returned
   * @param error what it threw, or undefined
   */
  handleAsyncResult(name: string, result: any, error: unknown): void | Promise<void> {
    if (error !== undefined) throw error
  }

  /** Runs when a connection to the browser is there, also after one was lost: the place to begin what needs an end. */
  connected(): void | Promise<void> {}

  /** Runs when the connection is lost. The page may come back. */
  disconnected(): void | Promise<void> {}

  /** Runs when the view is thrown away: its page is closed for good, or goes on elsewhere from the store. */
  unmount(): void | Promise<void> {}

  /** Receives what a component that this view holds sends with `sendParent`. */
  handleComponentEvent(event: string, data: any, sender: Component<any>): void | Promise<void> {}

  // biome-ignore-end lint/correctness/noUnusedFunctionParameters: they name what authors receive

  /**
   * Runs when the browser is back that was too slow for what it was to do, such as go to another address: that was given
   * up. The browser has got all values of the template. Runs also when messages came faster than `handleInfo` took them,
   * behind the last that was kept.
   */
  handleOverflow(): void | Promise<void> {}

  /**
   * Runs in place of `mount` when the page goes on from what was stored: its fields have been initialised, and then set
   * to what they were. For what `static transient` names.
   */
  restored(): void | Promise<void> {}

  // biome-ignore-start lint/correctness/noUnusedFunctionParameters: they name what authors receive

  /** Whether the page may be opened, and gone on with: asked before `mount` and before each event. */
  checkPermissions(request: ViewRequest): boolean | Promise<boolean> {
    return true
  }

  /** Finds what the page is about, each time before `hasObjectPermission`. Null: there is no such page. */
  getObject(): unknown {
    return undefined
  }

  /** Whether the page may be opened, and gone on with, that is about an object of `getObject`. */
  hasObjectPermission(request: ViewRequest, object: any): boolean | Promise<boolean> {
    return true
  }

  // biome-ignore-end lint/correctness/noUnusedFunctionParameters: they name what authors receive

  /**
   * Says what the template may read, before every render. Overridden, its result is all of it;
   * spread `super.getContextData()` to add to the view's own public fields and getters.
   */
  getContextData(): object & OwnContext {
    return publicData(LiveView.prototype, this)
  }

  /**
   * The component that this page holds under an id, if it is of that kind. The id may come from a browser: it is looked up
   * in the page's own table.
   */
  component<C extends Component<any>>(
    Kind: abstract new (...args: any[]) => C,
    id: string,
  ): C | undefined {
    const found = this.#host.component(id)
    return found instanceof Kind ? found : undefined
  }

  /** Changes the page's address without leaving the view; `handleParams` runs. */
  livePatch(to: LivePatchTarget): void {
    this.#host.livePatch(to)
  }

  /** Leaves for another page. In `mount` it answers the request with a redirect. */
  liveRedirect(path: UrlPath | string, options?: LiveRedirectOptions): void {
    this.#host.liveRedirect(path, options)
  }

  /**
   * Puts the page into another layout: that of its template's blocks, in place of the base that the template names. The live
   * part moves there with its nodes, so that nothing in it is lost.
   *
   * @param path name of the layout's template; null for the page's own
   * @throws {DjustError} when there is no such template, or its live part is another one
   */
  setLayout(path: string | null): void {
    this.#host.setLayout(path)
  }

  /** Receives what is published to a topic, in `handleInfo`. */
  subscribe(topic: string): void {
    this.#host.subscribe(topic)
  }

  unsubscribe(topic: string): void {
    this.#host.unsubscribe(topic)
  }

  /**
   * Begins work beside the page, once what this turn changes is on its way. In `mount` it is noted, and begins when the
   * page is there. It changes state inside `update` only.
   *
   * @param task is given a signal that is aborted when the page is closed for good, or by `cancelAsync`
   * @param options name: for `cancelAsync` and `handleAsyncResult`; a task that has it already is cancelled
   */
  startAsync(task: AsyncTask, options: { name?: string } = {}): void {
    this.#host.startAsync(task, options.name)
  }

  /** Aborts the signal of a task, and drops what it still returns. */
  cancelAsync(name: string): void {
    this.#host.cancelAsync(name)
  }

  /**
   * Changes state from work beside the page, as one turn. Not to be awaited in a handler, whose end it would wait for.
   *
   * @returns what `change` returns
   * @throws {DjustError} `session_ended` when the page is closed for good
   */
  update<T>(change: () => T | PromiseLike<T>): Promise<Awaited<T>> {
    return this.#host.update(change)
  }

  /**
   * Waits in work beside the page until the user has called a handler. Not to be awaited in a handler, behind which the
   * call would wait.
   *
   * @param name of the handler
   * @param options timeout: how long at most, in milliseconds; predicate: whether a call is the one
   * @returns the parameters that it was called with
   * @throws {DjustError} `not_callable` where there is no such handler; `wait_timeout`; `session_ended` when the page is
   *   closed for good
   */
  waitForEvent<Params = any>(name: string, options: WaitOptions<Params> = {}): Promise<Params> {
    return this.#host.waitForEvent(name, options) as Promise<Params>
  }

  /** Asks for a render, for what changes without an event. */
  triggerUpdate(): void {
    this.#host.triggerUpdate()
  }

  /** The public fields that are not what they were when the page was new, or at the last `markClean`. */
  get changedFields(): string[] {
    return changedFields(this)
  }

  /** Whether there are any. */
  get isDirty(): boolean {
    return this.changedFields.length > 0
  }

  /** What the public fields are now is what they should be: it is saved, say. */
  markClean(): void {
    markClean(this)
  }

  /**
   * An id for an element of the template: the same each time. Components have others.
   *
   * @param suffix tells elements apart
   */
  uniqueId(suffix = ''): string {
    return uniqueId(null, suffix)
  }

  /** Lets the components of the page consume a value, by `consumeContext`. */
  provideContext(name: string, value: unknown): void {
    provide(this, name, value)
  }

  /** Leaves out the render of this turn: nothing of it shows. What has changed all the same is shown by the next one. */
  skipRender(): void {
    this.#host.skipRender()
  }

  /** Runs something once, as a turn of its own, when what this turn changes is on its way; in `mount`, when the page is there. */
  defer(task: () => unknown): void {
    this.#host.defer(task)
  }

  /**
   * Loads the value of a field beside the page. The field is an `AsyncValue` at once; of several calls for one field the
   * last one counts.
   */
  assignAsync(field: keyof this & string, load: (signal: AbortSignal) => unknown): void {
    loadValue(this, field, load)
  }

  /**
   * Begins a stream, or goes on with it: its items go to the page, where `{% for item in streams.name %}` draws them, and
   * are then forgotten. An item whose row is there already is shown where it stands.
   */
  stream(name: string, items: Iterable<unknown>, options?: StreamOptions): void {
    this.#host.streams.stream(name, items, options)
  }

  /** Puts an item into a stream, or shows what it is now where its row stands. */
  streamInsert(name: string, item: unknown, options?: StreamInsertOptions): void {
    this.#host.streams.insert(name, item, options)
  }

  /**
   * Takes an item's row out of the page.
   *
   * @param item the item, or its key alone
   */
  streamDelete(name: string, item: unknown): void {
    this.#host.streams.delete(name, item)
  }

  /** Takes all rows of a stream out of the page but those of the items given. */
  streamReset(name: string, items: Iterable<unknown> = []): void {
    this.#host.streams.reset(name, items)
  }

  /**
   * Tells the page's own scripts: `handleEvent` of hooks, and `djust:push_event` on `window`. It comes behind what this
   * turn changes, in order and once; in `mount` it is noted, and sent when the page is there.
   *
   * @param payload copied as JSON
   */
  pushEvent<const E extends keyof ClientEvents & string>(
    event: E,
    ...payload: EventPayload<E>
  ): void {
    this.#host.pushEvent(event, payload[0])
  }

  /**
   * Has the browser do commands, behind what this turn changes, as `pushEvent` would. Without `to` they are for the
   * element with `dj-view`.
   */
  pushCommands(commands: JSChain): void {
    this.#host.pushCommands(commands)
  }

  /**
   * Has the browser post a form itself, to its own `action`, behind what this turn changes: for what needs a whole request,
   * such as a payment elsewhere.
   *
   * @param selector of a form that has `dj-trigger-action`
   */
  triggerSubmit(selector: string): void {
    this.#host.pushCommands(JS.submit(selector))
  }

  /** Adds a message to `messages`. */
  putFlash(level: FlashLevel, message: string): void {
    this.#host.putFlash(level, message)
  }

  /** Removes the messages of one level, or all. */
  clearFlash(level?: FlashLevel): void {
    this.#host.clearFlash(level)
  }
}

/** A class of views. */
export type ViewClass<V extends LiveView = LiveView> = (abstract new () => V) & {
  prototype: LiveView
}

/** Whether a value is a class of views. */
export function isViewClass(value: unknown): value is ViewClass {
  return typeof value === 'function' && value.prototype instanceof LiveView
}

/** The host that a view was made with. */
export function hostOf(view: LiveView): ViewHost {
  return readHost(view)
}
