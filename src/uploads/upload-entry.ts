import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DjustError } from '../shared/errors.ts'
import { safeName } from './safe-name.ts'
import type { UploadFile, UploadSink } from './upload-writer.ts'

/** Why a file is not taken. */
export type UploadErrorCode =
  | 'too_large'
  | 'empty'
  | 'wrong_type'
  | 'wrong_content'
  | 'too_much'
  | 'size_differs'
  | 'lost'
  | 'failed'

/** What is kept of an entry with its page. */
export interface StoredEntry {
  readonly ref: string
  readonly clientName: string
  readonly size: number
  readonly type: string
  readonly errorCode: UploadErrorCode | null
  readonly handle: string | null
  readonly isDone: boolean
}

export let internals: Internals

/** One file that a user has chosen, on its way or there. */
export class UploadEntry implements UploadFile {
  /** Names it in its page. */
  readonly ref: string
  readonly clientName: string
  readonly size: number
  /** What its browser says it is; once its first bytes are there, they are those of such a file. */
  type: string
  errorCode: UploadErrorCode | null = null
  /** Whether all of it is there. */
  isDone = false
  /** What the writer knows of it, once all of it is there. */
  result: unknown = null
  #sink: UploadSink | null = null
  /** Of a sink that has to be found again. */
  #handle: string | null = null
  /** Up to where its browser was asked for it. */
  #asked = 0

  constructor({
    ref,
    clientName,
    size,
    type,
  }: Pick<UploadEntry, 'ref' | 'clientName' | 'size' | 'type'>) {
    this.ref = ref
    this.clientName = clientName
    this.size = size
    this.type = type
  }

  /** The name, safe in a folder, a header and a page. */
  get safeClientName(): string {
    return safeName(this.clientName)
  }

  /** How much of it is there, in percent. */
  get progress(): number {
    if (this.isDone) return 100
    return Math.min(99, Math.floor(((this.#sink?.received ?? 0) / this.size) * 100))
  }

  /** Why it is not taken; empty where it is. */
  get error(): string {
    return this.errorCode === null ? '' : errorTexts[this.errorCode]
  }

  /**
   * What is in it.
   *
   * @throws {DjustError} `upload_not_done` before all of it is there
   */
  stream(): ReadableStream<Uint8Array> {
    return this.#whole().read()
  }

  /** Copies it to a path at which nothing is yet, and makes the folders that it is in. */
  async saveTo(path: string): Promise<void> {
    const source = Readable.fromWeb(this.#whole().read() as never)
    await mkdir(dirname(path), { recursive: true })
    await pipeline(source, createWriteStream(path, { flags: 'wx' }))
  }

  #whole(): UploadSink {
    if (this.isDone && this.#sink) return this.#sink
    throw new DjustError(
      'upload_not_done',
      `"${this.safeClientName}" is not there as a whole yet. Read it in onComplete, or where entry.isDone is true.`,
    )
  }

  static {
    internals = {
      sinkOf: (entry) => entry.#sink,
      setSink(entry, sink) {
        entry.#sink = sink
      },
      handleOf: (entry) => entry.#sink?.handle ?? entry.#handle,
      askedOf: (entry) => entry.#asked,
      setAsked(entry, at) {
        entry.#asked = at
      },
      restored({ handle, isDone, errorCode, ...file }) {
        const entry = new UploadEntry(file)
        Object.assign(entry, { isDone, errorCode })
        entry.#handle = handle
        return entry
      },
      forget(entry) {
        entry.#handle = null
        entry.#sink = null
        entry.#asked = 0
      },
    }
  }
}

/** What its upload does with an entry, and authors do not. */
interface Internals {
  sinkOf(entry: UploadEntry): UploadSink | null
  setSink(entry: UploadEntry, sink: UploadSink): void
  handleOf(entry: UploadEntry): string | null
  askedOf(entry: UploadEntry): number
  setAsked(entry: UploadEntry, at: number): void
  restored(stored: StoredEntry): UploadEntry
  forget(entry: UploadEntry): void
}

const errorTexts: Readonly<Record<UploadErrorCode, string>> = {
  too_large: 'The file is too large.',
  empty: 'The file is empty.',
  wrong_type: 'Files of this kind are not taken.',
  wrong_content: 'The file is not what its name says.',
  too_much: 'There is no room for more files now.',
  size_differs: 'The file has changed while it was sent.',
  lost: 'The file has to be chosen again.',
  failed: 'The file could not be kept.',
}
