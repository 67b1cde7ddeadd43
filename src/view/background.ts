import { type HandlerModifier, handlerModifier } from './event-handler.ts'

/**
 * Lets the browser call a method, and the page go on while it works: what it has changed until its first `await` is
 * shown, and from then on it changes state inside `await this.update(() => { … })` only.
 */
export const background: HandlerModifier = handlerModifier('background', { background: true })
