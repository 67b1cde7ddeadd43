/** Keeps what `{% cache %}` has rendered. */
export interface FragmentCache {
  /** The markup kept under a key; undefined where there is none, or its time is over. */
  get(key: string): string | undefined
  /** @param ttlSeconds how long it may be used; null for ever */
  set(key: string, html: string, ttlSeconds: number | null): void
  /** The cache that a tag names by `using="name"`; undefined where there is none of that name. */
  named?(name: string): FragmentCache | undefined
}

export interface MemoryCacheOptions {
  /** The clock. Default: that of the machine. */
  readonly now?: () => number
  /** How many fragments are kept. Default: 1,000. */
  readonly maxEntries?: number
  /** How long all fragments together may be, with their keys. Default: 16 MiB. */
  readonly maxBytes?: number
}

interface Fragment {
  readonly html: string
  readonly bytes: number
  readonly expiresMs: number
}

/** A cache in memory. When it is full, what was used longest ago goes first. */
export class MemoryFragmentCache implements FragmentCache {
  /** From the one used longest ago to the one used last. */
  readonly #fragments = new Map<string, Fragment>()
  readonly #now: () => number
  readonly #maxEntries: number
  readonly #maxBytes: number
  #bytes = 0

  constructor(options: MemoryCacheOptions = {}) {
    const { now = Date.now, maxEntries = 1000, maxBytes = 16 * 1024 * 1024 } = options
    this.#now = now
    this.#maxEntries = maxEntries
    this.#maxBytes = maxBytes
  }

  get(key: string): string | undefined {
    const fragment = this.#fragments.get(key)
    if (fragment === undefined) return undefined
    this.#drop(key, fragment)
    if (fragment.expiresMs <= this.#now()) return undefined
    this.#keep(key, fragment)
    return fragment.html
  }

  set(key: string, html: string, ttlSeconds: number | null): void {
    const old = this.#fragments.get(key)
    if (old !== undefined) this.#drop(key, old)
    // Text takes up to two bytes for each of its units.
    const bytes = 2 * (key.length + html.length)
    if (bytes > this.#maxBytes || (ttlSeconds !== null && !(ttlSeconds > 0))) return
    const expiresMs = ttlSeconds === null ? Infinity : this.#now() + ttlSeconds * 1000
    this.#keep(key, { html, bytes, expiresMs })
    for (const [oldest, fragment] of this.#fragments) {
      if (this.#fragments.size <= this.#maxEntries && this.#bytes <= this.#maxBytes) return
      this.#drop(oldest, fragment)
    }
  }

  #keep(key: string, fragment: Fragment): void {
    this.#fragments.set(key, fragment)
    this.#bytes += fragment.bytes
  }

  #drop(key: string, fragment: Fragment): void {
    this.#fragments.delete(key)
    this.#bytes -= fragment.bytes
  }
}
