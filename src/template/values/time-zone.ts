import { abbreviations, zonesWithoutLetters } from './zone-names.ts'

const quarterMs = 15 * 60 * 1000
const dayMs = 24 * 60 * 60 * 1000
const maxCachedOffsets = 10_000

interface Zone {
  readonly wallClock: Intl.DateTimeFormat
  readonly longName: Intl.DateTimeFormat
  /** Offsets by quarter of an hour since 1970, for quarters without a change of offset. */
  readonly offsets: Map<number, number>
}

const zones = new Map<string, Zone>()

/** How far a zone's wall clock is ahead of UTC at an instant, in milliseconds. */
export function offsetMs(timeZone: string, epochMs: number): number {
  if (timeZone === 'UTC') return 0
  const zone = zoneOf(timeZone)
  const quarter = Math.floor(epochMs / quarterMs)
  const known = zone.offsets.get(quarter)
  if (known !== undefined) return known
  const offset = computeOffset(zone, quarter * quarterMs)
  // Zones change their clocks at most once a quarter, but not always on its boundary.
  if (computeOffset(zone, quarter * quarterMs + quarterMs - 1) !== offset) {
    return computeOffset(zone, epochMs)
  }
  if (zone.offsets.size >= maxCachedOffsets) zone.offsets.clear()
  zone.offsets.set(quarter, offset)
  return offset
}

/**
 * Finds the offset of a wall clock, given as if it were UTC. While it is being changed, the clock
 * shows a time twice or never: the offset from before the change holds, and `isUnique` is false.
 */
export function offsetOfWall(
  timeZone: string,
  wallMs: number,
): { offset: number; isUnique: boolean } {
  const before = offsetMs(timeZone, wallMs - dayMs)
  const after = offsetMs(timeZone, wallMs + dayMs)
  if (before === after) return { offset: before, isUnique: true }
  const holdsBefore = offsetMs(timeZone, wallMs - before) === before
  const holdsAfter = offsetMs(timeZone, wallMs - after) === after
  return {
    offset: holdsAfter && !holdsBefore ? after : before,
    isUnique: holdsBefore !== holdsAfter,
  }
}

/** The short name of a zone at an instant: `CET`, `EDT`, or `+0530` where it has no letters. */
export function zoneAbbreviation(timeZone: string, epochMs: number): string {
  if (timeZone === 'UTC') return 'UTC'
  const name = longName(timeZone, epochMs)
  const letters = zonesWithoutLetters.has(timeZone) ? undefined : abbreviations.get(name)
  if (letters === 'UTC') return timeZone.endsWith('GMT') ? 'GMT' : letters
  return letters ?? numericName(offsetMs(timeZone, epochMs))
}

export function isDaylightSaving(timeZone: string, epochMs: number): boolean {
  return timeZone !== 'UTC' && /\b(?:Daylight|Summer) Time$/.test(longName(timeZone, epochMs))
}

/** Writes an offset as `+0100`, with seconds where it has them. */
export function offsetText(offset: number, separator = ''): string {
  const seconds = Math.abs(offset) / 1000
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((n) => two(Math.floor(n)))
  if (parts[2] === '00') parts.pop()
  return (offset < 0 ? '-' : '+') + parts.join(separator)
}

function numericName(offset: number): string {
  return offsetText(offset).replace(/^(...)00$/, '$1')
}

function longName(timeZone: string, epochMs: number): string {
  const parts = zoneOf(timeZone).longName.formatToParts(epochMs)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
}

function computeOffset(zone: Zone, epochMs: number): number {
  const fields: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  let isBeforeChrist = false
  for (const { type, value } of zone.wallClock.formatToParts(epochMs)) {
    if (type === 'era') isBeforeChrist = value.startsWith('B')
    else fields[type] = Number(value)
  }
  const { year = 1, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields
  const wall = new Date(0)
  wall.setUTCFullYear(isBeforeChrist ? 1 - year : year, month - 1, day)
  wall.setUTCHours(hour, minute, second)
  return wall.getTime() - Math.floor(epochMs / 1000) * 1000
}

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone)
  if (known !== undefined) return known
  const zone = createZone(timeZone)
  zones.set(timeZone, zone)
  return zone
}

function createZone(timeZone: string): Zone {
  return {
    wallClock: new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }),
    longName: new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'long' }),
    offsets: new Map(),
  }
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}
