/**
 * Writes the digits of other scripts as 0 to 9, since they count in numbers. Their code points
 * stand in runs of ten.
 */
export function asciiDigits(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    let first = code
    while (/^\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--
    return String((code - first) % 10)
  })
}
