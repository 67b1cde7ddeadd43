import type { Rate } from '../view/handler-options.ts'
import { TokenBucket } from './token-bucket.ts'

/** What one connection may send. */
export interface FloodLimits extends Rate {
  /** How many frames are refused before the connection is closed. */
  readonly maxWarnings: number
}

/** What becomes of a frame. */
export type FloodVerdict = 'fine' | 'refused' | 'closed'

/**
 * Watches over how much comes on one connection. It begins with the events of a second, since a page that comes back
 * sends again what was not answered.
 */
export class FloodWatch extends TokenBucket {
  readonly #limits: FloodLimits
  #warnings = 0

  constructor(limits: FloodLimits, nowMs = performance.now()) {
    super(limits, nowMs, Math.max(limits.rate, limits.burst))
    this.#limits = limits
  }

  verdict(nowMs = performance.now()): FloodVerdict {
    // Whoever was quiet for a while begins anew.
    if (this.#warnings > 0 && this.isFull(nowMs)) this.#warnings = 0
    if (this.take(nowMs)) return 'fine'
    this.#warnings += 1
    return this.#warnings > this.#limits.maxWarnings ? 'closed' : 'refused'
  }
}
