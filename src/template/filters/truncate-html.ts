import { escapeHtml } from '../../shared/html.ts'
import { whiteSpaceClass } from '../values/white-space.ts'
import { characters } from './characters.ts'
import { HtmlReader } from './html-reader.ts'
import { unescapeHtml } from './unescape.ts'

const gap = new RegExp(`(?<=[^${whiteSpaceClass}])[${whiteSpaceClass}]+(?=[^${whiteSpaceClass}])`)
const voidElements: ReadonlySet<string> = new Set(
  'area base br col embed frame hr img input link meta param source spacer track wbr'.split(' '),
)

/** One piece of text: how much of the length it takes, and the markup of its first part. */
interface Piece {
  readonly size: number
  readonly isLast: boolean
  shown(size: number): string
}

/**
 * Shortens HTML to a number of characters, the last an ellipsis. Tags do not count; those still
 * open at the end are closed.
 *
 * @param mark what ends a shortened text, given its markup
 * @param markSize how many characters that adds
 */
export function truncateHtmlCharacters(
  html: string,
  length: number,
  mark: (markup: string) => string,
  markSize: number,
): string {
  const source = html.normalize('NFC')
  const total = characters(source).length
  let seen = 0
  return truncate(source, length - Math.min(markSize, length), mark, (text, written) => {
    const all = characters(text)
    seen += all.length
    return {
      size: all.length,
      // Just as long as allowed, and nothing but this text: nothing needs to be cut.
      isLast: seen === length && written + all.length === total,
      shown: (size) => Array.prototype.slice.call(all, 0, size).join(''),
    }
  })
}

/**
 * Shortens HTML to a number of words. Tags do not count; those still open at the end are closed.
 */
export function truncateHtmlWords(
  html: string,
  length: number,
  mark: (markup: string) => string,
): string {
  return truncate(html, length, mark, (text) => {
    const words = text.split(gap)
    return {
      size: words.length,
      isLast: false,
      shown: (size) => words.slice(0, size).join(' '),
    }
  })
}

/** Thrown by the handler to stop the reader. */
const isFull = Symbol('isFull')

/** @param measure takes a text apart, given how many characters of markup stand before it */
function truncate(
  source: string,
  length: number,
  mark: (markup: string) => string,
  measure: (text: string, written: number) => Piece,
): string {
  const open: string[] = []
  let out = ''
  let written = 0
  let left = length
  const write = (markup: string): void => {
    out += markup
    written += characters(markup).length
  }
  const close = (name: string): void => {
    if (voidElements.has(name)) return
    write(`</${name}>`)
    if (open.at(-1) === name) open.pop()
  }
  const reader = new HtmlReader(
    source,
    {
      text(raw, isLiteral) {
        const text = isLiteral ? raw : unescapeHtml(raw)
        const piece = measure(text, written)
        if (piece.isLast) {
          // Text that was written with references must not turn into tags.
          out += text === raw ? text : escapeHtml(text)
          throw isFull
        }
        const markup = escapeHtml(piece.shown(left))
        if (left < piece.size) {
          out += mark(markup)
          throw isFull
        }
        left -= piece.size
        write(markup)
      },
      reference: () => undefined,
      open(name, tag, isClosed) {
        write(tag)
        if (voidElements.has(name)) return
        open.push(name)
        if (isClosed) close(name)
      },
      close,
    },
    true,
  )
  try {
    reader.read(false)
  } catch (stop) {
    if (stop !== isFull) throw stop
    for (const name of open.reverse()) out += `</${name}>`
  }
  return out
}
