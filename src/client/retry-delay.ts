const firstMs = 250
const longestMs = 10_000

/**
 * How long to wait before another attempt: twice as long each time, and random, so that pages do
 * not come back at once.
 */
export function retryDelayMs(failures: number): number {
  return Math.random() * Math.min(longestMs, firstMs * 2 ** failures)
}
