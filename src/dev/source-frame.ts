import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { codeFrame } from '../shared/code-frame.ts'

const ownFolder = fileURLToPath(new URL('..', import.meta.url))

/**
 * Draws the author's own line that a stack leads through first, or nothing when there is none that
 * can be read.
 *
 * @param stack the stack of an error, its places in the files as they were written
 */
export function sourceFrame(stack: string | undefined): string {
  for (const call of (stack ?? '').split('\n', 100)) {
    const place = readPlace(call.slice(0, 1_000))
    if (place && isAuthors(place.path)) return drawPlace(place)
  }
  return ''
}

interface Place {
  readonly path: string
  readonly line: number
  readonly column: number
}

function readPlace(call: string): Place | null {
  const place = /^\s*at (?:async |.* \()?((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*):(\d+):(\d+)\)?$/
  const [, file, line, column] = place.exec(call) ?? []
  const path = file && toPath(file)
  return path ? { path, line: Number(line), column: Number(column) } : null
}

function toPath(file: string): string {
  if (!file.startsWith('file://')) return file
  try {
    return fileURLToPath(file.replace(/\?.*$/, ''))
  } catch {
    return ''
  }
}

function isAuthors(path: string): boolean {
  return !path.startsWith(ownFolder) && !path.includes(`${sep}node_modules${sep}`)
}

function drawPlace({ path, line, column }: Place): string {
  try {
    const source = readFileSync(path, 'utf8')
    const start = offsetOf(source, line, column)
    if (start === null) return ''
    return codeFrame({ file: shortPath(path), source, start, end: start + 1 })
  } catch {
    return ''
  }
}

function shortPath(path: string): string {
  const below = relative(process.cwd(), path)
  return below.startsWith('..') ? path : below
}

function offsetOf(source: string, line: number, column: number): number | null {
  const lines = source.split('\n', line)
  if (lines.length < line) return null
  return lines.slice(0, -1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1
}
