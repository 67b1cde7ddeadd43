import type { Params } from './params.ts'

/** Something that the user did. */
export interface UserEvent {
  readonly handler: string
  readonly params: Params
  readonly data: Params
  /** The fields whose values the parameters tell. */
  readonly fields: readonly Element[]
  /** Whether somebody waits for what the handler returns. */
  readonly wantsAnswer?: boolean
  /** What the user did it to, and the directive there that names the handler. */
  readonly trigger?: Element
  readonly directive?: string
}
