import { formatFor } from '../i18n/formats.ts'
import { localizeNumber } from '../i18n/number-format.ts'
import type { ZoneEnv } from './env.ts'

/**
 * Writes a number the way of the reader's locale.
 *
 * @param text the number with a point before its fraction; an exponent is kept
 * @param isGrouped whether its digits are grouped, where the locale groups any
 */
export function formatNumber(
  text: string,
  { locale = 'en', groupsDigits = false }: Partial<ZoneEnv>,
  isGrouped: boolean = groupsDigits,
): string {
  const isPlain = !isGrouped && formatFor(locale, 'DECIMAL_SEPARATOR') === '.'
  return isPlain ? text : localizeNumber(text, locale, isGrouped)
}
