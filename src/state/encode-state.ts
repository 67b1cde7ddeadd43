import { StateError } from '../shared/errors.ts'
import { type Codecs, codecTable, NotStorable } from './codec.ts'
import { isTypedArrayName } from './typed-arrays.ts'

/** Why a field cannot be stored. */
export class UnstorableFieldError extends StateError {
  /** The first step of the path. */
  readonly field: string

  constructor(code: string, message: string, field: string) {
    super(code, message)
    this.field = field
  }
}

/** What stands for a value that JSON has not: its kind, and its content. */
export interface Tagged {
  readonly $: string
  readonly v?: unknown
  /** Number of a value that is met more than once. */
  readonly i?: number
}

/** Values may stand so deep in each other. */
const maxDepth = 500

/**
 * Writes values as tagged JSON. What JSON has is written as it is, so that most states are no longer than their JSON;
 * all else is an object with the one key `$`, which names a kind: undefined, numbers that JSON lacks, bigint, Date,
 * Map, Set, typed arrays, instances with a codec. An object that is met again is written once and then referred to, so
 * aliases and cycles come back as they were.
 *
 * @param fields the values by name
 * @param codecs for instances of classes
 * @throws {UnstorableFieldError} for what cannot be stored; the message names its path
 */
export function encodeState(
  fields: Readonly<Record<string, unknown>>,
  codecs: Codecs = codecTable([]),
): string {
  return JSON.stringify(new Encoder(codecs).fields(fields))
}

/** Where a value was written, to be wrapped when it is met again. */
interface Written {
  readonly holder: Holder
  readonly key: string | number
  number: number
  /** Whether all of it is written: an instance cannot be made of what holds itself. */
  isWhole: boolean
}

type Holder = Record<string | number, unknown>

class Encoder {
  readonly #codecs: Codecs
  readonly #written = new Map<object, Written>()
  readonly #path: (string | number)[] = []
  #shared = 0

  constructor(codecs: Codecs) {
    this.#codecs = codecs
  }

  fields(fields: Readonly<Record<string, unknown>>): Holder {
    const holder = emptyRecord()
    for (const name of Object.keys(fields)) this.#put(holder, name, fields[name])
    return holder
  }

  #put(holder: Holder, key: string | number, value: unknown, step: string | number = key): void {
    this.#path.push(step)
    if (this.#path.length > maxDepth) throw this.#refuse('stands too deep in other values')
    if (typeof value === 'object' && value !== null) this.#object(holder, key, value)
    else holder[key] = this.#primitive(value)
    this.#path.pop()
  }

  #primitive(value: unknown): unknown {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : tagged('n', Object.is(value, -0) ? '-0' : String(value))
      case 'bigint':
        return tagged('b', String(value))
      case 'undefined':
        return tagged('u')
      case 'function':
        throw this.#refuse('is a function')
      case 'symbol':
        throw this.#refuse('is a symbol')
      default:
        return null
    }
  }

  #object(holder: Holder, key: string | number, value: object): void {
    const before = this.#written.get(value)
    if (before) {
      holder[key] = { $: '@', i: this.#share(before) }
      return
    }
    const written = { holder, key, number: -1, isWhole: false }
    this.#written.set(value, written)
    this.#content(holder, key, value)
    written.isWhole = true
  }

  /** Gives what was written before a number, by which it is referred to. */
  #share(written: Written): number {
    const { holder, key } = written
    if (!written.isWhole && isInstance(holder[key]))
      throw this.#refuse('holds the instance in which it stands, and a codec cannot make that')
    if (written.number < 0) {
      written.number = this.#shared++
      holder[key] = { $: '#', i: written.number, v: holder[key] }
    }
    return written.number
  }

  #content(holder: Holder, key: string | number, value: object): void {
    const codec = this.#codecs.codecFor(value)
    if (codec) {
      const data = codec.toData(value)
      if (data instanceof NotStorable) throw this.#refuse(data.why)
      const node = (holder[key] = { $: 'c', n: codec.name, v: undefined as unknown })
      this.#put(node as unknown as Holder, 'v', data, `<${codec.name}>`)
      return
    }
    if (Array.isArray(value)) {
      const list: unknown[] = (holder[key] = new Array(value.length) as unknown[])
      for (let i = 0; i < value.length; i++) {
        if (i in value) this.#put(list as unknown as Holder, i, value[i])
        else list[i] = tagged('h')
      }
      return
    }
    if (value instanceof Date) {
      holder[key] = tagged('d', Number.isNaN(value.getTime()) ? null : value.getTime())
      return
    }
    if (value instanceof Map) {
      const pairs: unknown[] = []
      holder[key] = tagged('m', pairs)
      for (const [name, content] of value) {
        const step = typeof name === 'string' || typeof name === 'number' ? name : '<key>'
        this.#put(pairs as unknown as Holder, pairs.length, name, step)
        this.#put(pairs as unknown as Holder, pairs.length, content, step)
      }
      return
    }
    if (value instanceof Set) {
      const items: unknown[] = []
      holder[key] = tagged('s', items)
      for (const item of value) this.#put(items as unknown as Holder, items.length, item)
      return
    }
    const name = Object.prototype.toString.call(value).slice(8, -1)
    if (ArrayBuffer.isView(value) && isTypedArrayName(name)) {
      holder[key] = tagged(name, toBase64(value))
      return
    }
    this.#record(holder, key, value)
  }

  #record(holder: Holder, key: string | number, value: object): void {
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) {
      const { name = 'a class' } = (value.constructor ?? {}) as { name?: string }
      throw this.#refuse(`is an instance of ${name}, for which there is no codec`)
    }
    if (Object.getOwnPropertySymbols(value).length > 0)
      throw this.#refuse('has a symbol as a name in it')
    const record = emptyRecord()
    const isPlain = prototype !== null && !Object.hasOwn(value, '$')
    holder[key] = isPlain ? record : tagged(prototype === null ? 'O' : 'o', record)
    for (const name of Object.keys(value))
      this.#put(record, name, (value as Record<string, unknown>)[name])
  }

  #refuse(what: string): UnstorableFieldError {
    return new UnstorableFieldError(
      'state_not_storable',
      `The field ${pathText(this.#path)} ${what}, so it cannot be stored. ` +
        'Keep it in a #private field, name the field in static transient and make it anew in restored(), ' +
        'or give its class a codec in static codecs.',
      String(this.#path[0]),
    )
  }
}

/** JSON.stringify writes own `__proto__` keys, which an object with a prototype would take for its prototype. */
function emptyRecord(): Holder {
  return Object.create(null) as Holder
}

function isInstance(node: unknown): boolean {
  return typeof node === 'object' && node !== null && (node as Tagged).$ === 'c'
}

function tagged($: string, v?: unknown): Tagged {
  return v === undefined ? { $ } : { $, v }
}

function toBase64({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64')
}

/** `todos[3].owner` */
function pathText(path: readonly (string | number)[]): string {
  return path
    .map((step, i) => {
      if (typeof step === 'number') return `[${step}]`
      return i === 0 || step.startsWith('<') ? step : `.${step}`
    })
    .join('')
}
