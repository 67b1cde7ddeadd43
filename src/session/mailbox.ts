import { isThenable } from './with-timeout.ts'

/** Runs tasks one at a time, in the order in which they came. */
export class Mailbox {
  readonly #tasks: (() => unknown)[] = []
  readonly #failed: (error: unknown) => void

  /** @param failed is told of tasks that failed and that nobody waits for */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed
  }

  /** How many tasks wait or run. */
  get size(): number {
    return this.#tasks.length
  }

  /**
   * Puts a task behind those that wait.
   *
   * @returns settles as the task does; a failed task does not keep the next from running
   */
  post<T>(task: () => T | Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.add(async () => {
        try {
          resolve(await task())
        } catch (error) {
          reject(error)
        }
      })
    })
  }

  /** Puts a task behind those that wait; nobody waits for its end. */
  add(task: () => unknown): void {
    this.#tasks.push(task)
    if (this.#tasks.length === 1) queueMicrotask(() => this.#runAll())
  }

  /** Most tasks end at once: only those that take time are waited for. */
  async #runAll(): Promise<void> {
    for (let task = this.#tasks[0]; task; task = this.#tasks[0]) {
      try {
        const running = task()
        if (isThenable(running)) await running
      } catch (error) {
        this.#failed(error)
      }
      this.#tasks.shift()
    }
  }
}
