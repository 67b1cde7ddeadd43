/** What a value may be at most. */
export interface ReadCaps {
  /** How deep arrays and objects may nest. */
  readonly depth: number
  /** How many values there may be in all. */
  readonly values: number
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads MessagePack, as far as it says what JSON can say: no bytes, no extensions, no numbers that are not exact. It is
 * total: for all bytes it returns, and what it makes is never larger than what it read.
 *
 * @returns undefined when the bytes are something else, or more than the caps allow
 */
export function readMessagePack(bytes: Uint8Array, caps: ReadCaps): unknown {
  try {
    return new Reader(bytes, caps).whole()
  } catch {
    return undefined // not a value: the caller answers for it
  }
}

class Reader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #depth: number
  #valuesLeft: number
  #at = 0

  constructor(bytes: Uint8Array, { depth, values }: ReadCaps) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#depth = depth
    this.#valuesLeft = values
  }

  whole(): unknown {
    const value = this.#value(0)
    return this.#at === this.#bytes.length ? value : undefined
  }

  #value(depth: number): unknown {
    if (this.#valuesLeft-- <= 0 || depth > this.#depth) throw unreadable
    const first = this.#unsigned(1)
    if (first <= 0x7f) return first
    if (first <= 0x8f) return this.#object(first & 15, depth)
    if (first <= 0x9f) return this.#array(first & 15, depth)
    if (first <= 0xbf) return this.#text(first & 31)
    if (first >= 0xe0) return first - 256
    switch (first) {
      case 0xc0:
        return null
      case 0xc2:
        return false
      case 0xc3:
        return true
      case 0xca:
        return finite(this.#view.getFloat32(this.#step(4)))
      case 0xcb:
        return finite(this.#view.getFloat64(this.#step(8)))
      case 0xcc:
        return this.#unsigned(1)
      case 0xcd:
        return this.#unsigned(2)
      case 0xce:
        return this.#unsigned(4)
      case 0xcf:
        return exact(this.#view.getBigUint64(this.#step(8)))
      case 0xd0:
        return this.#view.getInt8(this.#step(1))
      case 0xd1:
        return this.#view.getInt16(this.#step(2))
      case 0xd2:
        return this.#view.getInt32(this.#step(4))
      case 0xd3:
        return exact(this.#view.getBigInt64(this.#step(8)))
      case 0xd9:
        return this.#text(this.#unsigned(1))
      case 0xda:
        return this.#text(this.#unsigned(2))
      case 0xdb:
        return this.#text(this.#unsigned(4))
      case 0xdc:
        return this.#array(this.#unsigned(2), depth)
      case 0xdd:
        return this.#array(this.#unsigned(4), depth)
      case 0xde:
        return this.#object(this.#unsigned(2), depth)
      case 0xdf:
        return this.#object(this.#unsigned(4), depth)
      default:
        throw unreadable
    }
  }

  #array(length: number, depth: number): unknown[] {
    const items: unknown[] = []
    for (let i = 0; i < length; i++) items.push(this.#value(depth + 1))
    return items
  }

  #object(length: number, depth: number): Record<string, unknown> {
    const record: Record<string, unknown> = {}
    for (let i = 0; i < length; i++) {
      const name = this.#value(depth + 1)
      if (typeof name !== 'string' || name === '__proto__') throw unreadable
      record[name] = this.#value(depth + 1)
    }
    return record
  }

  #text(length: number): string {
    const from = this.#step(length)
    return utf8.decode(this.#bytes.subarray(from, from + length))
  }

  #unsigned(length: 1 | 2 | 4): number {
    const at = this.#step(length)
    if (length === 1) return this.#view.getUint8(at)
    return length === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at)
  }

  /** @returns where the next so many bytes are */
  #step(length: number): number {
    const at = this.#at
    this.#at += length
    if (this.#at > this.#bytes.length) throw unreadable
    return at
  }
}

const unreadable = new RangeError('These bytes are no value.')

function finite(value: number): number {
  if (!Number.isFinite(value)) throw unreadable
  return value
}

function exact(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw unreadable
  return number
}
