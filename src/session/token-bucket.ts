import type { Rate } from '../view/handler-options.ts'

/** Counts what is done against a rate: each thing takes a token, and tokens come back with time. */
export class TokenBucket {
  readonly #rate: Rate
  #tokens: number
  #atMs: number

  /** @param tokens how many it begins with (default: the burst) */
  constructor(rate: Rate, nowMs: number, tokens = rate.burst) {
    this.#rate = rate
    this.#tokens = tokens
    this.#atMs = nowMs
  }

  /** Takes a token. @returns whether there was one */
  take(nowMs: number): boolean {
    const { rate, burst } = this.#rate
    const seconds = Math.max(0, nowMs - this.#atMs) / 1_000
    this.#atMs = nowMs
    // It may have begun with more than comes back.
    if (this.#tokens < burst) this.#tokens = Math.min(burst, this.#tokens + seconds * rate)
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }

  /** Whether as much is there as comes back. */
  isFull(nowMs: number): boolean {
    const { rate, burst } = this.#rate
    return this.#tokens + (Math.max(0, nowMs - this.#atMs) / 1_000) * rate >= burst
  }
}
