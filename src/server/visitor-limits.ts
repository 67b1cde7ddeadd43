import { FadingMap } from '../shared/fading-map.ts'
import { TokenBucket } from '../session/token-bucket.ts'
import { limits } from './limits.ts'

/** What is kept for how many addresses: of those heard of last; others are forgotten. */
const maxAddresses = 20_000

export interface VisitorLimitOptions {
  readonly maxConnectionsPerIp: number
  readonly reconnectCooldownMs: number
}

/**
 * What one address may ask for: pages and connections. Addresses are those of `addressKey`; an empty one has no limits,
 * because it stands for many.
 */
export class VisitorLimits {
  readonly #options: VisitorLimitOptions
  readonly #now: () => number
  readonly #requests = new FadingMap<string, TokenBucket>(maxAddresses)
  readonly #connections = new Map<string, number>()
  readonly #refusedUntilMs = new FadingMap<string, number>(maxAddresses)

  /** @param now the time in milliseconds, from whatever beginning */
  constructor(options: VisitorLimitOptions, now: () => number = () => performance.now()) {
    this.#options = options
    this.#now = now
  }

  /** Counts a request that costs something. @returns whether it may be answered */
  mayRequest(address: string): boolean {
    if (address === '') return true
    const nowMs = this.#now()
    const bucket = this.#requests.get(address) ?? new TokenBucket(limits.pageRate, nowMs)
    this.#requests.set(address, bucket)
    return bucket.take(nowMs)
  }

  /** Counts a connection. @returns whether there may be one more */
  connect(address: string): boolean {
    if (address === '') return true
    if ((this.#refusedUntilMs.get(address) ?? 0) > this.#now()) return false
    const count = this.#connections.get(address) ?? 0
    if (count >= this.#options.maxConnectionsPerIp || !this.mayRequest(address)) return false
    this.#connections.set(address, count + 1)
    return true
  }

  /** A connection that was counted is gone. */
  disconnect(address: string): void {
    const count = this.#connections.get(address) ?? 0
    if (count > 1) this.#connections.set(address, count - 1)
    else this.#connections.delete(address)
  }

  /** A connection of an address was closed for flooding: it does not come back at once. */
  flooded(address: string): void {
    if (address !== '')
      this.#refusedUntilMs.set(address, this.#now() + this.#options.reconnectCooldownMs)
  }
}
