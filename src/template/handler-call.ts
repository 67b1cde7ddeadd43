import type { JSChain } from '../shared/js.ts'

/** What an attribute that names a handler calls. */
export interface HandlerCall {
  readonly handler: string
  /** Parameters that are written in it: `save({ id: 3 })`. */
  readonly params: Readonly<Record<string, unknown>>
  /** Whether it is one of several commands. */
  readonly isPushed?: true
}

/** The handlers that commands call. */
export function pushesOf({ commands }: JSChain): HandlerCall[] {
  return commands.flatMap(([name, handler, params = {}]) =>
    name === 'push' ? [{ handler, params, isPushed: true } as HandlerCall] : [],
  )
}
