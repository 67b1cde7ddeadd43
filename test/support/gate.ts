/** A place where a test stops what it runs, until it lets it go on. */
export interface Gate {
  /** Awaited by what is to be stopped. */
  pass(): Promise<void>
  /** Settles when something has come to the gate. */
  readonly reached: Promise<void>
  open(): void
  fail(error: Error): void
}

export function gate(): Gate {
  const reached = deferred()
  const opened = deferred()
  return {
    pass() {
      reached.resolve()
      return opened.promise
    },
    reached: reached.promise,
    open: opened.resolve,
    fail: opened.reject,
  }
}

/** Waits until everything has run that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise(setImmediate)
}

function deferred() {
  let resolve!: () => void
  let reject!: (error: Error) => void
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
