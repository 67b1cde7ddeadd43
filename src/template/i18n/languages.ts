import { intlTag, localeChain } from './locale.ts'
import { languageTable } from './language-table.ts'

/** What is known of a language. */
export interface LanguageInfo {
  readonly code: string
  /** Its English name. */
  readonly name: string
  /** The name that its speakers give it. */
  readonly nameLocal: string
  /** Whether it is written from right to left. */
  readonly isRightToLeft: boolean
}

const rightToLeft: ReadonlySet<string> = new Set(['ar', 'ckb', 'fa', 'he', 'ug', 'ur'])

/** What is known of a language, or of the one nearest to it; undefined for an unknown code. */
export function languageInfo(code: string): LanguageInfo | undefined {
  for (const candidate of localeChain(code)) {
    const names = languageTable[candidate]
    if (names === undefined || !Object.hasOwn(languageTable, candidate)) continue
    const [name, nameLocal] = names.split('|') as [string, string]
    return { code: candidate, name, nameLocal, isRightToLeft: isRightToLeft(candidate) }
  }
  const name = intlName(code, 'en')
  if (name === undefined) return undefined
  return { code, name, nameLocal: intlName(code, code) ?? name, isRightToLeft: isRightToLeft(code) }
}

/** Whether a locale's language is written from right to left. */
export function isRightToLeft(locale: string): boolean {
  return rightToLeft.has(locale.split('-')[0]!)
}

/** The name of a language in the language of a locale; undefined where that is not known. */
export function languageNameIn(locale: string, code: string): string | undefined {
  return /^en(?:-|$)/.test(locale) || locale === '' ? undefined : intlName(code, locale)
}

function intlName(code: string, locale: string): string | undefined {
  try {
    return namesIn(intlTag(locale)).of(code)
  } catch {
    // Not a language tag.
    return undefined
  }
}

const maxKnown = 100
const displayNames = new Map<string, Intl.DisplayNames>()

function namesIn(tag: string): Intl.DisplayNames {
  let names = displayNames.get(tag)
  if (names === undefined) {
    names = new Intl.DisplayNames(tag, { type: 'language', fallback: 'none' })
    if (displayNames.size >= maxKnown) displayNames.clear()
    displayNames.set(tag, names)
  }
  return names
}
