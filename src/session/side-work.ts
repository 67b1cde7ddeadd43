import { DjustError } from '../shared/errors.ts'
import type { LiveView, ViewClass } from '../view/live-view.ts'
import type { AsyncTask } from '../view/view-host.ts'
import type { ViewStatics } from '../view/view-options.ts'
import { isThenable } from './with-timeout.ts'

/** The session beside whose turns something is done. */
export interface WorkingSession {
  readonly View: ViewClass
  readonly view: LiveView
  readonly isEnded: boolean
  /** Puts a turn behind those that wait. */
  post(run: () => unknown): void
}

/** What a session does beside its turns: tasks that take long, and the tick of a clock. */
export class SideWork {
  readonly #session: WorkingSession
  /** Tasks that wait for the page. */
  #waiting: (() => void)[] | null = []
  /** Those that run, by name; those without have a symbol. */
  readonly #running = new Map<string | symbol, AbortController>()
  #clock: NodeJS.Timeout | undefined
  #isTickWaiting = false
  /** Ends the wait of those whose change has not had its turn yet. */
  readonly #changing = new Set<(error: unknown) => void>()

  /** @param isThere whether the page has been connected before */
  constructor(session: WorkingSession, isThere: boolean) {
    this.#session = session
    if (isThere) this.#waiting = null
  }

  // ── tasks ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Begins a task once this turn is over, and not before the page is there. */
  start(task: AsyncTask, name: string | undefined): void {
    if (this.#waiting) this.#waiting.push(() => this.start(task, name))
    else this.#session.post(() => this.#begin(task, name))
  }

  #begin(task: AsyncTask, name: string | undefined): void {
    const key = name ?? Symbol('task')
    this.cancel(key)
    const controller = new AbortController()
    this.#running.set(key, controller)
    const finish = (result: unknown, error: unknown): void => {
      if (this.#running.get(key) !== controller) return
      this.#running.delete(key)
      if (name !== undefined) {
        this.#session.post(() => this.#session.view.handleAsyncResult(name, result, error))
      } else if (error !== undefined) this.#session.post(() => rethrow(error))
    }
    void run(task, controller.signal).then(
      (result) => finish(result, undefined),
      (error: unknown) => finish(undefined, error ?? new Error('The task failed.')),
    )
  }

  cancel(name: string | symbol): void {
    const controller = this.#running.get(name)
    this.#running.delete(name)
    controller?.abort()
  }

  /** Lets a handler go on beside the page; that it failed is reported like that of others. */
  follow(running: PromiseLike<unknown>): void {
    running.then(
      () => {},
      (error: unknown) => this.#session.post(() => rethrow(error)),
    )
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
    })
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
  }
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
