import { isThenable } from './with-timeout.ts'

/** Is told of tasks that failed and that nobody waits for. */
export interface MailboxOwner {
  taskFailed(error: unknown): void
}

/** Runs tasks one at a time, in the order in which they came. */
export class Mailbox {
  readonly #owner: MailboxOwner
  #isRunning = false
  /** Behind the one that runs. Sessions are many and mostly idle: what is empty is not kept. */
  #waiting: (() => unknown)[] | null = null

  constructor(owner: MailboxOwner) {
    this.#owner = owner
  }

  /** How many tasks wait or run. */
  get size(): number {
    return (this.#isRunning ? 1 : 0) + (this.#waiting?.length ?? 0)
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

  /** Puts a task behind those that wait; nobody waits for its end. It begins once the caller is done. */
  add(task: () => unknown): void {
    if (!this.#isTurnOf(task)) return
    queueMicrotask(() => this.#run(task))
  }

  /** The same for a caller that has nothing left to do: where nothing is before it, the task begins at once. */
  begin(task: () => unknown): void {
    if (this.#isTurnOf(task)) void this.#run(task)
  }

  /** @returns false when the task has to wait, which it then does */
  #isTurnOf(task: () => unknown): boolean {
    if (this.#isRunning) {
      this.#waiting ??= []
      this.#waiting.push(task)
      return false
    }
    this.#isRunning = true
    return true
  }

  async #run(first: () => unknown): Promise<void> {
    for (let task: (() => unknown) | undefined = first; task; task = this.#waiting?.shift()) {
      try {
        const running = task()
        // Most tasks end at once: only those that take time are waited for.
        if (isThenable(running)) await running
      } catch (error) {
        this.#owner.taskFailed(error)
      }
    }
    this.#isRunning = false
    this.#waiting = null
  }
}
