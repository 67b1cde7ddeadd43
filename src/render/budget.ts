import { TemplateError } from '../shared/errors.ts'

/** How much one render may do. */
export interface RenderLimits {
  /** How many rounds all loops together may have. */
  readonly loopRounds: number
  /** How long what is drawn may be, in UTF-16 code units. */
  readonly outputLength: number
}

export const defaultRenderLimits: RenderLimits = {
  loopRounds: 1_000_000,
  outputLength: 10 * 1024 * 1024,
}

/** How deep a template may include itself. */
const maxDepth = 100

/** Counts what a render does, with all templates that it includes. */
export class Budget {
  readonly limits: RenderLimits
  #rounds = 0
  #depth: number
  #isKept = false

  /** @param depth how many templates are around */
  constructor(limits: RenderLimits, depth = 0) {
    this.limits = limits
    this.#depth = depth
  }

  /** A new one, for drawing the same again in the same place. */
  again(): Budget {
    return new Budget(this.limits, this.#depth)
  }

  /** @throws {TemplateError} when the loops of the render have too many rounds */
  rounds(count: number): void {
    this.#rounds += count
    if (this.#rounds <= this.limits.loopRounds) return
    throw new TemplateError(
      'too_many_rounds',
      `The loops of this render have more than ${this.limits.loopRounds} rounds. Show a page of the list, or raise renderLimits.loopRounds.`,
    )
  }

  /** @throws {TemplateError} when what was drawn is too long */
  size(length: number): void {
    if (length <= this.limits.outputLength) return
    throw new TemplateError(
      'output_too_long',
      `This render is longer than ${this.limits.outputLength} characters. Show less at once, or raise renderLimits.outputLength.`,
    )
  }

  /** @throws {TemplateError} when templates include each other too deep */
  enter(): void {
    if (++this.#depth <= maxDepth) return
    throw new TemplateError(
      'include_too_deep',
      `A template includes itself more than ${maxDepth} times. Is there an end to the data it walks?`,
    )
  }

  leave(): void {
    this.#depth--
  }

  /** Whether what is drawn now is kept and shown to other readers. */
  get isKept(): boolean {
    return this.#isKept
  }

  /** Runs a tag that keeps what its body draws. */
  keeping<T>(run: () => T): T {
    const before = this.#isKept
    this.#isKept = true
    try {
      return run()
    } finally {
      this.#isKept = before
    }
  }

  /** Runs something in a template of its own. An error on the way down, which tags may catch, leaves no depth behind. */
  inside<T>(run: () => T): T {
    const depth = this.#depth
    try {
      this.enter()
      return run()
    } finally {
      this.#depth = depth
    }
  }
}
