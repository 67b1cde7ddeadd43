import { type KeepsState, keptState } from '../view/kept-state.ts'
import type { ChosenFile } from './chosen-files.ts'
import { isAccepted, typeOfContent } from './file-types.ts'
import { internals, type StoredEntry, UploadEntry, type UploadErrorCode } from './upload-entry.ts'
import { checkedUploadOptions, type UploadOptions } from './upload-options.ts'
import type { UploadWriter } from './upload-writer.ts'

/** What an upload needs of the application. */
export interface UploadSite {
  readonly writer: UploadWriter
  /** How many bytes more may be kept for the visitor. */
  readonly room: number
  log(message: string, error: unknown): void
}

/** What the browser is asked for: so many bytes of a file from there. */
export interface UploadAsk {
  readonly ref: string
  readonly at: number
  readonly bytes: number
}

/** A piece of a file. */
export interface UploadPiece {
  readonly ref: string
  readonly at: number
  /** None where the browser cannot read the file any more. */
  readonly bytes: Uint8Array
  /** Whether it has as many as were asked for. */
  readonly isWhole: boolean
}

/** How much of a file may be asked for before it has come, and of how many files at once. */
const asksAhead = 2
const filesAtOnce = 2

/**
 * Lets users send files to a view or component, which holds this in a field. In the template, `dj-upload` names the field.
 *
 * @param _owner the view or component: `this`
 * @throws {ConfigError} for an option that cannot be
 */
export function upload(_owner: object, options: UploadOptions = {}): Upload {
  return new Upload(checkedUploadOptions(options))
}

export let sessionSide: SessionSide

/** What `upload()` makes. */
export class Upload implements KeepsState {
  readonly #options: Required<Omit<UploadOptions, 'onComplete' | 'writer'>> & UploadOptions
  #entries: UploadEntry[] = []
  #errors: string[] = []
  /** What was let go of, and is to be thrown away once its writer is known. */
  #dropped: UploadEntry[] = []

  constructor(options: UploadOptions) {
    this.#options = { accept: [], maxFileSize: 8_000_000, maxEntries: 1, ...options }
  }

  /** The files that were chosen, those that are not taken among them. */
  get entries(): readonly UploadEntry[] {
    return this.#entries
  }

  /** Those of which all is there. */
  get done(): readonly UploadEntry[] {
    return this.#entries.filter(({ isDone }) => isDone)
  }

  /** What is wrong with the choice as a whole. */
  get errors(): readonly string[] {
    return this.#errors
  }

  /** What the attribute `accept` of a file field says. */
  get accept(): string {
    return this.#options.accept.join(',')
  }

  get isMultiple(): boolean {
    return this.#options.maxEntries > 1
  }

  /** Whether files are on their way. */
  get isBusy(): boolean {
    return this.#entries.some(isOnItsWay)
  }

  /** Lets go of a file, wherever it is on its way. */
  cancel(ref: string): void {
    this.#drop(this.#entries.filter((entry) => entry.ref === ref))
  }

  /** Lets go of all files. */
  clear(): void {
    this.#drop(this.#entries)
    this.#errors = []
  }

  #drop(entries: readonly UploadEntry[]): void {
    for (const entry of entries) {
      // Which writer has one that was restored, only the session knows.
      if (!internals.sinkOf(entry) && internals.handleOf(entry) !== null) this.#dropped.push(entry)
      else void this.#throwAway(entry)
    }
    this.#entries = this.#entries.filter((entry) => !entries.includes(entry))
  }

  // ── what the session does ──────────────────────────────────────────────────────────────────────────────────

  static {
    sessionSide = {
      choose: (upload, chosen, site) => upload.#choose(chosen, site),
      take: (upload, piece, site) => upload.#take(piece, site),
      asks: (upload, chunkBytes) => upload.#asks(chunkBytes),
      askAgain: (upload, site) => upload.#askAgain(site),
      sweep: (upload, site) => upload.#sweep(site),
    }
  }

  #choose(chosen: readonly ChosenFile[], { room }: UploadSite): void {
    const { maxEntries } = this.#options
    this.#errors = []
    this.#drop(this.#entries.filter(({ errorCode }) => errorCode !== null))
    if (maxEntries === 1 && chosen.length === 1) this.#drop(this.#entries)
    let [free, left] = [maxEntries - this.#entries.length, room]
    for (const file of chosen) {
      if (free === 0) {
        this.#errors = [`${maxEntries} ${maxEntries === 1 ? 'file' : 'files'} at most.`]
        break
      }
      if (this.#entries.some(({ ref }) => ref === file.ref)) continue
      const entry = new UploadEntry(file)
      entry.errorCode = this.#problemOf(entry, left)
      if (entry.errorCode === null) left -= entry.size
      free--
      this.#entries = [...this.#entries, entry]
    }
  }

  #problemOf({ size, clientName, type }: UploadEntry, room: number): UploadErrorCode | null {
    const { accept, maxFileSize } = this.#options
    if (!isAccepted(accept, clientName, type)) return 'wrong_type'
    if (size === 0) return 'empty'
    if (size > maxFileSize) return 'too_large'
    return size > room ? 'too_much' : null
  }

  async #take(piece: UploadPiece, site: UploadSite): Promise<void> {
    const entry = this.#entries.find(({ ref }) => ref === piece.ref)
    if (!entry || !isOnItsWay(entry)) return
    if (piece.bytes.byteLength === 0) return this.#end(entry, 'lost')
    try {
      await this.#write(entry, piece, site)
    } catch (error) {
      site.log(`A file could not be kept: ${entry.safeClientName}`, error)
      await this.#end(entry, 'failed')
    }
    if (!entry.isDone) return
    await this.#options.onComplete?.(entry)
  }

  async #write(
    entry: UploadEntry,
    { at, bytes, isWhole }: UploadPiece,
    site: UploadSite,
  ): Promise<void> {
    const sink = await this.#sinkOf(entry, site)
    // What comes twice is there already; where something is missing, it is asked for again.
    if (at < sink.received) return
    if (at > sink.received) return internals.setAsked(entry, sink.received)
    if (!isWhole) return this.#end(entry, 'size_differs')
    if (at === 0) {
      const type = typeOfContent(entry.type, entry.clientName, bytes)
      if (type === null) return this.#end(entry, 'wrong_content')
      entry.type = type
    }
    await sink.write(bytes)
    if (sink.received < entry.size || !this.#entries.includes(entry)) return
    entry.result = await sink.complete()
    entry.isDone = true
  }

  async #sinkOf(
    entry: UploadEntry,
    site: UploadSite,
  ): Promise<NonNullable<ReturnType<typeof internals.sinkOf>>> {
    const known = internals.sinkOf(entry)
    if (known) return known
    const { writer = site.writer } = this.#options
    const handle = internals.handleOf(entry)
    const sink = (await writer.open(entry, handle)) ?? (await writer.open(entry, null))
    if (!sink) throw new Error('The writer takes no new file.')
    internals.setSink(entry, sink)
    return sink
  }

  #asks(chunkBytes: number): UploadAsk[] {
    const active = this.#entries.filter(isOnItsWay).slice(0, filesAtOnce)
    return active.flatMap((entry) => {
      const { ref, size } = entry
      const received = internals.sinkOf(entry)?.received ?? 0
      const asks: UploadAsk[] = []
      let at = internals.askedOf(entry)
      for (; at < size && at < received + asksAhead * chunkBytes; at += chunkBytes)
        asks.push({ ref, at, bytes: Math.min(chunkBytes, size - at) })
      internals.setAsked(entry, Math.min(at, size))
      return asks
    })
  }

  /** What was asked for may be lost, or the writer may have less than it had. */
  async #askAgain(site: UploadSite): Promise<void> {
    for (const entry of this.#entries) {
      if (entry.errorCode !== null) continue
      const sink = await this.#sinkOf(entry, site).catch((error: unknown) => {
        site.log(`A file could not be found again: ${entry.safeClientName}`, error)
        return null
      })
      if (!sink) await this.#end(entry, 'failed')
      else if (sink.received < entry.size) entry.isDone = false
      if (sink && !entry.isDone) internals.setAsked(entry, sink.received)
      else if (sink) entry.result ??= await sink.complete()
    }
  }

  async #end(entry: UploadEntry, code: UploadErrorCode): Promise<void> {
    entry.errorCode = code
    await this.#throwAway(entry)
  }

  async #sweep(site: UploadSite): Promise<void> {
    for (const entry of this.#dropped.splice(0)) {
      await this.#sinkOf(entry, site).catch(() => null)
      await this.#throwAway(entry)
    }
  }

  async #throwAway(entry: UploadEntry): Promise<void> {
    const sink = internals.sinkOf(entry)
    internals.forget(entry)
    // A writer that cannot even do this has said why before.
    await sink?.abort().catch(() => {})
  }

  // ── the store ──────────────────────────────────────────────────────────────────────────────────────────────

  get [keptState](): unknown {
    return this.#entries.map((entry): StoredEntry => {
      const { ref, clientName, size, type, errorCode, isDone } = entry
      return { ref, clientName, size, type, errorCode, isDone, handle: internals.handleOf(entry) }
    })
  }

  set [keptState](stored: unknown) {
    this.#entries = (stored as StoredEntry[]).map((entry) => internals.restored(entry))
  }
}

/** What the session does with an upload, and authors do not. */
interface SessionSide {
  choose(upload: Upload, chosen: readonly ChosenFile[], site: UploadSite): void
  take(upload: Upload, piece: UploadPiece, site: UploadSite): Promise<void>
  asks(upload: Upload, chunkBytes: number): UploadAsk[]
  askAgain(upload: Upload, site: UploadSite): Promise<void>
  sweep(upload: Upload, site: UploadSite): Promise<void>
}

function isOnItsWay({ errorCode, isDone }: UploadEntry): boolean {
  return errorCode === null && !isDone
}
