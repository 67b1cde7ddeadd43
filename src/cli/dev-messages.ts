/** Where `djust dev` listens: no other machine reaches it. */
export const loopback = '127.0.0.1'

/** What `djust dev` tells the process that runs the application: to begin. */
export interface ServeMessage {
  readonly kind: 'serve'
  readonly app: string
  readonly port: number
}

/** What that process answers: that it listens, or that it gave up after printing why. */
export type ServedMessage =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'failed'; readonly code: string }
