import { type HandlerModifier, handlerModifier } from './event-handler.ts'
import type { DebounceOptions, ThrottleOptions } from './timing.ts'

/** A decorator that stands alone, or is given a time in milliseconds and more. */
type TimeDecorator<Options> = HandlerModifier &
  ((ms?: number, options?: Options) => HandlerModifier)

/**
 * Lets the browser call a method once nothing more has happened for a while: `@debounce(500)`, or `@debounce` for 300 ms.
 * Leaving the field, and any other event of the page, sends what waits.
 *
 * Its options: maxWait, how long an event waits at most, in milliseconds.
 */
export const debounce = timeDecorator<Omit<DebounceOptions, 'wait'>>('debounce', 'wait')

/**
 * Lets the browser call a method at most once in so many milliseconds: `@throttle(250)`, or `@throttle` for 100 ms. The
 * first event is sent at once, the last one at the end of its interval.
 *
 * Its options: leading and trailing, whether the first and the last one count.
 */
export const throttle = timeDecorator<Omit<ThrottleOptions, 'interval'>>('throttle', 'interval')

/** @param time names the option that the milliseconds are */
function timeDecorator<Options>(
  name: 'debounce' | 'throttle',
  time: string,
): TimeDecorator<Options> {
  const decorator = (first: unknown, second: unknown): unknown => {
    // The second thing that a method's decorator gets is where the method stands.
    const isAlone = typeof second === 'object' && second !== null && 'kind' in second
    if (isAlone) return handlerModifier(name, { [name]: {} })(first as never, second as never)
    const given = first === undefined ? {} : { [time]: first }
    return handlerModifier(name, { [name]: { ...given, ...(second as object) } })
  }
  return decorator as TimeDecorator<Options>
}
