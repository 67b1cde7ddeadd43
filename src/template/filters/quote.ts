const notOpen = /[^A-Za-z0-9_.~-]/gu
const octets = /(?:%[\da-fA-F]{2})+/g

/**
 * Percent-encodes all but letters, digits, `_.-~` and the given characters, as UTF-8. A surrogate
 * without its half is no character, and becomes the replacement character.
 *
 * @param open further characters that stay; only those of ASCII count
 */
export function quote(text: string, open: string): string {
  return text.replace(notOpen, (character) =>
    character < '\x80' && open.includes(character) ? character : percentEncoded(character),
  )
}

/** Percent-encodes a part of a query, with `+` for a space. */
export function quotePlus(text: string): string {
  return quote(text, ' ').replaceAll(' ', '+')
}

/** Decodes percent-encoded octets as UTF-8; what is none becomes the replacement character. */
export function unquote(text: string): string {
  if (!text.includes('%')) return text
  return text.replace(octets, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return decodeLeniently(run)
    }
  })
}

function percentEncoded(character: string): string {
  if (character < '\x80') {
    return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  }
  const isLone = character >= '\ud800' && character <= '\udfff' && character.length === 1
  return isLone ? '%EF%BF%BD' : encodeURIComponent(character)
}

/**
 * Decodes octets of which some are no UTF-8, as Unicode recommends: one replacement for each
 * longest beginning.
 */
function decodeLeniently(run: string): string {
  const bytes = Array.from(run.slice(1).split('%'), (hex) => Number.parseInt(hex, 16))
  let out = ''
  for (let i = 0; i < bytes.length; ) {
    const length = sequenceLength(bytes, i)
    if (length > 0) {
      const sequence = bytes.slice(i, i + length).map((byte) => byte.toString(16).padStart(2, '0'))
      out += decodeURIComponent(`%${sequence.join('%')}`)
      i += length
    } else {
      out += '\ufffd'
      i += -length
    }
  }
  return out
}

/**
 * How many octets the character at `i` has; or, negative, how many begin one that is broken off.
 */
function sequenceLength(bytes: readonly number[], i: number): number {
  const first = bytes[i]!
  if (first < 0x80) return 1
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
  if (length === 0) return -1
  for (let n = 1; n < length; n++) {
    const byte = bytes[i + n] ?? 0
    // Some second octets would spell a shorter character anew, a surrogate, or nothing at all.
    const lowest = n > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
    const highest = n > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
    if (byte < lowest || byte > highest) return -n
  }
  return length
}
