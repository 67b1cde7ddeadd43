import type { HandlerTable } from './handler-table.ts'
import { defaultIntervalMs, defaultWaitMs, type TimingOptions } from './timing.ts'

const known = new WeakMap<HandlerTable, ReadonlyMap<string, string>>()

/** The times of handlers as the markup says them, by the handlers' names. */
export function timingsOf(handlers: HandlerTable): ReadonlyMap<string, string> {
  let timings = known.get(handlers)
  if (!timings) {
    const found = new Map<string, string>()
    for (const [name, { options }] of handlers) {
      const text = spelled(options)
      if (text) found.set(name, text)
    }
    known.set(handlers, (timings = found))
  }
  return timings
}

function spelled({ debounce, throttle }: TimingOptions): string {
  if (debounce !== undefined) {
    const { wait = defaultWaitMs, maxWait } =
      typeof debounce === 'number' ? { wait: debounce } : debounce
    return `debounce ${wait}${maxWait === undefined ? '' : ` ${maxWait}`}`
  }
  if (throttle === undefined) return ''
  const all = typeof throttle === 'number' ? { interval: throttle } : throttle
  const { interval = defaultIntervalMs, leading = true, trailing = true } = all
  return `throttle ${interval} ${leading ? 1 : 0} ${trailing ? 1 : 0}`
}
