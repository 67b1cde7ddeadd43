import { StateError } from '../shared/errors.ts'
import { type Codecs, codecTable } from './codec.ts'
import type { Tagged } from './encode-state.ts'
import { isTypedArrayName, type TypedArrayName, typedArrays } from './typed-arrays.ts'

/**
 * Reads what `encodeState` wrote. Only kinds that are known here, and classes of which the caller has a codec, are ever
 * made.
 *
 * @param codecs those of the class whose state it is
 * @throws {StateError} when the text is something else
 */
export function decodeState(
  text: string,
  codecs: Codecs = codecTable([]),
): Record<string, unknown> {
  try {
    return new Decoder(codecs).fields(JSON.parse(text))
  } catch (error) {
    if (error instanceof StateError) throw error
    const what = error instanceof Error ? error.message : String(error)
    throw new StateError('state_not_readable', `What is stored cannot be read: ${what}`, {
      cause: error,
    })
  }
}

class Decoder {
  readonly #codecs: Codecs
  readonly #shared = new Map<unknown, unknown>()

  constructor(codecs: Codecs) {
    this.#codecs = codecs
  }

  fields(node: unknown): Record<string, unknown> {
    if (typeof node !== 'object' || node === null || Array.isArray(node))
      throw unreadable('no fields')
    const fields: Record<string, unknown> = {}
    this.#fillRecord(fields, node)
    return fields
  }

  /** @param number under which the value is known to what refers to it, before its own content is read */
  #value(node: unknown, number?: unknown): unknown {
    if (typeof node !== 'object' || node === null) return node
    if (Array.isArray(node)) return this.#list(node, number)
    if (!Object.hasOwn(node, '$')) return this.#fillRecord(this.#keep({}, number), node)
    return this.#tagged(node as Tagged & { n?: unknown }, number)
  }

  #tagged({ $: kind, v, i, n }: Tagged & { n?: unknown }, number: unknown): unknown {
    switch (kind) {
      case '#': {
        const value = this.#value(v, i)
        if (!this.#shared.has(i)) this.#shared.set(i, value)
        return value
      }
      case '@':
        if (!this.#shared.has(i))
          throw unreadable(`a reference to ${String(i)}, which is not there`)
        return this.#shared.get(i)
      case 'u':
        return undefined
      case 'n':
        return Number(v)
      case 'b':
        return this.#bigint(v)
      case 'd':
        return this.#keep(new Date(typeof v === 'number' ? v : Number.NaN), number)
      case 'm':
        return this.#map(itemsOf(v), number)
      case 's': {
        const set = this.#keep(new Set<unknown>(), number)
        for (const item of itemsOf(v)) set.add(this.#value(item))
        return set
      }
      case 'o':
        return this.#fillRecord(this.#keep({}, number), v)
      case 'O':
        return this.#fillRecord(this.#keep(Object.create(null) as object, number), v)
      case 'c':
        return this.#instance(n, v)
      default:
        if (isTypedArrayName(kind)) return this.#keep(typedArray(kind, v), number)
        throw unreadable(`a value of the kind ${JSON.stringify(kind)}`)
    }
  }

  #keep<T>(value: T, number: unknown): T {
    if (number !== undefined) this.#shared.set(number, value)
    return value
  }

  #list(nodes: readonly unknown[], number: unknown): unknown[] {
    const list = this.#keep(new Array(nodes.length) as unknown[], number)
    nodes.forEach((node, i) => {
      const isHole = typeof node === 'object' && node !== null && (node as Tagged).$ === 'h'
      if (!isHole) list[i] = this.#value(node)
    })
    return list
  }

  #map(nodes: readonly unknown[], number: unknown): Map<unknown, unknown> {
    const map = this.#keep(new Map<unknown, unknown>(), number)
    for (let i = 0; i + 1 < nodes.length; i += 2)
      map.set(this.#value(nodes[i]), this.#value(nodes[i + 1]))
    return map
  }

  #fillRecord<T extends object>(record: T, node: unknown): T {
    if (typeof node !== 'object' || node === null) throw unreadable('an object without content')
    for (const [name, content] of Object.entries(node)) {
      // Not by assignment: a field may be called `__proto__`.
      Object.defineProperty(record, name, { ...field, value: this.#value(content) })
    }
    return record
  }

  #instance(name: unknown, node: unknown): unknown {
    const codec = this.#codecs.codecNamed(String(name))
    if (codec) return codec.fromData(this.#value(node))
    throw new StateError(
      'codec_missing',
      `An instance of ${String(name)} is stored, and the view has no codec for it now. ` +
        'Keep the codec in static codecs, or raise static stateVersion.',
    )
  }

  #bigint(text: unknown): bigint {
    if (typeof text !== 'string' || !/^-?\d+$/.test(text)) throw unreadable('a bigint in words')
    return BigInt(text)
  }
}

const field = { writable: true, enumerable: true, configurable: true }

function itemsOf(node: unknown): readonly unknown[] {
  if (!Array.isArray(node)) throw unreadable('a collection without items')
  return node
}

function typedArray(name: TypedArrayName, text: unknown): unknown {
  const bytes = Uint8Array.from(Buffer.from(typeof text === 'string' ? text : '', 'base64'))
  return new typedArrays[name](bytes.buffer)
}

function unreadable(what: string): StateError {
  return new StateError('state_not_readable', `What is stored holds ${what}.`)
}
