/** Something that was to be done later. */
interface Timer {
  readonly name: string
  readonly atMs: number
  /** Whose it is: what stands still or has ended does nothing later either. */
  readonly owner: unknown
  readonly run: () => void
}

const later = setImmediate

/** A clock that goes on only when it is told to, and takes the place of the real one for a while. */
export class Clock {
  nowMs = 1_700_000_000_000
  /** For whom timers are set now. */
  owner: unknown = null
  #timers: Timer[] = []
  #count = 0

  /** Does something by this clock instead of the real one. */
  async during<T>(act: () => Promise<T>): Promise<T> {
    const { setTimeout, clearTimeout } = globalThis
    const dateNow = Date.now
    const performanceNow = performance.now
    const own = {
      setTimeout: (run: () => void, ms = 0) => this.#set(run, ms),
      clearTimeout: (timer?: { end?(): void }) => timer?.end?.(),
    }
    Object.assign(globalThis, own)
    Date.now = () => this.nowMs
    performance.now = () => this.nowMs
    try {
      return await act()
    } finally {
      Object.assign(globalThis, { setTimeout, clearTimeout })
      Date.now = dateNow
      performance.now = performanceNow
    }
  }

  #set(run: () => void, ms: number) {
    const timer = { name: `timer ${++this.#count}`, atMs: this.nowMs + ms, owner: this.owner, run }
    this.#timers.push(timer)
    const handle = {
      end: () => void (this.#timers = this.#timers.filter((each) => each !== timer)),
      ref: () => handle,
      unref: () => handle,
    }
    return handle
  }

  /** Those whose time has come. */
  get due(): readonly Timer[] {
    return this.#timers.filter(({ atMs }) => atMs <= this.nowMs)
  }

  fire(timer: Timer): void {
    this.#timers = this.#timers.filter((each) => each !== timer)
    timer.run()
  }
}

/** Waits until everything has run that waits for nothing else. */
export function settled(): Promise<void> {
  return new Promise((resolve) => later(resolve))
}
