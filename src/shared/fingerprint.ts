/**
 * Names a text by its content, for addresses and comparisons; it is no protection against someone who wants two texts
 * of one name.
 *
 * Two 53-bit hashes of the cyrb53 construction (bryc, public domain) with different seeds.
 *
 * @returns 22 characters of base 36
 */
export function fingerprint(text: string): string {
  return [hash53(text, 0x9e3779b9), hash53(text, 0x85ebca6b)]
    .map((hash) => hash.toString(36).padStart(11, '0'))
    .join('')
}

function hash53(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed
  let low = 0x41c6ce57 ^ seed
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0)
}
