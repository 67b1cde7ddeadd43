/** Writes the first letter of each word large and the others small, as Python does. */
export function titleCase(text: string): string {
  // Lower-cased as a whole, so that a sigma knows whether it ends a word.
  const lower = text.toLowerCase()
  let out = ''
  let at = 0
  let isInWord = false
  for (const character of text) {
    // İ is the one letter that becomes longer.
    const end = at + (character === 'İ' ? 2 : character.length)
    out += isInWord ? lower.slice(at, end) : titleLetter(character)
    isInWord = isCased(character)
    at = end
  }
  return out
}

function isCased(character: string): boolean {
  if (character < '\x80') return /[A-Za-z]/.test(character)
  return /^\p{Cased}/u.test(character)
}

/**
 * The title case of one letter. It differs from upper case for digraphs (ǆ becomes ǅ), ligatures
 * (ﬁ becomes Fi), Greek letters with iota and Georgian letters, which stay as they are.
 */
function titleLetter(letter: string): string {
  const code = letter.codePointAt(0) ?? 0
  if (code < 0xdf) return letter.toUpperCase()
  if (code >= 0x10d0 && code <= 0x10ff) return letter
  const digraph = digraphs.find(([first, last]) => code >= first && code <= last)
  if (digraph !== undefined) return String.fromCodePoint(digraph[2])
  if (code >= 0x1f80 && code <= 0x1ffc) return greekTitle(letter, code)
  const upper = letter.toUpperCase()
  const [first = '', ...rest] = upper
  // ŉ is an apostrophe and a letter: the letter is the first one.
  return rest.length === 0 || letter === 'ŉ' ? upper : first + rest.join('').toLowerCase()
}

/** First and last code point of each digraph's three cases, and the title case among them. */
const digraphs: readonly (readonly [number, number, number])[] = [
  [0x1c4, 0x1c6, 0x1c5],
  [0x1c7, 0x1c9, 0x1c8],
  [0x1ca, 0x1cc, 0x1cb],
  [0x1f1, 0x1f3, 0x1f2],
]

/** Letters with iota have a title case of one code point, or keep the iota as a combining mark. */
function greekTitle(letter: string, code: number): string {
  if (code < 0x1fb0) return String.fromCodePoint(code | 8)
  if ([0x1fb3, 0x1fc3, 0x1ff3].includes(code)) return String.fromCodePoint(code + 9)
  if ([0x1fbc, 0x1fcc, 0x1ffc].includes(code)) return letter
  return letter.toUpperCase().replace(/(?<=.)\u0399$/u, '\u0345')
}
