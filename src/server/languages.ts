import { languageInfo } from '../template/i18n/languages.ts'
import { localeChain } from '../template/i18n/locale.ts'
import type { Language } from './settings.ts'

/** Whether a value is the code of a language, such as `de`, `pt-br` or `zh-hans`. */
export function isLanguageCode(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(value)
}

/** Reads one entry of the `languages` setting; null when it is none. A code alone gets its English name. */
export function asLanguage(value: unknown): Language | null {
  if (isLanguageCode(value)) return [value.toLowerCase(), languageInfo(value)?.name ?? value]
  const [code, name, ...more]: unknown[] = Array.isArray(value) ? value : []
  const isPair = isLanguageCode(code) && typeof name === 'string' && name !== ''
  return isPair && more.length === 0 ? [code.toLowerCase(), name] : null
}

/**
 * The language that fits best.
 *
 * @param wanted a language, or several with weights as in `Accept-Language`
 * @param languages the codes that there are
 * @returns one of them, or null when none fits
 */
export function chooseLanguage(wanted: unknown, languages: readonly string[]): string | null {
  if (typeof wanted !== 'string' || wanted.length > maxWantedChars) return null
  for (const code of byWeight(wanted)) {
    const found = nearestLanguage(code, languages)
    if (found !== null) return found
  }
  return null
}

const maxWantedChars = 500

/** Languages in the order in which a reader wants them; what is refused with weight 0 is left out. */
function byWeight(wanted: string): string[] {
  return wanted
    .split(',')
    .map((part) => {
      const [code = '', weight] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/)
      return { code: code.replaceAll('_', '-'), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ code, weight }) => isLanguageCode(code) && weight > 0 && weight <= 1)
    .sort((a, b) => b.weight - a.weight)
    .map(({ code }) => code)
}

/** `de-at` is served by `de`, `zh-tw` by `zh-hant`; where there is no `pt`, `pt` is served by `pt-br`. */
function nearestLanguage(code: string, languages: readonly string[]): string | null {
  const parts = code.split('-')
  const shorter = parts.map((_, n) => parts.slice(0, parts.length - n).join('-'))
  const fitting = [code, ...localeChain(code).slice(1, -1), ...shorter]
  return (
    fitting.find((each) => languages.includes(each)) ??
    languages.find((each) => each.startsWith(`${parts[0]}-`)) ??
    null
  )
}
