import type { CacheOptions } from './cached-run.ts'
import type { CheckName, MethodContext } from './decorated-method.ts'
import { type HandlerOwner, handlerModifier } from './event-handler.ts'

/** A decorator for handlers of what has these fields. */
type CacheDecorator<Field extends string> = <
  This extends HandlerOwner & Record<Field, unknown>,
  Name extends string,
>(
  method: ((this: This, params: any) => unknown) & CheckName<Name>,
  context: MethodContext<This> & { readonly name: Name },
) => void

/**
 * Lets the browser call a method whose results are kept: within `ttl` milliseconds (60,000) the same parameters put copies
 * of its fields back, and the method does not run. Guards and limits hold all the same.
 *
 * ```ts
 * @cache({ ttl: 300_000, keyParams: ['value'] })
 * search({ value }: { value: string }) {
 *   this.results = products.find(value)
 * }
 * ```
 *
 * What is kept is of one page, and at most 100 results.
 */
export function cache<const Field extends string = never>(
  options: CacheOptions<Field> = {},
): CacheDecorator<Field> {
  return handlerModifier('cache', { cache: options })
}
