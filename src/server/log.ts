import { inspect } from 'node:util'
import { DjustError, HandlerError, ProtocolError } from '../shared/errors.ts'
import { visible } from '../shared/visible.ts'

/**
 * Writes to stderr what went wrong and where; the browser is told no more than a code. A mistake of
 * the browser takes one line, one of the application comes with its stack.
 */
export function logError(where: string, error: unknown): void {
  logLine(`${where}: ${describe(error)}`)
}

/** Writes to stderr. */
export function logLine(text: string): void {
  process.stderr.write(`djust: ${text}\n`)
}

function describe(error: unknown): string {
  try {
    if (error instanceof HandlerError || error instanceof ProtocolError) return oneLine(error)
    return inSight(withStack(error))
  } catch {
    // What was thrown may be anything, getters that throw included.
    return 'something that cannot be shown was thrown'
  }
}

function oneLine({ message }: Error): string {
  const lines = message.split('\n').map((line) => line.trim())
  return visible(lines.join(' '))
}

/** Ours without their properties: that of a template's error is the whole template. */
function withStack(error: unknown): string {
  if (!(error instanceof DjustError)) return inspect(error, { depth: 3, breakLength: 100 })
  const cause = error.cause === undefined ? '' : `\nCaused by: ${withStack(error.cause)}`
  return error.stack + cause
}

/** Lines after the first are set in: a message that quotes a browser cannot pass for an entry. */
function inSight(text: string): string {
  const [first = '', ...rest] = text.split('\n').map((line) => visible(line, maxLineChars))
  return [first, ...rest.map((line) => `  ${line}`)].join('\n')
}

const maxLineChars = 4_000
