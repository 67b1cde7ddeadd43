/** White space as Python splits at it; JavaScript's `\s` differs in eight characters. */
const whiteSpace = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/

/** The words of a text, between white space of any length. */
export function words(text: string): string[] {
  return text.split(whiteSpace).filter((word) => word !== '')
}

/** The characters of a text, each a whole code point. */
export function characters(text: string): ArrayLike<string> {
  return hasSurrogates(text) ? Array.from(text) : text
}

/** How many characters a text has, counted in code points. */
export function characterCount(text: string): number {
  return characters(text).length
}

export function hasSurrogates(text: string): boolean {
  return /[\ud800-\udfff]/.test(text)
}

/**
 * Whether a character sits on the one before it, in Unicode's words: its canonical combining class
 * is not 0. JavaScript has no table of these classes, but normalizing sorts by them: such a
 * character moves before U+0345, which has the highest class.
 */
export function isCombining(character: string): boolean {
  if (character < '\u0300' || !/^\p{M}/u.test(character)) return false
  return character === '\u0345' || !`\u0345${character}`.normalize('NFD').startsWith('\u0345')
}
