import type { CheckName, MethodContext } from './decorated-method.ts'
import { type HandlerOwner, handlerModifier } from './event-handler.ts'

/** A decorator for handlers of what has a field that is true or false. */
type LoadingDecorator<Field extends string> = <
  This extends HandlerOwner & Record<Field, boolean>,
  Name extends string,
>(
  method: ((this: This, params: any) => unknown) & CheckName<Name>,
  context: MethodContext<This> & { readonly name: Name },
) => void

/**
 * Lets the browser call a method, and has a field be true while it runs, which the page sees of `@background` handlers.
 *
 * @param field a public field that holds true or false
 */
export function loading<Field extends string>(field: Field): LoadingDecorator<Field> {
  return handlerModifier('loading', { loading: field })
}
