import { temporalBrand } from './moment.ts'

const unitsUs = {
  weeks: 604_800_000_000n,
  days: 86_400_000_000n,
  hours: 3_600_000_000n,
  minutes: 60_000_000n,
  seconds: 1_000_000n,
  milliseconds: 1_000n,
  microseconds: 1n,
}
const dayUs = unitsUs.days

/** A length of time as Python keeps it: the days may be negative, the rest is not. */
interface Parts {
  readonly days: bigint
  /** Whole seconds past the days. */
  readonly seconds: number
  /** Microseconds past the second. */
  readonly microseconds: number
}

/**
 * How long a `Temporal.Duration` is, in microseconds.
 *
 * @returns undefined for anything else, and for a duration of months, whose length depends on the
 * calendar
 */
export function durationUs(value: unknown): bigint | undefined {
  if (temporalBrand(value) !== 'Duration') return undefined
  const fields = value as Readonly<Record<string, number | undefined>>
  if (fields.years || fields.months) return undefined
  return Object.entries(unitsUs).reduce(
    (sum, [unit, lengthUs]) => sum + BigInt(fields[unit] ?? 0) * lengthUs,
    0n,
  )
}

/** What `str()` of a length of time is: `1 day, 0:00:05`. */
export function durationText(value: object): string | undefined {
  const us = durationUs(value)
  if (us === undefined) return undefined
  const { days, seconds, microseconds } = partsOf(us)
  const fraction = microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`
  const clock = [Math.floor(seconds / 3600), two(Math.floor(seconds / 60) % 60), two(seconds % 60)]
  const day = days === 1n || days === -1n ? 'day' : 'days'
  return `${days === 0n ? '' : `${days} ${day}, `}${clock.join(':')}${fraction}`
}

/** What `repr()` of a length of time is. */
export function durationRepr(value: object): string | undefined {
  const us = durationUs(value)
  if (us === undefined) return undefined
  const fields = Object.entries(partsOf(us)).filter(([, count]) => Number(count) !== 0)
  const text = fields.map(([name, count]) => `${name}=${count}`).join(', ')
  return `datetime.timedelta(${text || '0'})`
}

/** The ISO 8601 spelling of a length of time, with all of its parts: `P1DT00H00M05S`. */
export function durationIso(value: object): string | undefined {
  const us = durationUs(value)
  if (us === undefined) return undefined
  const { days, seconds, microseconds } = partsOf(us < 0n ? -us : us)
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two)
  const fraction = microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`
  return `${us < 0n ? '-' : ''}P${days}DT${clock[0]}H${clock[1]}M${clock[2]}${fraction}S`
}

function partsOf(us: bigint): Parts {
  const rest = ((us % dayUs) + dayUs) % dayUs
  return {
    days: (us - rest) / dayUs,
    seconds: Number(rest / 1_000_000n),
    microseconds: Number(rest % 1_000_000n),
  }
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
