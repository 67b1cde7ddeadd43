import { DjustError } from '../shared/errors.ts'
import { Stream } from '../shared/stream.ts'
import { didYouMean } from '../shared/suggest.ts'
import { showValue } from './show-value.ts'

/** Where items go. */
export interface StreamInsertOptions {
  /** The index of the first row, 0 being the beginning (default: -1, the end). */
  at?: number
  /** How many rows the page keeps; those over it go at the other end. 0 keeps all (default: what was said last). */
  limit?: number
  /** Whether an item whose row is not in the page stays out of it (default: false). */
  updateOnly?: boolean
}

export interface StreamOptions extends StreamInsertOptions {
  /** Whether the rows that are there go first (default: false). */
  reset?: boolean
}

/** The streams of one view, by name: collections whose items are with the browser alone. */
export class Streams {
  /** What templates read as `streams`. */
  readonly named: Record<string, Stream> = Object.create(null)
  readonly #changed: () => void

  /** @param changed hears of everything that the page has to be told */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** Whether the page has to be told of something. */
  get isWaiting(): boolean {
    return Object.values(this.named).some(({ waiting }) => waiting > 0)
  }

  /** How much waits, of each stream. */
  waiting(): ReadonlyMap<Stream, number> {
    return new Map(Object.values(this.named).map((stream) => [stream, stream.waiting]))
  }

  /** Forgets what a page has been drawn with. */
  drawn(waiting: ReadonlyMap<Stream, number>): void {
    for (const [stream, count] of waiting) stream.take(count)
  }

  /** The streams with their limits: what is stored of them. */
  get limits(): Readonly<Record<string, number>> {
    return Object.fromEntries(Object.entries(this.named).map(([name, { limit }]) => [name, limit]))
  }

  /** Goes on with streams whose rows the page has. */
  restore(limits: Readonly<Record<string, number>>): void {
    for (const name of Object.keys(this.named)) delete this.named[name]
    for (const [name, limit] of Object.entries(limits)) this.named[name] = new Stream(limit)
  }

  /** Begins a stream, or goes on with it: its items go to the page. */
  stream(name: string, items: Iterable<unknown>, options: StreamOptions = {}): void {
    checkOptions(options, ['at', 'limit', 'updateOnly', 'reset'], 'stream')
    const list = listOf(items, name)
    const known = this.#find(name)
    const stream = known ?? this.#begin(name)
    // What a page shows that another session drew is not known.
    if (!known || options.reset) stream.note({ kind: 'reset' })
    this.#insert(stream, list, options)
  }

  insert(name: string, item: unknown, options: StreamInsertOptions = {}): void {
    checkOptions(options, ['at', 'limit', 'updateOnly'], 'streamInsert')
    this.#insert(this.#known(name, 'streamInsert'), [item], options)
  }

  delete(name: string, item: unknown): void {
    this.#known(name, 'streamDelete').note({ kind: 'delete', item })
    this.#changed()
  }

  reset(name: string, items: Iterable<unknown>): void {
    const stream = this.#known(name, 'streamReset')
    const list = listOf(items, name)
    stream.note({ kind: 'reset' })
    this.#insert(stream, list, {})
  }

  #insert(
    stream: Stream,
    items: readonly unknown[],
    { at = -1, limit = stream.limit, updateOnly = false }: StreamInsertOptions,
  ): void {
    stream.limit = limit
    if (items.length > 0) stream.note({ kind: 'insert', at: updateOnly ? -2 : at, limit, items })
    this.#changed()
  }

  #find(name: string): Stream | undefined {
    return this.named[name]
  }

  #begin(name: string): Stream {
    if (typeof name !== 'string' || !/^[a-z]\w*$/i.test(name)) {
      throw new DjustError(
        'bad_stream',
        `stream() got the name ${showValue(name)}. A template has to be able to write it: letters, digits and _, as in "messages".`,
      )
    }
    return (this.named[name] = new Stream())
  }

  #known(name: string, method: string): Stream {
    const stream = this.#find(name)
    if (stream) return stream
    const known = Object.keys(this.named)
    throw new DjustError(
      'unknown_stream',
      `${method}() speaks of a stream ${showValue(name)}, which the view has not begun.${didYouMean(String(name), known)} Begin it in mount: this.stream("${String(name)}", []).`,
    )
  }
}

function listOf(items: unknown, name: string): readonly unknown[] {
  if (typeof items === 'object' && items !== null && Symbol.iterator in items) {
    return [...(items as Iterable<unknown>)]
  }
  throw new DjustError(
    'bad_stream',
    `The items of stream "${String(name)}" are ${showValue(items)}. Pass a list; for one item there is streamInsert("${String(name)}", item).`,
  )
}

function checkOptions(
  options: StreamOptions,
  known: readonly (keyof StreamOptions)[],
  method: string,
): void {
  for (const [name, value] of Object.entries(options)) {
    const is = known.find((each) => each === name)
    if (!is) {
      throw new DjustError(
        'bad_stream',
        `${method}() has no option "${name}".${didYouMean(name, known)} Known: ${known.join(', ')}. What tells items apart is said by the template: <li id="message-{{ message.id }}">.`,
      )
    }
    const wanted = expected[is]
    if (value !== undefined && !wanted.is(value)) {
      throw new DjustError(
        'bad_stream',
        `The option "${name}" of ${method}() has to be ${wanted.words}, and is ${showValue(value)}.`,
      )
    }
  }
}

const expected: Readonly<
  Record<keyof StreamOptions, { readonly words: string; is(value: unknown): boolean }>
> = {
  at: { words: '-1 for the end, or an index', is: (value) => isWhole(value) && value >= -1 },
  limit: { words: 'a number of rows, 0 for any', is: (value) => isWhole(value) && value >= 0 },
  updateOnly: { words: 'true or false', is: isBoolean },
  reset: { words: 'true or false', is: isBoolean },
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean'
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}
