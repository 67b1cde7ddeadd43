import { isWhiteSpace } from '../values/white-space.ts'
import { characterCount, linesOf } from './characters.ts'

const tabWidth = 8
const chunk = /[\t-\r ]+|[^\t-\r ]+/g

/**
 * Breaks lines that are longer than a width, in characters, at the spaces between words. A longer
 * word stays whole on a line of its own. Lines that are there stay, and tabs become spaces.
 */
export function wrap(text: string, width: number): string {
  const lines = linesOf(text).flatMap((line) => {
    const wrapped = wrapLine(line, width)
    return wrapped.length === 0 ? [line] : wrapped
  })
  if (text.endsWith('\n')) lines.push('')
  return lines.join('\n')
}

function wrapLine(line: string, width: number): string[] {
  const chunks = withoutTabs(line).match(chunk) ?? []
  const lines: string[] = []
  for (let next = 0; next < chunks.length; ) {
    if (lines.length > 0 && isBlank(chunks[next]!)) next++
    let size = 0
    const first = next
    while (next < chunks.length) {
      const length = characterCount(chunks[next]!)
      if (size + length > width && !(next === first && length > width)) break
      size += length
      next++
      if (size > width) break
    }
    const end = next > first && isBlank(chunks[next - 1]!) ? next - 1 : next
    if (end > first) lines.push(chunks.slice(first, end).join(''))
  }
  return lines
}

function isBlank(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!isWhiteSpace(text.charCodeAt(i))) return false
  return true
}

function withoutTabs(line: string): string {
  if (!line.includes('\t')) return line
  let out = ''
  let column = 0
  for (const character of line) {
    if (character === '\t') {
      const spaces = tabWidth - (column % tabWidth)
      out += ' '.repeat(spaces)
      column += spaces
    } else {
      out += character
      column++
    }
  }
  return out
}
