import { ZonedInstant } from '../i18n/zoned-instant.ts'
import { homeZoneOf, type ZoneEnv } from './env.ts'
import { offsetMs, offsetOfWall } from './time-zone.ts'
import { WallClock } from './wall-clock.ts'

/** A date or time of day as the reader's calendar and clock show it. */
export interface Moment {
  /** What is known: a day, a time of day, an instant, or a day and time without a zone. */
  readonly kind: 'date' | 'time' | 'instant' | 'local'
  readonly wall: WallClock
  /** Microseconds past the second. */
  readonly microsecond: number
  /** The instant; for kinds without a zone, as if the clock were in the environment's home zone. */
  readonly epochMs: number
  /** The zone whose clock this is; for kinds without one, the home zone of the environment. */
  readonly timeZone: string
}

interface TemporalFields {
  readonly year?: number
  readonly month?: number
  readonly day?: number
  readonly hour?: number
  readonly minute?: number
  readonly second?: number
  readonly millisecond?: number
  readonly microsecond?: number
  readonly epochMilliseconds?: number
  readonly epochNanoseconds?: bigint
  readonly timeZoneId?: string
}

/** Shows every instant in the zone it comes with; a Date and a `Temporal.Instant` come in UTC. */
export const ownZone: ZoneEnv = { timeZone: 'UTC', usesLocalTime: false }

/**
 * Reads a Date or Temporal value as a wall clock in the environment's zone.
 *
 * @returns undefined for anything else, invalid dates included
 */
export function toMoment(value: unknown, env: ZoneEnv): Moment | undefined {
  if (value instanceof Date) {
    const epochMs = value.getTime()
    if (Number.isNaN(epochMs)) return undefined
    return value instanceof ZonedInstant
      ? instant(epochMs, value.extraMicroseconds, value.timeZone)
      : instant(epochMs, 0, zoneFor('UTC', env))
  }
  const brand = temporalBrand(value)
  return brand === undefined ? undefined : ofTemporal(brand, value as TemporalFields, env)
}

/** The name of the Temporal type a value has, such as `PlainDate`; undefined for anything else. */
export function temporalBrand(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const tag = (value as { readonly [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]
  return typeof tag === 'string' && tag.startsWith('Temporal.') ? tag.slice(9) : undefined
}

/**
 * How far the moment's clock is ahead of UTC, in milliseconds.
 *
 * @returns null when it has no zone, or shows this time twice or never because it is being changed
 */
export function zoneOffsetMs({ kind, wall, epochMs, timeZone }: Moment): number | null {
  if (kind === 'date' || kind === 'time') return null
  return offsetOfWall(timeZone, wall.ms).isUnique ? wall.ms - epochMs : null
}

function ofTemporal(brand: string, value: TemporalFields, env: ZoneEnv): Moment | undefined {
  switch (brand) {
    case 'PlainDate':
      return clock('date', value, env)
    case 'PlainTime':
      return clock('time', value, env)
    case 'PlainDateTime':
      return clock('local', value, env)
    case 'Instant':
    case 'ZonedDateTime': {
      const nanoseconds = value.epochNanoseconds ?? 0n
      const epochMs = value.epochMilliseconds ?? Number(nanoseconds / 1_000_000n)
      const extraMicroseconds = Number((((nanoseconds / 1000n) % 1000n) + 1000n) % 1000n)
      return instant(epochMs, extraMicroseconds, zoneFor(value.timeZoneId ?? 'UTC', env))
    }
    default:
      return undefined
  }
}

/** The zone in which an instant is shown that comes with a zone of its own. */
function zoneFor(own: string, { timeZone, usesLocalTime }: ZoneEnv): string {
  return usesLocalTime === false ? own : timeZone
}

function instant(epochMs: number, extraMicroseconds: number, timeZone: string): Moment {
  const wall = new WallClock(epochMs + offsetMs(timeZone, epochMs))
  const microsecond = wall.millisecond * 1000 + extraMicroseconds
  return { kind: 'instant', wall, microsecond, epochMs, timeZone }
}

function clock(kind: 'date' | 'time' | 'local', fields: TemporalFields, env: ZoneEnv): Moment {
  const timeZone = homeZoneOf(env)
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields
  const { millisecond = 0, microsecond = 0 } = fields
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second, millisecond)
  const wall = new WallClock(date.getTime())
  const epochMs = wall.ms - offsetOfWall(timeZone, wall.ms).offset
  return { kind, wall, microsecond: millisecond * 1000 + microsecond, epochMs, timeZone }
}
