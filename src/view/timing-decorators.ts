import { type HandlerModifier, handlerModifier } from './event-handler.ts'
import {
  type DebounceOptions,
  defaultIntervalMs,
  defaultWaitMs,
  type ThrottleOptions,
} from './timing.ts'

/**
 * Lets the browser call a method once nothing more has happened for a while: `@debounce(500)`, or `@debounce` for 300 ms.
 * Leaving the field, and any other event of the page, sends what waits.
 *
 * @param wait in milliseconds
 * @param options maxWait: how long an event waits at most, in milliseconds
 */
export const debounce: HandlerModifier &
  ((wait?: number, options?: Omit<DebounceOptions, 'wait'>) => HandlerModifier) = ((
  first?: unknown,
  second?: unknown,
) => {
  if (isContext(second))
    return handlerModifier('debounce', { debounce: defaultWaitMs })(first as never, second as never)
  return handlerModifier('debounce', {
    debounce: { wait: (first as number | undefined) ?? defaultWaitMs, ...(second as object) },
  })
}) as never

/**
 * Lets the browser call a method at most once in so many milliseconds: `@throttle(250)`, or `@throttle` for 100 ms. The
 * first event is sent at once, the last one at the end of its interval.
 *
 * @param interval in milliseconds
 * @param options leading, trailing: whether the first and the last one count
 */
export const throttle: HandlerModifier &
  ((interval?: number, options?: Omit<ThrottleOptions, 'interval'>) => HandlerModifier) = ((
  first?: unknown,
  second?: unknown,
) => {
  if (isContext(second))
    return handlerModifier('throttle', { throttle: defaultIntervalMs })(
      first as never,
      second as never,
    )
  return handlerModifier('throttle', {
    throttle: {
      interval: (first as number | undefined) ?? defaultIntervalMs,
      ...(second as object),
    },
  })
}) as never

/** Whether a decorator stands without parentheses. */
function isContext(second: unknown): boolean {
  return typeof second === 'object' && second !== null && 'kind' in second
}
