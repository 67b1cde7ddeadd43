/** Chinese is written in two ways, which a region implies. */
const scripts: ReadonlyMap<string, string> = new Map([
  ['zh-cn', 'zh-hans'],
  ['zh-my', 'zh-hans'],
  ['zh-sg', 'zh-hans'],
  ['zh-hk', 'zh-hant'],
  ['zh-mo', 'zh-hant'],
  ['zh-tw', 'zh-hant'],
])
const maxLength = 100
const maxKnown = 500
const tags = new Map<string, string>()

/** Writes a locale the way that settings do: `de_AT` becomes `de-at`. */
export function toLanguageCode(locale: string): string {
  return locale.replace('_', '-').toLowerCase()
}

/** The locales that may stand in for one, nearest first: `de-at`, `de`. None for the empty locale. */
export function localeChain(locale: string): string[] {
  if (locale === '' || locale.length > maxLength) return []
  const code = toLanguageCode(locale)
  const script = scripts.get(code)
  const dash = code.search(/[-@]/)
  return [
    code,
    ...(script === undefined ? [] : [script]),
    ...(dash > 0 ? [code.slice(0, dash)] : []),
  ]
}

/** The tag by which Intl knows a locale; English for one that it cannot read. */
export function intlTag(locale: string): string {
  const known = tags.get(locale)
  if (known !== undefined) return known
  const tag = readTag(locale)
  if (tags.size >= maxKnown) tags.clear()
  tags.set(locale, tag)
  return tag
}

function readTag(locale: string): string {
  for (const candidate of localeChain(locale)) {
    try {
      // Intl would take the language of the machine for one that it does not have.
      const [tag] = Intl.DateTimeFormat.supportedLocalesOf(candidate)
      if (tag !== undefined) return new Intl.Locale(tag).baseName
    } catch {
      // Not a language tag, such as `sr@latin`: the next one may be.
    }
  }
  return 'en'
}
