import type { PostedFile } from '../uploads/posted-file.ts'
import { safeName } from '../uploads/safe-name.ts'
import type { UploadSink, UploadWriter } from '../uploads/upload-writer.ts'

/** How many fields a form may have. */
const maxFields = 1_000

/** What a form says, as far as it was read. */
export class PostedFields {
  readonly #values = new Map<string, string[]>()
  readonly #files = new Map<string, KeptFile[]>()
  #count = 0

  /** @returns false where it would be more than a form may have */
  add(name: string, value: string): boolean {
    const list = this.#values.get(name)
    if (list) list.push(value)
    else this.#values.set(name, [value])
    return ++this.#count <= maxFields
  }

  /** Begins to keep a file of a field. */
  async keep(field: string, name: string, type: string, writer: UploadWriter): Promise<KeptFile> {
    const file = new KeptFile(name, type)
    await file.open(writer)
    const list = this.#files.get(field)
    if (list) list.push(file)
    else this.#files.set(field, [file])
    return file
  }

  /** By name, a list where a name comes more than once; of files their names. Without a prototype. */
  get values(): Readonly<Record<string, unknown>> {
    const values: Record<string, unknown> = Object.create(null)
    for (const [name, list] of this.#values) values[name] = list.length === 1 ? list[0] : list
    return values
  }

  /** By the names of their fields. */
  get files(): ReadonlyMap<string, readonly PostedFile[]> {
    return this.#files
  }

  /** Throws the files away. */
  async release(): Promise<void> {
    await Promise.all([...this.#files.values()].flat().map((file) => file.throwAway()))
  }
}

/** A file on its way to where it waits for the view that takes it. */
class KeptFile implements PostedFile {
  readonly name: string
  readonly type: string
  #sink: UploadSink | null = null

  constructor(name: string, type: string) {
    this.name = name
    this.type = type
  }

  get size(): number {
    return this.#sink?.received ?? 0
  }

  async open(writer: UploadWriter): Promise<void> {
    const { name, type } = this
    // How long it is, nobody says before it ends.
    const file = { clientName: name, safeClientName: safeName(name), size: 0, type }
    this.#sink = await writer.open(file, null)
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#sink?.write(bytes)
  }

  stream(): AsyncIterable<Uint8Array> {
    return this.#sink!.read()
  }

  async throwAway(): Promise<void> {
    await this.#sink?.abort()
  }
}
