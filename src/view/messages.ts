/** How a flash message is meant. */
export type FlashLevel = 'success' | 'info' | 'warning' | 'error'

/** One entry of `messages` in a template. */
export interface FlashMessage {
  readonly level: FlashLevel
  readonly message: string
}
