/** What a form says of one of its parts: a field, or a file where it has a file name. What is in it follows. */
export interface PartHead {
  readonly name: string
  /** Empty for a field for files in which none was chosen. */
  readonly fileName: string | null
  readonly type: string
}

/** What the bytes of a form say: a part begins, or goes on with so much of what is in it. */
export type MultipartPiece =
  | { readonly kind: 'part'; readonly head: PartHead }
  | { readonly kind: 'content'; readonly bytes: Uint8Array }

/** Longest head of a part, in bytes: its name, that of its file, and its type. */
const maxHeadBytes = 4_096

/** The text between the parts of a form, as its content type names it; null where that is none. */
export function boundaryOf(contentType: string): string | null {
  if (!/^multipart\/form-data\s*;/i.test(contentType)) return null
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]*)"|([^\s;"]*))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain ?? ''
  return /^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary) ? boundary : null
}

/**
 * Takes a form (`multipart/form-data`) apart while it comes, in chunks of any size, and keeps no more of it than a head.
 * It is told of every part in order.
 */
export class MultipartDecoder {
  /** What stands before each part and behind the last. */
  readonly #delimiter: Buffer
  #state: 'start' | 'behind' | 'head' | 'content' | 'end' | 'broken' = 'start'
  /** What is not understood yet. The first delimiter begins no line of its own. */
  #waiting: Buffer = Buffer.from('\r\n')

  constructor(boundary: string) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  }

  /** Whether the end was there, behind which nothing counts. */
  get isWhole(): boolean {
    return this.#state === 'end'
  }

  /** @returns what the bytes say; null where they are no form, whatever else comes */
  push(bytes: Uint8Array): MultipartPiece[] | null {
    const pieces: MultipartPiece[] = []
    this.#waiting = Buffer.concat([this.#waiting, bytes])
    while (this.#step(pieces));
    return this.#state === 'broken' ? null : pieces
  }

  /** @returns whether there may be more to understand */
  #step(pieces: MultipartPiece[]): boolean {
    const waiting = this.#waiting
    const delimiter = this.#delimiter
    switch (this.#state) {
      case 'start':
        if (waiting.length < delimiter.length) return false
        if (waiting.indexOf(delimiter) !== 0) return this.#break()
        return this.#goOn('behind', delimiter.length)
      case 'behind':
        if (waiting.length < 2) return false
        if (startsWith(waiting, '\r\n')) return this.#goOn('head', 2)
        return startsWith(waiting, '--') ? this.#goOn('end', 2) : this.#break()
      case 'head': {
        const end = waiting.indexOf('\r\n\r\n')
        if ((end < 0 ? waiting.length : end) > maxHeadBytes) return this.#break()
        if (end < 0) return false
        const head = readHead(waiting.toString('utf8', 0, end))
        if (!head) return this.#break()
        pieces.push({ kind: 'part', head })
        return this.#goOn('content', end + 4)
      }
      case 'content': {
        const end = waiting.indexOf(delimiter)
        // The last bytes may be the beginning of a delimiter.
        const sure = end < 0 ? Math.max(0, waiting.length - delimiter.length + 1) : end
        if (sure > 0) pieces.push({ kind: 'content', bytes: waiting.subarray(0, sure) })
        if (end >= 0) return this.#goOn('behind', end + delimiter.length)
        this.#waiting = waiting.subarray(sure)
        return false
      }
      case 'end':
      case 'broken':
        this.#waiting = Buffer.alloc(0)
        return false
      default:
        return this.#state satisfies never
    }
  }

  #goOn(state: 'behind' | 'head' | 'content' | 'end', used: number): true {
    this.#state = state
    this.#waiting = this.#waiting.subarray(used)
    return true
  }

  #break(): true {
    this.#state = 'broken'
    return true
  }
}

/** @returns null where it is no head of a form's part */
function readHead(text: string): PartHead | null {
  let disposition: ReadonlyMap<string, string> | null = null
  let type = ''
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon < 1) return null
    const value = line.slice(colon + 1).trim()
    const header = line.slice(0, colon).toLowerCase()
    if (header === 'content-disposition') disposition ??= readDisposition(value)
    else if (header === 'content-type') type ||= value
  }
  const name = disposition?.get('name')
  return name === undefined ? null : { name, fileName: disposition!.get('filename') ?? null, type }
}

function readDisposition(value: string): ReadonlyMap<string, string> | null {
  if (!/^form-data\s*;/i.test(value)) return null
  const said = new Map<string, string>()
  for (const [, key, quoted, plain] of value.matchAll(
    /;\s*([\w*]+)\s*=\s*(?:"([^"]*)"|([^\s";]*))/g,
  )) {
    const name = key!.toLowerCase()
    if (!said.has(name)) said.set(name, unescaped(quoted ?? plain ?? ''))
  }
  return said
}

/** Browsers escape what would end the text, and nothing else. */
function unescaped(text: string): string {
  return text.replace(/%22|%0d|%0a/gi, decodeURIComponent)
}

function startsWith(bytes: Buffer, text: string): boolean {
  return bytes.toString('latin1', 0, text.length) === text
}
