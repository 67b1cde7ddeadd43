/** What an attribute that names a handler calls. */
export interface HandlerCall {
  readonly handler: string
  /** Parameters that are written in it: `save({ id: 3 })`. */
  readonly params: Readonly<Record<string, unknown>>
}

/** Reads what `writeCalls` has written. */
export function callOf(value: string): HandlerCall {
  const [handler = ''] = value.trim().split(/\s/, 1)
  const rest = value.trim().slice(handler.length)
  return { handler, params: rest ? (JSON.parse(rest) as HandlerCall['params']) : {} }
}
