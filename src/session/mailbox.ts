/** Runs tasks one at a time, in the order in which they came. */
export class Mailbox {
  #last: Promise<void> = Promise.resolve()

  /**
   * Puts a task behind those that wait.
   *
   * @returns settles as the task does; a failed task does not keep the next from running
   */
  post(task: () => void | Promise<void>): Promise<void> {
    const done = this.#last.then(task)
    this.#last = done.catch(() => {})
    return done
  }
}
