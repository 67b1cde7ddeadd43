import { inspect } from 'node:util'

/** Writes to stderr what went wrong and where; the browser is told no more than a code. */
export function logError(where: string, error: unknown): void {
  process.stderr.write(`djust: ${where}: ${describe(error)}\n`)
}

// What was thrown may be anything, getters that throw included.
function describe(error: unknown): string {
  try {
    return inspect(error, { depth: 3, breakLength: 100 })
  } catch {
    return 'something that cannot be shown was thrown'
  }
}
