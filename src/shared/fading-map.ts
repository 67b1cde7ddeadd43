/**
 * Keeps values by their keys, and lets go of those that were not used for long: at least as many stay as its size says, at
 * most twice as many. Every step takes the same short time, also when a hostile hand chooses the keys.
 */
export class FadingMap<K, V> {
  readonly #size: number
  #young = new Map<K, V>()
  #old = new Map<K, V>()

  /** @param size how many stay of those used last */
  constructor(size: number) {
    this.#size = size
  }

  get(key: K): V | undefined {
    const value = this.#young.get(key)
    if (value !== undefined) return value
    const fading = this.#old.get(key)
    if (fading !== undefined) this.set(key, fading)
    return fading
  }

  set(key: K, value: V): void {
    this.#young.set(key, value)
    if (this.#young.size < this.#size) return
    this.#old = this.#young
    this.#young = new Map()
  }
}
