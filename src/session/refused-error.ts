import { DjustError } from '../shared/errors.ts'

/** Why a page may not be opened, or not be gone on with. */
export type RefusalCode =
  /** The visitor belongs elsewhere: to the login page, or where a hook sends them. */
  | 'moved'
  | 'forbidden'
  | 'not_found'
  /** Somebody else is there than the page was made for. */
  | 'other_user'

/** A guard has refused a page. */
export class RefusedError extends DjustError {
  declare readonly code: RefusalCode
  /** Where the browser goes instead; null where it stays to be told. */
  readonly to: string | null

  constructor(code: RefusalCode, message: string, to: string | null = null) {
    super(code, message)
    this.to = to
  }
}
