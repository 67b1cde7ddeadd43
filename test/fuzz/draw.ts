/** Random choices that a seed decides: the same seed makes the same ones. */
export class Draw {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
    // The first numbers of neighbouring seeds are alike.
    for (let i = 0; i < 4; i++) this.fraction()
  }

  /** A number from 0 up to 1, without 1. Mulberry32, by Tommy Ettinger, in the public domain. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  chance(probability: number): boolean {
    return this.fraction() < probability
  }

  /** A whole number; both bounds count. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1))
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.fraction() * items.length)]!
  }

  /** One of several things to make, each as often as its weight says. */
  weighed<T>(choices: readonly (readonly [weight: number, make: () => T])[]): T {
    const total = choices.reduce((sum, [weight]) => sum + weight, 0)
    let left = this.fraction() * total
    for (const [weight, make] of choices) {
      left -= weight
      if (left < 0) return make()
    }
    return choices.at(-1)![1]()
  }

  many<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: this.whole(least, most) }, make)
  }
}
