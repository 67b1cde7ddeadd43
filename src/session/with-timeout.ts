import { DjustError } from '../shared/errors.ts'

/**
 * Runs a task, and stops waiting for it after a while; the task itself goes on.
 *
 * @throws {DjustError} `handler_timeout` when it takes too long
 */
export async function withTimeout(timeoutMs: number, run: () => unknown): Promise<void> {
  const running = run()
  if (!(running instanceof Promise)) return
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DjustError('handler_timeout', `It took longer than ${timeoutMs} ms.`)),
      timeoutMs,
    )
  })
  try {
    await Promise.race([running, late])
  } finally {
    clearTimeout(timer)
  }
}
