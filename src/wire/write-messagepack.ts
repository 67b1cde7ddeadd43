const utf8 = new TextEncoder()

/** Writes a value as MessagePack: what JSON can say of it, in the same way. */
export function writeMessagePack(value: unknown): Uint8Array<ArrayBuffer> {
  const writer = new Writer()
  writer.value(value)
  return writer.bytes()
}

class Writer {
  #bytes = new Uint8Array(256)
  #view = new DataView(this.#bytes.buffer)
  #at = 0

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#at)
  }

  value(value: unknown): void {
    switch (typeof value) {
      case 'string':
        return this.#text(value)
      case 'number':
        return this.#number(value)
      case 'boolean':
        return this.#byte(value ? 0xc3 : 0xc2)
      case 'object':
        if (value !== null) return this.#object(value)
    }
    this.#byte(0xc0)
  }

  #object(value: object): void {
    if (Array.isArray(value)) {
      this.#head(value.length, 0x90, 15, [null, 0xdc, 0xdd])
      for (const item of value) this.value(item)
      return
    }
    const { toJSON } = value as { toJSON?: unknown }
    if (typeof toJSON === 'function') return this.value(toJSON.call(value))
    const entries = Object.entries(value).filter(([, content]) => content !== undefined)
    this.#head(entries.length, 0x80, 15, [null, 0xde, 0xdf])
    for (const [name, content] of entries) {
      this.#text(name)
      this.value(content)
    }
  }

  #text(text: string): void {
    const bytes = utf8.encode(text)
    this.#head(bytes.length, 0xa0, 31, [0xd9, 0xda, 0xdb])
    this.#room(bytes.length)
    this.#bytes.set(bytes, this.#at)
    this.#at += bytes.length
  }

  #number(value: number): void {
    if (!Number.isFinite(value)) return this.#byte(0xc0)
    if (!Number.isSafeInteger(value))
      return this.#wide(0xcb, 8, (at) => this.#view.setFloat64(at, value))
    if (value >= -32 && value <= 127) return this.#byte(value & 0xff)
    if (value < 0) {
      if (value >= -0x80000000) return this.#wide(0xd2, 4, (at) => this.#view.setInt32(at, value))
      return this.#wide(0xd3, 8, (at) => this.#view.setBigInt64(at, BigInt(value)))
    }
    if (value <= 0xff) return this.#wide(0xcc, 1, (at) => this.#view.setUint8(at, value))
    if (value <= 0xffff) return this.#wide(0xcd, 2, (at) => this.#view.setUint16(at, value))
    if (value <= 0xffffffff) return this.#wide(0xce, 4, (at) => this.#view.setUint32(at, value))
    this.#wide(0xcf, 8, (at) => this.#view.setBigUint64(at, BigInt(value)))
  }

  /**
   * Writes a length.
   *
   * @param short where it fits into the first byte, and up to which length
   * @param wide the first bytes before a length of one, two and four bytes
   */
  #head(
    length: number,
    short: number,
    mostShort: number,
    [one, two, four]: readonly [number | null, number, number],
  ): void {
    if (length <= mostShort) this.#byte(short | length)
    else if (one !== null && length <= 0xff)
      this.#wide(one, 1, (at) => this.#view.setUint8(at, length))
    else if (length <= 0xffff) this.#wide(two, 2, (at) => this.#view.setUint16(at, length))
    else this.#wide(four, 4, (at) => this.#view.setUint32(at, length))
  }

  #wide(first: number, length: number, write: (at: number) => void): void {
    this.#byte(first)
    this.#room(length)
    write(this.#at)
    this.#at += length
  }

  #byte(byte: number): void {
    this.#room(1)
    this.#bytes[this.#at++] = byte
  }

  #room(length: number): void {
    const needed = this.#at + length
    if (needed <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    larger.set(this.#bytes)
    this.#bytes = larger
    this.#view = new DataView(larger.buffer)
  }
}
