const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const parentCheckMs = 250

/**
 * Waits until this process is asked to stop. Only the first request is answered with patience: a
 * second one ends the process as it would have without us.
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of signals) process.off(signal, stop)
      clearInterval(timer)
      resolve()
    }
    for (const signal of signals) process.on(signal, stop)
    const timer = onceParentIsGone(stop)
  })
}

/** A signal to npm ends the shell that it runs us in, and nobody passes it on to us. */
function onceParentIsGone(stop: () => void): NodeJS.Timeout | undefined {
  if (process.env.npm_lifecycle_event === undefined) return undefined
  const parent = process.ppid
  return setInterval(() => {
    if (process.ppid !== parent) stop()
  }, parentCheckMs).unref()
}
