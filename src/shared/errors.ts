import { codeFrame, lineAndColumn } from './code-frame.ts'
import type { Location } from './location.ts'

/** The root of everything djust throws on purpose: a stable code, and a message that says what to do. */
export class DjustError extends Error {
  override readonly name: string = 'DjustError'
  /** A stable word for this kind of failure; `docs/errors.md` has a heading for each. */
  readonly code: string

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}

/** The template cannot be compiled or rendered as written. The message ends with the offending line. */
export class TemplateError extends DjustError {
  override readonly name = 'TemplateError'
  /** Where it stands; absent when a whole file is the trouble. */
  readonly at: Location | undefined
  /** The tags that included the template it stands in, innermost first. */
  readonly includes: Location[] = []

  constructor(code: string, message: string, at?: Location, options?: { cause?: unknown }) {
    super(code, at ? `${message}\n\n${codeFrame(at)}` : message, options)
    this.at = at
  }

  /** Notes the tag that included the template. */
  includedFrom(at: Location): void {
    this.includes.push(at)
    this.message += `\n  included from ${at.file}:${lineAndColumn(at.source, at.start).line}`
  }
}

/** The application is put together wrongly: an unknown setting, route, option or file. Stops the start. */
export class ConfigError extends DjustError {
  override readonly name = 'ConfigError'
}

/** A frame or request that does not follow the protocol. */
export class ProtocolError extends DjustError {
  override readonly name = 'ProtocolError'
}

/** An event that may not run: an unknown handler, wrong parameters. */
export class HandlerError extends DjustError {
  override readonly name = 'HandlerError'
}

/** The state of a page that cannot be stored, or not be read again. */
export class StateError extends DjustError {
  override readonly name = 'StateError'
}
