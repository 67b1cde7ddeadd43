import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigError } from '../shared/errors.ts'
import { contentType } from './content-type.ts'
import { fileStream } from './file-stream.ts'
import type { OwnFile } from './own-files.ts'
import { decodePath, encodePath, locate, readStats, type StaticFile } from './static-location.ts'

export interface StaticFilesOptions {
  /** Folder of the author's files. */
  readonly folder: string
  /** Where they are served: a path that begins and ends with a slash. */
  readonly url: string
  /** Whether files may change while the server runs, and a missing one is worth an error. */
  readonly isDevelopment: boolean
  /** djust's own files, by their names below `url`. They come before the author's. */
  readonly own: ReadonlyMap<string, OwnFile>
}

const maxHashedBytes = 4 * 1_024 * 1_024

/** The files that are served as they are: the author's folder, and djust's own. */
export class StaticFiles {
  readonly #options: StaticFilesOptions
  readonly #folder: string
  readonly #versions = new Map<string, { key: string; version: string }>()
  readonly #paths = new Map<string, string>()

  constructor(options: StaticFilesOptions) {
    this.#options = options
    this.#folder = resolve(options.folder)
  }

  /**
   * The address of a file with the hash of its content, under which a browser may keep it for good.
   *
   * @param name its path below the folder, with slashes
   * @returns without hash when production has no such file
   * @throws {ConfigError} when development has no such file
   */
  path(name: string): string {
    const known = this.#paths.get(name)
    if (known !== undefined) return known
    const address = this.#options.url + encodePath(name)
    const found = this.#find(name)
    if (found === null && !this.#options.isDevelopment) return address
    if (found === null) throw missing(name, this.#folder, this.#options.own.get(name))
    const path = found.isImmutable ? address : `${address}?v=${found.version}`
    if (!this.#options.isDevelopment) this.#paths.set(name, path)
    return path
  }

  /** Answers a request for a file, or returns null when its address is not below `url`. */
  async respond(request: Request): Promise<Response | null> {
    const { pathname, searchParams } = new URL(request.url)
    if (!pathname.startsWith(this.#options.url)) return null
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return plainAnswer(405, 'Method not allowed', { Allow: 'GET, HEAD' })
    }
    const name = decodePath(pathname.slice(this.#options.url.length))
    const found = name === null ? null : this.#find(name)
    if (name === null || found === null) return plainAnswer(404, 'Not found')

    const etag = `"${found.version}"`
    const headers = new Headers({
      ETag: etag,
      'Cache-Control': cacheControl(found.isImmutable || searchParams.get('v') === found.version),
      'X-Content-Type-Options': 'nosniff',
    })
    if (namesEtag(request.headers.get('If-None-Match'), etag)) {
      return new Response(null, { status: 304, headers })
    }
    headers.set('Content-Type', contentType(name))
    headers.set('Content-Length', String(found.entry.sizeBytes))
    return new Response(request.method === 'HEAD' ? null : readBody(found.entry), { headers })
  }

  // A file that is there but cannot be read counts as missing.
  #find(name: string): Found | null {
    try {
      const entry = this.#locate(name)
      const isImmutable = this.#options.own.get(name)?.isImmutable === true
      return entry && { entry, version: this.#version(entry), isImmutable }
    } catch {
      return null
    }
  }

  #locate(name: string): Entry | null {
    const own = this.#options.own.get(name)
    if (own === undefined) return locate(this.#folder, name)
    if ('path' in own) return readStats(own.path)
    return { path: name, text: own.text, sizeBytes: Buffer.byteLength(own.text), modifiedMs: 0 }
  }

  #version(entry: Entry): string {
    const key = `${entry.modifiedMs} ${entry.sizeBytes}`
    const known = this.#versions.get(entry.path)
    if (known?.key === key) return known.version
    const version = readVersion(entry)
    this.#versions.set(entry.path, { key, version })
    return version
  }
}

type Entry = StaticFile & { readonly text?: string }

interface Found {
  readonly entry: Entry
  readonly version: string
  /** Whether its name alone says which state of it is meant. */
  readonly isImmutable: boolean
}

function cacheControl(isThisVersion: boolean): string {
  return isThisVersion ? 'public, max-age=31536000, immutable' : 'no-cache'
}

// A film is not read from end to end to name it: its size and time do.
function readVersion(entry: Entry): string {
  const content =
    entry.sizeBytes > maxHashedBytes
      ? `${entry.sizeBytes} ${entry.modifiedMs}`
      : (entry.text ?? readFileSync(entry.path))
  return createHash('sha256').update(content).digest('base64url').slice(0, 16)
}

function readBody(entry: Entry): string | ReadableStream<Uint8Array> | null {
  if (entry.text !== undefined) return entry.text
  return entry.sizeBytes === 0 ? null : fileStream(entry.path, entry.sizeBytes)
}

function namesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false
  const names = header.split(',', 100).map((name) => name.trim().replace(/^W\//, ''))
  return names.includes(etag) || names.includes('*')
}

function plainAnswer(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      ...headers,
    },
  })
}

function missing(name: string, folder: string, own: OwnFile | undefined): ConfigError {
  if (own && 'path' in own) {
    return new ConfigError(
      'static_file_missing',
      `djust's own file "${name}" is not built: there is no ${own.path}. Run npm run build.`,
    )
  }
  return new ConfigError(
    'static_file_missing',
    `There is no static file "${name}" in ${folder}. Add the file there, or correct its name.`,
  )
}
