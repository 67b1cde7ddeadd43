import type { Translations } from '../values/translations.ts'
import { localeChain } from './locale.ts'
import { ownTextTable } from './own-text-table.ts'

/**
 * Translations that may also hold the engine's own texts, such as names of months: an application
 * may bring its own words for them.
 */
export interface OwnTexts extends Translations {
  own?(locale: string, message: string, context: string | null): string | undefined
  ownPlural?(locale: string, singular: string, count: number): string | undefined
}

/** What a text is written for. */
export interface Reader {
  readonly locale: string
  readonly translations: OwnTexts
}

/** A text of the engine itself: `noon`, `a.m.`, `yes,no,maybe`, `%s KB`. */
export function ownText(
  { locale, translations }: Reader,
  message: string,
  context: string | null = null,
): string {
  return translations.own?.(locale, message, context) ?? builtIn(locale, message)
}

function builtIn(locale: string, message: string): string {
  if (locale.startsWith('en')) return message
  for (const code of localeChain(locale)) {
    const text = ownTextTable[code]?.[message]
    if (text !== undefined) return text
  }
  return message
}
