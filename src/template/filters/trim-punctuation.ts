import { unescapeHtml } from './unescape.ts'

/** A word, and the punctuation around it. */
export interface Trimmed {
  readonly lead: string
  readonly middle: string
  readonly trail: string
}

const closings = [
  ['(', ')'],
  ['[', ']'],
] as const
/** The longest named reference, and a little. */
const maxReferenceLength = 40

/**
 * Takes the punctuation off a word that may be an address: brackets before it, and after it
 * `.,:;!` and the brackets that it does not open. A semicolon stays where it ends a reference such
 * as `&lt;`.
 */
export function trimPunctuation(word: string): Trimmed {
  const start = word.search(/[^([]|$/)
  const counts = new Map<string, number>()
  let end = word.length
  let trail = ''
  let ampersand = word.lastIndexOf('&')
  if (ampersand < start) ampersand = -1
  const count = (character: string): number => {
    const known = counts.get(character)
    if (known !== undefined) return known
    let found = 0
    for (let at = word.indexOf(character, start); at >= 0; at = word.indexOf(character, at + 1)) {
      found++
    }
    counts.set(character, found)
    return found
  }

  for (let isTrimmed = true; isTrimmed && end > start; ) {
    isTrimmed = false
    for (const [opening, closing] of closings) {
      const surplus = count(closing) - count(opening)
      if (surplus <= 0 || word[end - 1] !== closing) continue
      // What was taken off before is lost here, as it is in Django.
      const cut = charactersBefore(word, start, end, surplus)
      trail = word.slice(cut, end)
      end = cut
      counts.set(closing, count(closing) - surplus)
      isTrimmed = true
    }
    if (ampersand >= end) ampersand = lastAmpersand(word, start, end)

    const plainEnd = skipBack(word, start, end, ampersand < 0 ? '.,:;!' : '.,:!')
    if (plainEnd !== end) {
      trail = word.slice(plainEnd, end) + trail
      end = plainEnd
      isTrimmed = true
    }

    if (end === start || word[end - 1] !== ';') continue
    if (isReference(word, ampersand, end)) continue
    const stripped = skipBack(word, start, end, '.,:;!')
    // Of several semicolons the first may end a reference.
    const isDoubled = ampersand >= 0 && word[end - 2] === ';' && end - 1 > start
    const cut = isDoubled ? word.indexOf(';', stripped) + 1 : stripped
    trail = word.slice(cut, end) + trail
    isTrimmed = true
    end = cut
  }
  return { lead: word.slice(0, start), middle: word.slice(start, end), trail }
}

/** The place a number of characters before the end. */
function charactersBefore(word: string, start: number, end: number, count: number): number {
  let at = end
  for (let left = count; left > 0 && at > start; left--) {
    const isSecondHalf = (word.charCodeAt(at - 1) & 0xfc00) === 0xdc00
    at -= isSecondHalf && (word.charCodeAt(at - 2) & 0xfc00) === 0xd800 ? 2 : 1
  }
  return at
}

function lastAmpersand(word: string, start: number, end: number): number {
  const at = word.lastIndexOf('&', end - 1)
  return at < start ? -1 : at
}

/** Whether what begins at the ampersand is one character reference, up to the end. */
function isReference(word: string, ampersand: number, end: number): boolean {
  if (ampersand < 0) return false
  const source = word.slice(ampersand, end)
  if (source.length > maxReferenceLength && !/^&#[\da-zA-Z]+;$/.test(source)) return false
  const text = unescapeHtml(source)
  return text !== source && !text.endsWith(';')
}

/** The place before the characters, of those given, that end the word. */
function skipBack(word: string, start: number, end: number, characters: string): number {
  let at = end
  while (at > start && characters.includes(word[at - 1]!)) at--
  return at
}
