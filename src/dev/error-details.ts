import { codeFrame } from '../shared/code-frame.ts'
import { DjustError, TemplateError } from '../shared/errors.ts'
import { sourceFrame } from './source-frame.ts'

/** An error as a page or a terminal shows it; what is not known is an empty text. */
export interface ErrorDetails {
  readonly name: string
  /** The stable word of an error of djust. */
  readonly code: string
  readonly message: string
  /** What to write instead, where the message says so in a sentence of its own. */
  readonly hint: string
  /** The lines around the place, after a first line that names it. */
  readonly frame: string
  readonly stack: string
  readonly cause: ErrorDetails | null
}

const maxCauses = 4
const maxTextChars = 20_000

/** Takes apart whatever was thrown. Never throws itself. */
export function describeError(error: unknown, depth = 0): ErrorDetails {
  try {
    return error instanceof Error
      ? describe(error, depth)
      : plainDetails(`${String(error)} was thrown`)
  } catch {
    return plainDetails('Something that cannot be shown was thrown')
  }
}

function describe(error: Error, depth: number): ErrorDetails {
  const frame = frameOf(error)
  const { message, hint } = splitHint(withoutFrame(error.message, frame))
  const cause =
    error.cause === undefined || depth >= maxCauses ? null : describeError(error.cause, depth + 1)
  return {
    name: cut(String(error.name)),
    code: error instanceof DjustError ? cut(error.code) : '',
    message: cut(message),
    hint: cut(hint),
    frame: cut(frame),
    stack: cut(stackOf(error)),
    cause,
  }
}

function frameOf(error: Error): string {
  if (error instanceof TemplateError && error.at) return codeFrame(error.at)
  return error instanceof DjustError ? '' : sourceFrame(error.stack)
}

function withoutFrame(message: string, frame: string): string {
  return frame !== '' && message.endsWith(frame)
    ? message.slice(0, -frame.length).trimEnd()
    : message
}

function splitHint(message: string): { message: string; hint: string } {
  const at = message.indexOf(' Did you mean ')
  if (at < 0) return { message, hint: '' }
  return { message: message.slice(0, at), hint: message.slice(at + 1) }
}

/** The calls alone: the lines above them repeat the message. */
function stackOf(error: Error): string {
  const stack = String(error.stack ?? '')
  const first = stack.search(/^ {4}at /m)
  return first < 0 ? '' : stack.slice(first).replace(/^ {4}/gm, '')
}

function plainDetails(message: string): ErrorDetails {
  return {
    name: 'Error',
    code: '',
    message: cut(message),
    hint: '',
    frame: '',
    stack: '',
    cause: null,
  }
}

function cut(text: string): string {
  return text.length > maxTextChars ? `${text.slice(0, maxTextChars)} …` : text
}
