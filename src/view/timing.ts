import { ConfigError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'

/** When the events of a handler are sent that wait until nothing more has happened. */
export interface DebounceOptions {
  /** How long nothing may have happened, in milliseconds (300). */
  readonly wait?: number
  /** How long an event waits at most, in milliseconds. */
  readonly maxWait?: number
}

/** How often the events of a handler are sent at most. */
export interface ThrottleOptions {
  /** One in so many milliseconds (100). */
  readonly interval?: number
  /** Whether the first one is sent at once (true). */
  readonly leading?: boolean
  /** Whether the last one of an interval is sent at its end (true). */
  readonly trailing?: boolean
}

/** What handler options may say of time. */
export interface TimingOptions {
  debounce?: number | DebounceOptions
  throttle?: number | ThrottleOptions
}

export const defaultWaitMs = 300
export const defaultIntervalMs = 100

/** Times below this are surely meant as seconds. */
const leastMs = 10

/**
 * Refuses times that are none.
 *
 * @param of names the handler in messages
 * @throws {ConfigError} `bad_handler_option`
 */
export function checkTiming({ debounce, throttle }: TimingOptions, of: string): void {
  if (debounce !== undefined && throttle !== undefined) {
    throw bad(
      of,
      'has both debounce and throttle. Keep one: debounce waits for a pause, throttle does not.',
    )
  }
  checkTimes('debounce', debounce, { wait: 'time', maxWait: 'time' }, of)
  checkTimes('throttle', throttle, { interval: 'time', leading: 'flag', trailing: 'flag' }, of)
  if (typeof throttle === 'object' && throttle.leading === false && throttle.trailing === false)
    throw bad(of, 'has a throttle with neither leading nor trailing, which sends nothing.')
}

function checkTimes(
  option: string,
  value: unknown,
  known: Readonly<Record<string, 'time' | 'flag'>>,
  of: string,
): void {
  if (value === undefined) return
  if (typeof value !== 'object' || value === null) return checkTime(option, value, of)
  for (const [name, part] of Object.entries(value)) {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined
    if (!kind)
      throw bad(of, `has a ${option} with "${name}".${didYouMean(name, Object.keys(known))}`)
    if (part === undefined) continue
    if (kind === 'time') checkTime(`${option}.${name}`, part, of)
    else if (typeof part !== 'boolean')
      throw bad(of, `: ${option}.${name} has to be true or false.`)
  }
}

/**
 * Refuses what is no time in milliseconds.
 *
 * @throws {ConfigError} `bad_handler_option`
 */
export function checkTime(name: string, value: unknown, of: string): void {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw bad(of, `: ${name} has to be a number of milliseconds.`)
  }
  if (value >= leastMs) return
  const meant = value > 0 ? ` If these are seconds, write ${value * 1000}.` : ''
  throw bad(of, `: ${name} is ${value}, and times are in milliseconds, ${leastMs} or more.${meant}`)
}

function bad(of: string, problem: string): ConfigError {
  return new ConfigError(
    'bad_handler_option',
    `${of}${problem.startsWith(':') ? '' : ' '}${problem}`,
  )
}
