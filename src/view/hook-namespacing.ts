/** What hooks are called in the browser that are written beside their markup. */
export type HookNamespacing =
  /** As they are written. */
  | 'lax'
  /** As they are written, behind the name of the class whose template they stand in. */
  | 'strict'

/** Whether a value is one of them. */
export function isHookNamespacing(value: unknown): value is HookNamespacing {
  return value === 'lax' || value === 'strict'
}
