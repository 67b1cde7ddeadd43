import { DjustError } from '../shared/errors.ts'

/**
 * Runs a task, and stops waiting for it after a while; the task itself goes on.
 *
 * @returns what the task gives; a promise only where the task gives one
 * @throws {DjustError} `handler_timeout` when it takes too long
 */
export function withTimeout<T>(timeoutMs: number, run: () => T | PromiseLike<T>): T | Promise<T> {
  const running = run()
  return isThenable(running) ? inTime(timeoutMs, running) : running
}

/** Queries of many libraries are no promises, and only begin when somebody waits for them. */
export function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  const isHolder = typeof value === 'object' || typeof value === 'function'
  return isHolder && value !== null && typeof (value as { then?: unknown }).then === 'function'
}

async function inTime<T>(timeoutMs: number, running: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DjustError('handler_timeout', `It took longer than ${timeoutMs} ms.`)),
      timeoutMs,
    )
  })
  try {
    return await Promise.race([running, late])
  } finally {
    clearTimeout(timer)
  }
}
