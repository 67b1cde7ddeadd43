/**
 * What one application tells the types about itself, by merging into this interface:
 *
 * ```ts
 * declare module 'djust' {
 *   interface Register {
 *     urls: typeof urls
 *     user: { id: number; username: string }
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

/** The application's URL table, or `unknown` before it is registered. */
export type RegisteredUrls = Register extends { urls: infer Urls } ? Urls : unknown

/** The page's request: a web `Request` with the user that `getUser` found. */
export interface ViewRequest extends Request {
  readonly user: User | null
}
