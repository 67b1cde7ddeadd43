import type { UploadWriter } from '../uploads/upload-writer.ts'
import { boundaryOf, MultipartDecoder, type MultipartPiece, type PartHead } from './multipart.ts'
import { PostedFields } from './posted-fields.ts'
import { readBody } from './read-body.ts'

/** What a form may have, in bytes; 0 for no limit. */
export interface FormLimits {
  /** In all that is text. */
  readonly maxTextBytes: number
  /** With its files. */
  readonly maxBytes: number
}

/** Why a form is not taken, as a status. */
export type FormProblem = 400 | 413 | 415

/**
 * Reads the fields of a form. Its files are written as they come, and thrown away where it is not taken.
 *
 * @param writer keeps files; null where nobody wants them
 */
export async function readFields(
  request: Request,
  limits: FormLimits,
  writer: UploadWriter | null,
): Promise<PostedFields | FormProblem> {
  const type = request.headers.get('content-type') ?? ''
  // What says that it is too large need not be read.
  if (isOver(Number(request.headers.get('content-length')), limits.maxBytes)) return 413
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return readUrlEncoded(request, limits)
  if (!/^multipart\/form-data\b/i.test(type)) return 415
  const boundary = boundaryOf(type)
  if (boundary === null) return 400
  const reader = new MultipartReader(boundary, limits, writer)
  let problem: FormProblem | null = 400
  try {
    problem = await reader.read(request)
  } finally {
    if (problem !== null) await reader.fields.release()
  }
  return problem ?? reader.fields
}

async function readUrlEncoded(
  request: Request,
  { maxTextBytes }: FormLimits,
): Promise<PostedFields | FormProblem> {
  const body = await readBody(request, maxTextBytes).catch(() => undefined)
  if (!body) return body === null ? 413 : 400
  const fields = new PostedFields()
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(body)))
    if (!fields.add(name, value)) return 400
  return fields
}

class MultipartReader {
  readonly fields = new PostedFields()
  readonly #decoder: MultipartDecoder
  readonly #limits: FormLimits
  readonly #writer: UploadWriter | null
  #textBytes = 0
  /** The field that is being read. */
  #text: { readonly name: string; readonly chunks: Uint8Array[] } | null = null
  /** The file that is; null too where nobody wants it. */
  #file: { write(bytes: Uint8Array): Promise<void> } | null = null

  constructor(boundary: string, limits: FormLimits, writer: UploadWriter | null) {
    this.#decoder = new MultipartDecoder(boundary)
    this.#limits = limits
    this.#writer = writer
  }

  /** @returns why the form is not taken, or null */
  async read(request: Request): Promise<FormProblem | null> {
    let bytes = 0
    for await (const chunk of chunksOf(request)) {
      bytes += chunk.byteLength
      if (isOver(bytes, this.#limits.maxBytes)) return 413
      const pieces = this.#decoder.push(chunk)
      if (!pieces) return 400
      for (const piece of pieces) {
        const problem = await this.#take(piece)
        if (problem !== null) return problem
      }
    }
    return this.#decoder.isWhole && this.#endText() ? null : 400
  }

  #take(piece: MultipartPiece): Promise<FormProblem | null> | FormProblem | null {
    switch (piece.kind) {
      case 'part':
        return this.#endText() ? this.#begin(piece.head) : 400
      case 'content':
        return this.#goOn(piece.bytes)
      default:
        return piece satisfies never
    }
  }

  async #begin({ name, fileName, type }: PartHead): Promise<FormProblem | null> {
    this.#file = null
    if (fileName === null) {
      this.#text = { name, chunks: [] }
      return this.#countText(name.length)
    }
    if (!this.fields.add(name, fileName)) return 400
    if (this.#writer && fileName !== '')
      this.#file = await this.fields.keep(name, fileName, type, this.#writer)
    return this.#countText(name.length + fileName.length)
  }

  async #goOn(bytes: Uint8Array): Promise<FormProblem | null> {
    await this.#file?.write(bytes)
    this.#text?.chunks.push(bytes)
    return this.#text ? this.#countText(bytes.byteLength) : null
  }

  #countText(bytes: number): FormProblem | null {
    this.#textBytes += bytes
    return isOver(this.#textBytes, this.#limits.maxTextBytes) ? 413 : null
  }

  /** @returns false where it is one field too many */
  #endText(): boolean {
    const text = this.#text
    this.#text = null
    return !text || this.fields.add(text.name, new TextDecoder().decode(Buffer.concat(text.chunks)))
  }
}

/** Who breaks off is no news, and has not sent a whole form. */
async function* chunksOf({ body }: Request): AsyncGenerator<Uint8Array> {
  try {
    yield* body ?? []
  } catch {
    // What came until then is not whole.
  }
}

function isOver(bytes: number, most: number): boolean {
  return most > 0 && bytes > most
}
