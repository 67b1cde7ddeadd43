import type { CheckName, MethodContext } from './decorated-method.ts'
import { type HandlerOwner, handlerModifier } from './event-handler.ts'

/** A decorator for handlers of what has these fields. */
type ClientStateDecorator<Key extends string> = <
  This extends HandlerOwner & Record<Key, string | number | boolean | null>,
  Name extends string,
>(
  method: ((this: This, params: any) => unknown) & CheckName<Name>,
  context: MethodContext<This> & { readonly name: Name },
) => void

/**
 * Has the browser keep fields by itself: a parameter named like one sets it at once, in every component and view of the
 * page, and nothing is sent. The values come along with the next event, are checked, and are in the fields before its
 * handler runs.
 *
 * @param keys public fields that hold texts, numbers, booleans or null
 */
export function clientState<const Key extends string>(
  keys: readonly Key[],
): ClientStateDecorator<Key> {
  return handlerModifier('clientState', { clientState: keys })
}
