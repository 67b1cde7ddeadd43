/** Holds up handlers until the test lets them go on. */
export class Gate {
  #isOpen = false
  #held: (() => void)[] = []

  /** How many wait. */
  get waiting(): number {
    return this.#held.length
  }

  /** What a handler waits for. */
  async pass(): Promise<void> {
    if (!this.#isOpen) await new Promise<void>((resolve) => this.#held.push(resolve))
  }

  /** Lets all that wait go on, but none that comes later. */
  letThrough(): void {
    for (const resolve of this.#held.splice(0)) resolve()
  }

  /** Lets everything go on from now on. */
  open(): void {
    this.#isOpen = true
    this.letThrough()
  }
}
