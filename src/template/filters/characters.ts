import { whiteSpaceClass } from '../values/white-space.ts'

const whiteSpace = new RegExp(`[${whiteSpaceClass}]+`)
const lineWithEnd = /[^\n-\r\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029]|$)/g
const lineEnd = /(?:\r\n|[\n-\r\x1c-\x1e\x85\u2028\u2029])$/

/** The words of a text, between white space of any length. */
export function words(text: string): string[] {
  return text.split(whiteSpace).filter((word) => word !== '')
}

/**
 * The lines of a text, at all the ends of lines that Unicode knows; an end of the text begins none.
 */
export function linesOf(text: string): string[] {
  return linesWithEnds(text).map((line) => line.replace(lineEnd, ''))
}

/** The lines of a text, each with the characters that end it. */
export function linesWithEnds(text: string): string[] {
  return (text.match(lineWithEnd) ?? []).filter((line) => line !== '')
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
