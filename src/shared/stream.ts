/** What happened to a stream. */
export type StreamChange =
  | { readonly kind: 'reset' }
  | {
      readonly kind: 'delete'
      /** The item itself, or its key alone. */
      readonly item: unknown
    }
  | {
      readonly kind: 'insert'
      /** The index of the first; -1 for the end, -2 for nowhere: only items whose rows are there are shown. */
      readonly at: number
      /** How many rows may stay; 0 for any number. */
      readonly limit: number
      readonly items: readonly unknown[]
    }

/**
 * Items that go to the browser and are then forgotten: all that is kept of them is what happened since the page was told
 * last.
 */
export class Stream implements Iterable<unknown> {
  /** How many rows the browser keeps, where a change does not say; 0 for any number. */
  limit: number
  #waiting: StreamChange[] = []

  constructor(limit = 0) {
    this.limit = limit
  }

  /** How much happened since then. */
  get waiting(): number {
    return this.#waiting.length
  }

  note(change: StreamChange): void {
    this.#waiting.push(change)
  }

  /** Gives what happened, and forgets it. */
  take(count = this.#waiting.length): StreamChange[] {
    return this.#waiting.splice(0, count)
  }

  /**
   * The items that a page shows which is drawn now: what is left of those that wait.
   *
   * @param keysOf tells items that were inserted apart
   * @param keyOf gives the key of an item that is named, maybe by its key alone
   */
  items(
    keysOf: (items: readonly unknown[]) => readonly unknown[],
    keyOf: (item: unknown) => unknown,
  ): unknown[] {
    const rows = new Rows()
    for (const change of this.#waiting) {
      if (change.kind === 'reset') rows.clear()
      else if (change.kind === 'delete') rows.delete(keyOf(change.item))
      else rows.insert(change, keysOf(change.items))
    }
    return rows.items()
  }

  /** For a text, where no row has a key that a template makes. */
  [Symbol.iterator](): Iterator<unknown> {
    return this.items((items) => items.map(ownKey), ownKey)[Symbol.iterator]()
  }
}

function ownKey(item: unknown): unknown {
  const { id, pk } = (item ?? {}) as { id?: unknown; pk?: unknown }
  return id ?? pk ?? item
}

interface Row {
  readonly key: unknown
  item: unknown
}

/** The rows of a page that is not drawn yet: what the browser does with those of one that is. */
class Rows {
  readonly #known = new Map<unknown, Row>()
  #rows: Row[] = []

  items(): unknown[] {
    return this.#rows.map(({ item }) => item)
  }

  clear(): void {
    this.#rows = []
    this.#known.clear()
  }

  delete(key: unknown): void {
    const row = this.#known.get(key)
    if (row) this.#forget(this.#rows.splice(this.#rows.indexOf(row), 1))
  }

  insert(
    { at, limit, items }: Extract<StreamChange, { kind: 'insert' }>,
    keys: readonly unknown[],
  ): void {
    const fresh: Row[] = []
    for (const [i, item] of items.entries()) {
      const key = keys[i]
      const known = this.#known.get(key)
      if (known) known.item = item
      else if (at > -2) {
        const row = { key, item }
        this.#known.set(key, row)
        fresh.push(row)
      }
    }
    const isAtEnd = at < 0 || at >= this.#rows.length
    if (isAtEnd) for (const row of fresh) this.#rows.push(row)
    else this.#rows = [...this.#rows.slice(0, at), ...fresh, ...this.#rows.slice(at)]
    const surplus = limit > 0 ? this.#rows.length - limit : 0
    if (surplus > 0) this.#forget(this.#rows.splice(at < 0 ? 0 : limit, surplus))
  }

  #forget(rows: readonly Row[]): void {
    for (const { key } of rows) this.#known.delete(key)
  }
}
