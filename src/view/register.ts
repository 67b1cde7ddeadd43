import type { Register } from '../shared/register.ts'

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
