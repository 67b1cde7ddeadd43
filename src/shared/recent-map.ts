/** Keeps a limited number of values by their keys. When it is full, what was used longest ago goes first. */
export class RecentMap<K, V> {
  /** From the one used longest ago to the one used last. */
  readonly #values = new Map<K, V>()
  readonly #maxSize: number

  constructor(maxSize: number) {
    this.#maxSize = maxSize
  }

  get(key: K): V | undefined {
    const value = this.#values.get(key)
    if (value !== undefined) this.set(key, value)
    return value
  }

  set(key: K, value: V): void {
    this.#values.delete(key)
    this.#values.set(key, value)
    if (this.#values.size <= this.#maxSize) return
    const [oldest] = this.#values.keys()
    this.#values.delete(oldest as K)
  }
}
