import type { Location } from './location.ts'

/** The line and column of an offset, both counted from 1. */
export function lineAndColumn(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}

/** Draws the lines around a place in a text, with the place underlined. */
export function codeFrame(at: Location): string {
  const { line, column } = lineAndColumn(at.source, at.start)
  const lines = at.source.split('\n')
  const first = Math.max(1, line - 2)
  const last = Math.min(lines.length, line + 2)
  const gutter = String(last).length
  const drawn = [`${at.file}:${line}:${column}`]
  for (let n = first; n <= last; n++) {
    const text = lines[n - 1] ?? ''
    drawn.push(`${n === line ? '>' : ' '} ${String(n).padStart(gutter)} | ${text}`)
    if (n !== line) continue
    const length = Math.max(1, Math.min(at.end - at.start, text.length - column + 1))
    const indent = text.slice(0, column - 1).replace(/[^\t]/g, ' ')
    drawn.push(`  ${' '.repeat(gutter)} | ${indent}${'^'.repeat(length)}`)
  }
  return drawn.join('\n')
}
