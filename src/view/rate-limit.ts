import { type HandlerModifier, handlerModifier } from './event-handler.ts'
import type { Rate } from './handler-options.ts'

/** Says how often a handler may be called: `@rateLimit({ rate: 2, burst: 5 })`, five times at once, twice a second. */
export function rateLimit(rate: Rate): HandlerModifier {
  return handlerModifier('rateLimit', { rateLimit: rate })
}
