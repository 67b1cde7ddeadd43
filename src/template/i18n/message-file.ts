import { ConfigError } from '../../shared/errors.ts'
import { parsePluralForms, type PluralRule } from './plural-forms.ts'

/** One message with its translation. */
export interface Message {
  /** Tells equal messages of different meaning apart; null for none. */
  readonly context: string | null
  readonly id: string
  /** The plural as written in the source; null for a message without one. */
  readonly plural: string | null
  /** The translation, or one for each plural form. */
  readonly translations: readonly string[]
}

/** What a `.po` or `.mo` file holds. */
export interface MessageFile {
  readonly messages: readonly Message[]
  /** Says which plural form a number takes; null where the file does not say. */
  readonly pluralRule: PluralRule | null
}

/** The plural rule that the header of a message file gives. @throws {Error} when it is none */
export function pluralRuleOf(header: string): PluralRule | null {
  const forms = headerField(header, 'plural-forms')
  return forms === undefined ? null : parsePluralForms(forms)
}

/** The encoding that the header of a message file names, in lower case. */
export function charsetOf(header: string): string {
  const type = headerField(header, 'content-type') ?? ''
  const charset = /\bcharset=["']?([\w.:-]+)/i.exec(type)?.[1]?.toLowerCase()
  // A template of a message file names no encoding but this word.
  return charset === undefined || charset === 'charset' ? 'utf-8' : charset
}

export function catalogError(message: string, options?: { cause?: unknown }): ConfigError {
  return new ConfigError('message_file', message, options)
}

function headerField(header: string, name: string): string | undefined {
  for (const line of header.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0 && line.slice(0, colon).trim().toLowerCase() === name) {
      return line.slice(colon + 1).trim()
    }
  }
  return undefined
}
