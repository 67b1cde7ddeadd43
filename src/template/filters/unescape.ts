import { decodeHTML } from 'entities'

const reference = /&(#\d+;?|#[xX][\da-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/gu

/** Numbers below 160 that stand for characters of a Windows code page, from 128. */
const windows = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/**
 * Replaces character references by the characters they stand for, as Python's `html.unescape()`
 * does.
 */
export function unescapeHtml(text: string): string {
  return text.includes('&') ? text.replace(reference, characterOf) : text
}

function characterOf(source: string, name: string): string {
  if (!name.startsWith('#')) return decodeHTML(source)
  const isHex = name[1] === 'x' || name[1] === 'X'
  const code = isHex ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
  if (code >= 0x80 && code <= 0x9f) return windows[code - 0x80]!
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd'
  return isNoCharacter(code) ? '' : String.fromCodePoint(code)
}

/** Control characters, except white space, and code points that never stand for anything. */
function isNoCharacter(code: number): boolean {
  if (code < 0x20) return !(code === 9 || code === 10 || code === 12 || code === 13)
  return code === 0x7f || (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe
}
