import { availableParallelism } from 'node:os'
import { ConfigError } from '../shared/errors.ts'

const maxWorkers = 256

/**
 * Decides how many processes serve a port: a number, or `auto` for one on each processor.
 *
 * @throws {ConfigError} when what is given is neither
 */
export function readWorkers(text: string): number {
  if (text === 'auto') return Math.min(availableParallelism(), maxWorkers)
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (count >= 1 && count <= maxWorkers) return count
  throw new ConfigError(
    'workers_invalid',
    `--workers is "${text}". Write a number from 1 to ${maxWorkers}, or auto for one on each processor.`,
  )
}
