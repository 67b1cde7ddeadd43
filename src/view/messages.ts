/** How a flash message is meant. */
export type FlashLevel = 'success' | 'info' | 'warning' | 'error'

/** One entry of `messages` in a template. `{{ message }}` shows its text. */
export class FlashMessage {
  readonly level: FlashLevel
  readonly message: string

  constructor(level: FlashLevel, message: string) {
    this.level = level
    this.message = message
  }

  /** The level, as the class that style sheets know. */
  get tags(): string {
    return this.level
  }

  get level_tag(): string {
    return this.level
  }

  toString(): string {
    return this.message
  }
}
