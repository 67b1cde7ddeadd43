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

/** What is known of a user when the application has not said more. */
export interface AnyUser {
  readonly id?: unknown
  readonly username?: string
  readonly isAuthenticated?: boolean
}

/** The application's user. */
export type User = Register extends { user: infer U } ? U : AnyUser

/** What the application keeps for a browser. */
export type SessionData = Register extends { session: infer S } ? S : Record<string, unknown>

/** The events that `pushEvent` sends to the browser, with their payloads. */
export type ClientEvents = Register extends { clientEvents: infer E } ? E : AnyClientEvents

/** What is known of them when the application has not said more. */
export type AnyClientEvents = Record<string, unknown>

/** The payload of an event; it may be left out where it may be undefined. */
export type EventPayload<E extends keyof ClientEvents> = undefined extends ClientEvents[E]
  ? [payload?: ClientEvents[E]]
  : [payload: ClientEvents[E]]

/** The application's URL table, or `unknown` before it is registered. */
export type RegisteredUrls = Register extends { urls: infer Urls } ? Urls : unknown

/** A web `Request` with the session of its browser: what `getUser` is given. */
export interface SessionRequest extends Request {
  /** Changed in place, and stored when the request or turn is over. */
  readonly session: SessionData
}

/** The page's request: it also tells the user that `getUser` found. */
export interface ViewRequest extends SessionRequest {
  readonly user: User | null
}
