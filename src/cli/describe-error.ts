import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { codeFrame } from '../shared/code-frame.ts'
import { DjustError } from '../shared/errors.ts'

const cliFolder = fileURLToPath(new URL('./', import.meta.url))
const frameworkFolder = fileURLToPath(new URL('../', import.meta.url))

/**
 * Writes an error for the terminal: ours as their message and the author's own lines that led
 * there, a syntax error as the line it is in, any other with its stack as far as it is the author's.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `The application threw: ${String(error)}`
  const syntaxError = describeSyntaxError(error.message)
  if (syntaxError) return syntaxError
  const isOurs = error instanceof DjustError
  const message = isOurs ? error.message : `${error.name}: ${error.message}`
  const frames = framesOf(error).filter((frame) => !isOurs || !frame.includes(frameworkFolder))
  const cause = error.cause === undefined ? [] : [`Caused by: ${describeError(error.cause)}`]
  return [message, ...frames, ...cause].join('\n')
}

/** The frames above our command line, which is where every application is started from. */
function framesOf(error: Error): string[] {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const command = frames.findIndex((frame) => frame.includes(cliFolder))
  const loaders = /\(?node:|[\\/]node_modules[\\/](?:tsx|esbuild)[\\/]/
  return frames
    .slice(0, command < 0 ? undefined : command)
    .filter((frame) => !loaders.test(frame))
    .map((frame) => frame.replaceAll('file://', ''))
}

/** The transform reports `file:line:column: ERROR: text`, with columns from 0. */
function describeSyntaxError(message: string): string | undefined {
  const [, file, line, column, text] = /^(.+?):(\d+):(\d+): ERROR: (.+)$/m.exec(message) ?? []
  if (!file || !text || !existsSync(file)) return undefined
  const source = readFileSync(file, 'utf8')
  const before = source.split('\n').slice(0, Number(line) - 1)
  const start = before.reduce((length, each) => length + each.length + 1, 0) + Number(column)
  return `${text}\n\n${codeFrame({ file, source, start, end: start + 1 })}`
}
