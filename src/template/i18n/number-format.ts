import { formatsOf } from './formats.ts'

/**
 * Writes a plain number the way of a locale.
 *
 * @param text its digits, with `-` before and `.` among them; anything else stays as it is
 * @param locale empty for numbers as programs write them
 * @param isGrouped whether thousands are set apart
 */
export function localizeNumber(text: string, locale: string, isGrouped: boolean): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(e[-+]?\d+)?$/.exec(text)
  if (match === null) return text
  const [, sign, whole, fraction, exponent = ''] = match
  const formats = formatsOf(locale)
  const size = Number(formats.NUMBER_GROUPING)
  const digits = isGrouped && size > 0 ? grouped(whole!, size, formats.THOUSAND_SEPARATOR) : whole!
  const rest = fraction === undefined ? '' : formats.DECIMAL_SEPARATOR + fraction
  return sign! + digits + rest + exponent
}

function grouped(digits: string, size: number, separator: string): string {
  const first = digits.length % size || size
  const groups = [digits.slice(0, first)]
  for (let i = first; i < digits.length; i += size) groups.push(digits.slice(i, i + size))
  return groups.join(separator)
}
