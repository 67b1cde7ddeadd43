import { type HandlerModifier, handlerModifier } from './event-handler.ts'

/**
 * Lets the browser call a method, and the template read how that went: `{{ save.error }}`, `{{ save.result }}` and, beside
 * `@background`, `{{ save.pending }}`.
 */
export const action: HandlerModifier = handlerModifier('action', { action: true })
