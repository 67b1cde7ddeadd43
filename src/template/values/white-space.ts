/**
 * The body of a character class: white space as Python knows it. JavaScript's `\s` differs in eight
 * characters.
 */
export const whiteSpaceClass =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'

const atStart = new RegExp(`^[${whiteSpaceClass}]+`)

/** Whether a character, given by its code unit, is white space. */
export function isWhiteSpace(code: number): boolean {
  if (code < 0x80) return (code >= 9 && code <= 13) || (code >= 28 && code <= 32)
  if (code < 0x1680) return code === 0x85 || code === 0xa0
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
}

/** A text without the white space around it. */
export function strip(text: string): string {
  let end = text.length
  while (end > 0 && isWhiteSpace(text.charCodeAt(end - 1))) end--
  return text.slice(0, end).replace(atStart, '')
}
