/** Numbers that look random and are the same in every run: a linear congruential generator. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((this.#state / 2 ** 32) * limit)
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!
  }

  /** Some words, as a sentence begins. */
  words(count: number): string {
    const words = Array.from({ length: count }, () => this.pick(vocabulary))
    return words.map((word, i) => (i === 0 ? capitalized(word) : word)).join(' ')
  }
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

const vocabulary = (
  'water the plants call grandmother about sunday book train to lisbon repair bicycle lamp write ' +
  'letter council buy bread olives and cheese return library books measure window for curtains ' +
  'renew passport clean gutter answer survey order firewood sharpen knives bake cake birthday ' +
  'paint fence check tyres pay rent plan holiday'
).split(' ')
