import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { ConfigError } from '../shared/errors.ts'
import type { UploadSink, UploadWriter } from './upload-writer.ts'

/** What the file writer knows of a file that is complete. */
export interface WrittenFile {
  /** Where it lies, until its page ends or lets go of it. */
  readonly path: string
}

/** A file that was not touched for so long belongs to a page that nobody can go on with. */
const keptMs = 25 * 60 * 60 * 1_000

/** How often that is looked for, and other processes are told which files pages of this one have. */
const sweepEveryMs = 60 * 60 * 1_000

const ownName = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Writes files into a folder, under names that have nothing of the browser's. What no page goes on with goes after a day.
 *
 * @param folder made when it is needed, for this user of the machine alone
 */
export function fileWriter(folder: string): UploadWriter {
  let ready: Promise<void> | null = null
  /** Those that pages of this process have. A page that is stored lets go of them without a word. */
  const sinks = new Set<WeakRef<FileSink>>()
  return {
    async open(_file, handle) {
      ready ??= prepare(folder, sinks)
      await ready.catch((error: unknown) => {
        ready = null
        throw error
      })
      if (handle !== null && !ownName.test(handle)) return null
      const sink = await (handle === null
        ? FileSink.create(folder, crypto.randomUUID())
        : FileSink.reopen(folder, handle))
      if (sink) sinks.add(new WeakRef(sink))
      return sink
    },
  }
}

async function prepare(folder: string, sinks: Set<WeakRef<FileSink>>): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { uid } = await stat(folder)
  // In a folder for all, somebody else may have made it first.
  if (process.getuid && uid !== process.getuid()) {
    throw new ConfigError(
      'upload_folder',
      `The folder for uploads, ${folder}, belongs to another user of this machine. Choose one: djust({ uploads: { folder: 'uploads' } }).`,
    )
  }
  await sweep(folder)
  const sweeping = async (): Promise<void> => {
    for (const known of sinks) {
      const sink = known.deref()
      if (sink) await sink.touch()
      else sinks.delete(known)
    }
    await sweep(folder)
  }
  // A folder that cannot be read now is looked at again; who opens a file in it hears what is wrong.
  setInterval(() => void sweeping().catch(() => {}), sweepEveryMs).unref()
}

async function sweep(folder: string): Promise<void> {
  const oldest = Date.now() - keptMs
  for (const name of await readdir(folder)) {
    if (!ownName.test(name)) continue
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found && found.mtimeMs < oldest) await rm(path, { force: true })
  }
}

/** No file stays open between two writes: a page may be put away at any time. */
class FileSink implements UploadSink {
  readonly handle: string
  readonly #path: string
  received: number

  private constructor(folder: string, handle: string, received: number) {
    this.handle = handle
    this.#path = join(folder, handle)
    this.received = received
  }

  static async create(folder: string, handle: string): Promise<FileSink> {
    const file = await open(join(folder, handle), 'wx', 0o600)
    await file.close()
    return new FileSink(folder, handle, 0)
  }

  static async reopen(folder: string, handle: string): Promise<FileSink | null> {
    const found = await stat(join(folder, handle)).catch(() => null)
    // It was on another machine, or has been swept away.
    return found && new FileSink(folder, handle, found.size)
  }

  async write(bytes: Uint8Array): Promise<void> {
    const file = await open(this.#path, 'r+')
    try {
      for (let done = 0; done < bytes.byteLength; ) {
        const at = this.received
        const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, at)
        done += bytesWritten
        this.received += bytesWritten
      }
    } finally {
      await file.close()
    }
  }

  /** Somebody still has it. */
  async touch(): Promise<void> {
    const now = new Date()
    // It may have been thrown away.
    await utimes(this.#path, now, now).catch(() => {})
  }

  async complete(): Promise<WrittenFile> {
    return { path: this.#path }
  }

  async abort(): Promise<void> {
    await rm(this.#path, { force: true })
  }

  read(): ReadableStream<Uint8Array> {
    return Readable.toWeb(createReadStream(this.#path)) as ReadableStream<Uint8Array>
  }
}
