/** Runs tasks one at a time, in the order in which they came. */
export class Mailbox {
  #last: Promise<unknown> = Promise.resolve()
  #size = 0

  /** How many tasks wait or run. */
  get size(): number {
    return this.#size
  }

  /**
   * Puts a task behind those that wait.
   *
   * @returns settles as the task does; a failed task does not keep the next from running
   */
  post<T>(task: () => T | Promise<T>): Promise<T> {
    this.#size += 1
    const done = this.#last.then(task).finally(() => {
      this.#size -= 1
    })
    this.#last = done.catch(() => {})
    return done
  }
}
