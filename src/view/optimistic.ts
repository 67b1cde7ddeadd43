import { checkMethodContext, type CheckName, type MethodContext } from './decorated-method.ts'
import { type HandlerOwner, handlerModifier } from './event-handler.ts'
import type { Predictions } from './prediction.ts'

/** A decorator for handlers of what has these fields. */
type OptimisticDecorator<P> = <
  This extends HandlerOwner & Record<keyof P, unknown>,
  Name extends string,
>(
  method: ((this: This, params: any) => unknown) & CheckName<Name>,
  context: MethodContext<This> & { readonly name: Name },
) => void

/**
 * Lets the browser call a method, and show at once what it will change. The answer of the server takes the place of the
 * prediction; where the call fails, nothing of it stays.
 *
 * Bare, what is predicted are the simple assignments in the method's own source: `this.liked = !this.liked`. Otherwise it
 * is data: `@optimistic({ liked: 'not liked', count: 'count|add:1' })`.
 */
export function optimistic<const P extends Predictions>(predictions: P): OptimisticDecorator<P>
export function optimistic<This extends HandlerOwner, Name extends string>(
  method: ((this: This, params: any) => unknown) & CheckName<Name>,
  context: MethodContext<This> & { readonly name: Name },
): void
export function optimistic(first: any, second?: any): any {
  if (typeof first !== 'function') return handlerModifier('optimistic', { optimistic: first })
  checkMethodContext('optimistic', second)
  handlerModifier('optimistic', { optimistic: true })(first as never, second as never)
  return undefined
}
