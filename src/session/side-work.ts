import { DjustError } from '../shared/errors.ts'
import { visible } from '../shared/visible.ts'
import type { LiveView, ViewClass } from '../view/live-view.ts'
import type { AsyncTask } from '../view/view-host.ts'
import type { ViewStatics } from '../view/view-options.ts'
import { HandlerWaits } from './handler-waits.ts'
import type { TurnCause } from './turn-cause.ts'
import { isThenable } from './with-timeout.ts'

/** The session beside whose turns something is done. */
export interface WorkingSession {
  readonly View: ViewClass
  readonly view: LiveView
  readonly isEnded: boolean
  /** Puts a turn behind those that wait. */
  post(run: () => unknown, about?: TurnCause): void
}

/** A task that runs. */
interface Running {
  readonly controller: AbortController
  readonly done: () => void
}

/** What a session does beside its turns: tasks that take long, and the tick of a clock. */
export class SideWork {
  readonly #session: WorkingSession
  /** Tasks that wait for the page. */
  #waiting: (() => void)[] | null = []
  /** Those that run, by name; those without have a symbol. */
  readonly #running = new Map<string | symbol, Running>()
  /** How much work of each event goes on, by the event's number. */
  readonly #events = new Map<number, number>()
  #hasNews = false
  #clock: NodeJS.Timeout | undefined
  #isTickWaiting = false
  #waits: HandlerWaits | null = null
  /** Ends the wait of those whose change has not had its turn yet. */
  readonly #changing = new Set<(error: unknown) => void>()

  /** @param isThere whether the page has been connected before */
  constructor(session: WorkingSession, isThere: boolean) {
    this.#session = session
    if (isThere) this.#waiting = null
  }

  /** Work that waits for what the user does. */
  get waits(): HandlerWaits {
    return (this.#waits ??= new HandlerWaits())
  }

  /** The browser has called a handler. */
  called(name: string, params: unknown): void {
    this.#waits?.called(name, params)
  }

  // ── tasks ──────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Begins a task once this turn is over, and not before the page is there.
   *
   * @param event number of the one whose handler began it, 0 for none
   */
  start(task: AsyncTask, name: string | undefined, event: number): void {
    if (this.#waiting) {
      this.#waiting.push(() => this.start(task, name, 0))
      return
    }
    const done = this.#workFor(event)
    this.#session.post(() => this.#begin(task, name, { event, done }))
  }

  #begin(
    task: AsyncTask,
    name: string | undefined,
    { event, done }: { readonly event: number; readonly done: () => void },
  ): void {
    const key = name ?? Symbol('task')
    this.cancel(key)
    const controller = new AbortController()
    this.#running.set(key, { controller, done })
    const finish = (result: unknown, error: unknown): void => {
      if (this.#running.get(key)?.controller !== controller) return
      this.#running.delete(key)
      done()
      const about = workOf(name === undefined ? 'a task' : `the task "${visible(name)}"`, event)
      if (name !== undefined) {
        this.#session.post(() => this.#session.view.handleAsyncResult(name, result, error), about)
      } else this.#session.post(() => error === undefined || rethrow(error), about)
    }
    void run(task, controller.signal).then(
      (result) => finish(result, undefined),
      (error: unknown) => finish(undefined, error ?? new Error('The task failed.')),
    )
  }

  cancel(name: string | symbol): void {
    const running = this.#running.get(name)
    if (!running) return
    this.#running.delete(name)
    running.done()
    running.controller.abort()
  }

  /**
   * Lets a handler go on beside the page; that it failed is reported like that of others.
   *
   * @param name of the handler
   * @param event number of the one that called it
   */
  follow(running: PromiseLike<unknown>, name: string, event: number): void {
    const done = this.#workFor(event)
    const end = (rest: () => void): void => {
      done()
      this.#session.post(rest, workOf(`the work of ${name}()`, event))
    }
    running.then(
      () => end(() => {}),
      (error: unknown) => end(() => rethrow(error)),
    )
  }

  /** Notes that an event has begun work. @returns to be called when that is done, before a turn that tells it */
  #workFor(event: number): () => void {
    const count = (change: number): void => {
      const left = (this.#events.get(event) ?? 0) + change
      if (left > 0) this.#events.set(event, left)
      else this.#events.delete(event)
      this.#hasNews = true
    }
    if (event === 0) return () => {}
    count(1)
    return () => count(-1)
  }

  /** Whether the browser does not know yet of which events work goes on. */
  get hasNews(): boolean {
    return this.#hasNews
  }

  /** The events whose work goes on, for the browser, which knows them then. */
  takeNews(): number[] {
    this.#hasNews = false
    return [...this.#events.keys()]
  }

  /** Changes state in a turn of its own. */
  update<T>(change: () => T | PromiseLike<T>): Promise<Awaited<T>> {
    return new Promise((resolve, reject) => {
      if (this.#session.isEnded) return reject(ended())
      this.#changing.add(reject)
      this.#session.post(() => {
        this.#changing.delete(reject)
        try {
          const changing = change()
          if (!isThenable(changing)) return resolve(changing as Awaited<T>)
          return changing.then((done) => resolve(done as Awaited<T>), reject)
        } catch (error) {
          reject(error)
        }
      })
    })
  }

  // ── the page ───────────────────────────────────────────────────────────────────────────────────────────────

  /** A connection is there. */
  connected(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const start of waiting) start()
    const { tickInterval } = this.#session.View as ViewStatics
    if (tickInterval) this.#clock ??= setInterval(() => this.#tick(), tickInterval).unref()
  }

  #tick(): void {
    if (this.#isTickWaiting) return
    this.#isTickWaiting = true
    this.#session.post(() => {
      this.#isTickWaiting = false
      return this.#session.view.handleTick()
    }, tick)
  }

  /** It is gone. */
  disconnected(): void {
    clearInterval(this.#clock)
    this.#clock = undefined
  }

  end(): void {
    this.disconnected()
    this.#waiting = null
    for (const name of [...this.#running.keys()]) this.cancel(name)
    for (const reject of this.#changing) reject(ended())
    this.#changing.clear()
    this.#waits?.end(ended())
  }
}

const tick: TurnCause = { what: 'handleTick()' }

function workOf(what: string, event: number): TurnCause {
  return event > 0
    ? { what: `${what}, begun by event ${event},`, event, code: 'task_failed' }
    : { what, code: 'task_failed' }
}

/** What a task throws before its first `await` is an error like any other. */
async function run(task: AsyncTask, signal: AbortSignal): Promise<unknown> {
  return task(signal)
}

function rethrow(error: unknown): never {
  throw error
}

function ended(): DjustError {
  return new DjustError(
    'session_ended',
    'The page of this view is closed; nobody sees its state any more.',
  )
}
