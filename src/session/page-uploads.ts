import { HandlerError } from '../shared/errors.ts'
import { type ChosenFile, readChosen } from '../uploads/chosen-files.ts'
import { sessionSide, Upload, type UploadAsk, type UploadSite } from '../uploads/upload.ts'
import type { PostedFile } from '../uploads/posted-file.ts'
import type { ViewClass } from '../view/live-view.ts'
import { showValue } from '../view/show-value.ts'
import type { ViewStatics } from '../view/view-options.ts'
import type { ChunkFrame } from '../wire/frames.ts'
import { hashOf } from './session-id.ts'
import type { PageAddress } from './page-address.ts'
import type { Bound } from './set-models.ts'
import { uploadNamed } from './upload-fields.ts'
import type { Site } from './site.ts'
import { userName } from './user-name.ts'

/** The session whose files they are. */
export interface UploadingSession {
  readonly View: ViewClass
  readonly page: {
    readonly mounted: {
      readonly view: object
      readonly components: { readonly all: readonly object[] } | null
    }
    readonly address: PageAddress
  }
}

/** Most of a file in one frame, in bytes. */
const largestChunk = 192 * 1_024

/** What a frame has beside the bytes, in characters. */
const aroundChunk = 200

/** The files on their way to one page. Made when the first is chosen: most pages have none. */
export class PageUploads {
  readonly #site: Site
  readonly #session: UploadingSession
  readonly #ask: (ask: UploadAsk) => void
  /** How many bytes were asked for and have not come, by file and place; and of which the frame waits for its turn. */
  readonly #asked = new Map<string, number>()
  readonly #due = new Map<string, number>()

  /** @param ask asks the browser for a piece of a file */
  constructor(site: Site, session: UploadingSession, ask: (ask: UploadAsk) => void) {
    this.#site = site
    this.#session = session
    this.#ask = ask
  }

  /**
   * Files were chosen.
   *
   * @param params as they came: the name of the upload, and a list of files
   */
  async choose(
    { owner, uploads }: Pick<Bound, 'owner' | 'uploads'>,
    params: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const use = uploads.find(({ name }) => name === params.upload)
    const upload = use ? uploadNamed(owner, use.name) : null
    if (!upload)
      throw new HandlerError(
        'bad_upload',
        `No dj-upload in the template of ${owner.constructor.name} names ${showValue(params.upload)}.`,
      )
    sessionSide.choose(upload, readChosen(params.files), this.#uploadSite())
    await this.#goOn([upload])
  }

  /** Whether a piece that comes was asked for, and had not come yet. */
  expects({ ref, at }: ChunkFrame): boolean {
    const key = `${ref} ${at}`
    const bytes = this.#asked.get(key)
    if (bytes !== undefined) this.#due.set(key, bytes)
    return this.#asked.delete(key)
  }

  /** A piece of a file has come. What was not asked for is passed over. */
  async take({ ref, at, data }: ChunkFrame): Promise<void> {
    const key = `${ref} ${at}`
    const wanted = this.#due.get(key)
    this.#due.delete(key)
    // It may be on its way when its file is let go of.
    const upload = this.#uploads().find((each) => each.entries.some((entry) => entry.ref === ref))
    if (!upload || wanted === undefined) return
    const bytes = Buffer.from(data, 'base64')
    const site = this.#uploadSite()
    try {
      await sessionSide.take(upload, { ref, at, bytes, isWhole: bytes.byteLength === wanted }, site)
    } finally {
      // Other files go on, whatever the view makes of this one.
      await this.#goOn([upload])
    }
  }

  /** The page is back: what was asked for may be lost. */
  async askAgain(): Promise<void> {
    const uploads = this.#uploads()
    for (const upload of uploads) await sessionSide.askAgain(upload, this.#uploadSite())
    await this.#goOn(uploads)
  }

  /** Takes a file that came whole, with a form. */
  async takeWhole(upload: Upload, files: readonly PostedFile[]): Promise<void> {
    const site = this.#uploadSite()
    const chosen = files.map(
      ({ name, size, type }): ChosenFile => ({
        ref: crypto.randomUUID(),
        clientName: name,
        size,
        type: type.toLowerCase().split(';')[0]!,
      }),
    )
    sessionSide.choose(upload, chosen, site)
    const isTaken = (ref: string): boolean =>
      upload.entries.some((entry) => entry.ref === ref && !entry.error)
    for (const [i, { ref }] of chosen.entries()) {
      if (!isTaken(ref)) continue
      let at = 0
      for await (const bytes of files[i]!.stream()) {
        await sessionSide.take(upload, { ref, at, bytes, isWhole: true }, site)
        at += bytes.byteLength
        if (!isTaken(ref)) break
      }
    }
    await this.#goOn([upload])
  }

  /**
   * The page is over.
   *
   * @param goesOn whether another process may go on with its files
   */
  async end(goesOn: boolean): Promise<void> {
    this.#site.uploads.kept.delete(this)
    if (goesOn) return
    for (const upload of this.#uploads()) {
      upload.clear()
      await sessionSide.sweep(upload, this.#uploadSite())
    }
  }

  async #goOn(uploads: readonly Upload[]): Promise<void> {
    for (const upload of uploads) {
      await sessionSide.sweep(upload, this.#uploadSite())
      for (const ask of sessionSide.asks(upload, this.#chunkBytes)) {
        this.#asked.set(`${ask.ref} ${ask.at}`, ask.bytes)
        this.#ask(ask)
      }
    }
    const entries = this.#uploads().flatMap((each) => each.entries.filter(({ error }) => !error))
    const bytes = entries.reduce((sum, { size }) => sum + size, 0)
    if (entries.every(({ isDone }) => isDone)) this.#asked.clear()
    this.#site.uploads.kept.set(this, { visitor: this.#visitor, bytes })
  }

  get #chunkBytes(): number {
    const { maxMessageSize = this.#site.maxMessageSize } = this.#session.View as ViewStatics
    if (maxMessageSize === 0) return largestChunk
    return Math.min(largestChunk, Math.floor((maxMessageSize - aroundChunk) / 4) * 3)
  }

  get #visitor(): string {
    const { user, request } = this.#session.page.address
    return userName(user) || hashOf(request.visit.cookie)
  }

  #uploadSite(): UploadSite {
    const { writer, maxBytesPerVisitor, kept } = this.#site.uploads
    const visitor = this.#visitor
    let room = maxBytesPerVisitor
    for (const each of kept.values()) if (each.visitor === visitor) room -= each.bytes
    return { writer, room, log: (message, error) => this.#site.log(message, error) }
  }

  #uploads(): Upload[] {
    return uploadsOf(this.#session)
  }
}

/** Whether a page has files, on their way or there. */
export function hasFiles(session: UploadingSession): boolean {
  return uploadsOf(session).some(({ entries }) => entries.length > 0)
}

function uploadsOf({ page }: UploadingSession): Upload[] {
  const { view, components } = page.mounted
  return [view, ...(components?.all ?? [])].flatMap((owner) =>
    // Getters are not asked.
    Object.values(Object.getOwnPropertyDescriptors(owner)).flatMap(({ value }) =>
      value instanceof Upload ? value : [],
    ),
  )
}
