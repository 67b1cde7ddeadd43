import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { constants } from 'node:os'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Removes a folder when this process ends, also by a signal, and ends first what runs in it.
 *
 * @param running tells what does, if anything
 * @returns does so now
 */
export function removeAtEnd(folder: string, running: () => ChildProcess | null): () => void {
  const remove = (): void => {
    process.off('exit', remove)
    for (const signal of signals) process.off(signal, end)
    running()?.kill('SIGKILL')
    // What was killed may still write for a moment.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
  const end = (signal: NodeJS.Signals): void => {
    remove()
    process.exit(128 + constants.signals[signal])
  }
  process.on('exit', remove)
  for (const signal of signals) process.on(signal, end)
  return remove
}
