import { escapeHtml } from '../../shared/html.ts'
import { whiteSpaceClass } from '../values/white-space.ts'
import { quoteAddress } from './address.ts'
import { characters, hasSurrogates } from './characters.ts'
import { isEmailAddress } from './email-address.ts'
import { quote } from './quote.ts'
import { trimPunctuation } from './trim-punctuation.ts'
import { unescapeHtml } from './unescape.ts'

const maxAddressLength = 2048
const separators = new RegExp(`([${whiteSpaceClass}<>"']+)`)
// Letters are compared as Python does, for which dotless and dotted i are the same.
const i = '[iıİ]'
const withScheme = /^https?:\/\/\[?[\p{L}\p{N}_]/iu
const withoutScheme = new RegExp(
  `^www\\.|^(?!http)[\\p{L}\\p{N}_][^@]+\\.(?:com|edu|gov|${i}nt|m${i}l|net|org)(?:$|/)`,
  'iu',
)

/** How links are made. */
export interface LinkOptions {
  /** Whether text is escaped, the text of links included. */
  readonly escapes: boolean
  /** The length, in characters, to which the text of links is shortened. */
  readonly maxLength?: number
}

/**
 * Turns addresses of pages and of mail in a text into links, and leaves the punctuation around
 * them. The addresses are always percent-encoded, and lead nowhere but to `http:`, `https:` and
 * `mailto:`.
 */
export function urlize(text: string, options: LinkOptions): string {
  const known = new Map<string, string>()
  let out = ''
  for (const word of text.split(separators)) {
    let shown = known.get(word)
    if (shown === undefined) {
      shown = linked(word, options)
      known.set(word, shown)
    }
    out += shown
  }
  return out
}

function linked(word: string, options: LinkOptions): string {
  const write = options.escapes ? escapeHtml : unchanged
  if (!/[.@:]/.test(word)) return write(word)
  const { lead, middle, trail } = trimPunctuation(word)
  const link = linkTo(middle)
  if (link === undefined) return write(word)
  const shown = shortened(middle, options.maxLength)
  const tag = `<a href="${escapeHtml(link.address)}"${link.attributes}>`
  return `${write(lead)}${tag}${write(shown)}</a>${write(trail)}`
}

function linkTo(text: string): { address: string; attributes: string } | undefined {
  const attributes = ' rel="nofollow"'
  if (isShort(text)) {
    if (withScheme.test(text)) return { address: quoteAddress(unescapeHtml(text)), attributes }
    if (withoutScheme.test(text)) {
      return { address: quoteAddress(`http://${unescapeHtml(text)}`), attributes }
    }
  }
  if (text.includes(':') || !isEmailAddress(text)) return undefined
  const at = text.lastIndexOf('@')
  return {
    address: `mailto:${quote(text.slice(0, at), '')}@${quote(text.slice(at + 1), '')}`,
    attributes: '',
  }
}

function isShort(text: string): boolean {
  if (text.length <= maxAddressLength) return true
  return text.length <= 2 * maxAddressLength && characters(text).length <= maxAddressLength
}

function shortened(text: string, maxLength: number | undefined): string {
  if (maxLength === undefined || text.length <= maxLength) return text
  const all = hasSurrogates(text) ? Array.from(text) : text
  if (all.length <= maxLength) return text
  const kept = all.slice(0, Math.max(0, maxLength - 1))
  return `${typeof kept === 'string' ? kept : kept.join('')}…`
}

function unchanged(text: string): string {
  return text
}
