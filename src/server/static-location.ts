import { realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'

/** A file that may be served: where it really is, and what tells one state of it from the next. */
export interface StaticFile {
  readonly path: string
  readonly sizeBytes: number
  readonly modifiedMs: number
}

/**
 * Finds a file below a folder. Names of another folder, hidden files, links that lead out of the
 * folder, and what is no file are not found.
 *
 * @param folder the folder; it may itself be a link
 * @param name the path below it, with slashes
 */
export function locate(folder: string, name: string): StaticFile | null {
  if (!name.split('/').every(isPlainSegment)) return null
  try {
    const root = realpathSync.native(folder)
    const path = realpathSync.native(join(root, name))
    return isInside(root, path) ? readStats(path) : null
  } catch {
    return null
  }
}

/** Finds a file by a path that is trusted. */
export function readStats(path: string): StaticFile | null {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats?.isFile()) return null
  return { path, sizeBytes: stats.size, modifiedMs: stats.mtimeMs }
}

/**
 * Decodes the path of an address, or returns null when a part of it hides a slash or is not text.
 */
export function decodePath(path: string): string | null {
  try {
    const segments = path.split('/').map(decodeURIComponent)
    return segments.every(isPlainSegment) ? segments.join('/') : null
  } catch {
    return null
  }
}

/**
 * Writes a name as the path of an address. Half a character, which no address can carry, becomes
 * U+FFFD.
 */
export function encodePath(name: string): string {
  return name
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
}

function isPlainSegment(segment: string): boolean {
  return segment !== '' && !segment.startsWith('.') && !/[/\\\0]/.test(segment)
}

function isInside(root: string, path: string): boolean {
  const below = relative(root, path)
  return below !== '' && !isAbsolute(below) && !/^\.\.(?:[/\\]|$)/.test(below)
}
