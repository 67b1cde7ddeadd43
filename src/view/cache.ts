import type { CacheOptions } from './cached-run.ts'
import { type HandlerModifier, handlerModifier } from './event-handler.ts'

/**
 * Lets the browser call a method whose results are kept: within `ttl` milliseconds (60,000) the same parameters put copies
 * of its fields back, and the method does not run. Guards and limits hold all the same.
 *
 * ```ts
 * @cache({ ttl: 300_000, keyParams: ['value'] })
 * search({ value }: { value: string }) {
 *   this.results = products.find(value)
 * }
 * ```
 *
 * What is kept is of one page, and at most 100 results.
 */
export function cache(options: CacheOptions = {}): HandlerModifier {
  return handlerModifier('cache', { cache: options })
}
