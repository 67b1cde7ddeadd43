/**
 * What one application tells the types about itself, by merging into this interface:
 *
 * ```ts
 * declare module 'djust' {
 *   interface Register {
 *     urls: typeof urls
 *     user: { id: number; username: string }
 *     session: { basket?: string[] }
 *     clientEvents: { points: { points: number[] }; celebrate: undefined }
 *   }
 * }
 * ```
 */
export interface Register {}

/** The events that `pushEvent` sends to the browser, with their payloads. */
export type ClientEvents = Register extends { clientEvents: infer E } ? E : AnyClientEvents

/** What is known of them when the application has not said more. */
type AnyClientEvents = Record<string, unknown>

/** The payload of an event; it may be left out where it may be undefined. */
export type EventPayload<E extends keyof ClientEvents> = undefined extends ClientEvents[E]
  ? [payload?: ClientEvents[E]]
  : [payload: ClientEvents[E]]
