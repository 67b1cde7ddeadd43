import { describe, expect, it } from 'vitest'
import { isDaylightSaving, offsetMs, offsetOfWall, zoneAbbreviation } from './time-zone.ts'

const minuteMs = 60_000
const at = (iso: string): number => Date.parse(iso)

describe('offsetMs', () => {
  it('follows daylight saving to the minute', () => {
    expect(offsetMs('Europe/Paris', at('2026-03-29T00:59:59Z'))).toBe(60 * minuteMs)
    expect(offsetMs('Europe/Paris', at('2026-03-29T01:00:00Z'))).toBe(120 * minuteMs)
    expect(offsetMs('Australia/Lord_Howe', at('2026-01-01T00:00:00Z'))).toBe(660 * minuteMs)
    expect(offsetMs('Australia/Lord_Howe', at('2026-07-01T00:00:00Z'))).toBe(630 * minuteMs)
  })

  it('is exact where a zone changed in the middle of a quarter of an hour', () => {
    const change = at('1972-01-07T00:44:30Z')
    expect(offsetMs('Africa/Monrovia', change - 1000)).toBe(-44.5 * minuteMs)
    expect(offsetMs('Africa/Monrovia', change)).toBe(0)
    expect(offsetMs('Africa/Monrovia', change - 1000)).toBe(-44.5 * minuteMs)
  })
})

describe('offsetOfWall', () => {
  it('tells times that the clock shows twice or never', () => {
    expect(offsetOfWall('Europe/Paris', at('2026-10-25T02:30:00Z')).isUnique).toBe(false)
    expect(offsetOfWall('Europe/Paris', at('2026-03-29T02:30:00Z')).isUnique).toBe(false)
    expect(offsetOfWall('Europe/Paris', at('2026-03-29T03:00:00Z'))).toEqual({
      offset: 120 * minuteMs,
      isUnique: true,
    })
    expect(offsetOfWall('Europe/Paris', at('2026-03-29T01:59:00Z'))).toEqual({
      offset: 60 * minuteMs,
      isUnique: true,
    })
  })
})

describe('zoneAbbreviation', () => {
  it('gives the letters of tz data, or the offset where a zone has none', () => {
    const cases = [
      ['UTC', 'UTC', 'UTC'],
      ['Europe/Paris', 'CET', 'CEST'],
      ['Europe/London', 'GMT', 'BST'],
      ['America/New_York', 'EST', 'EDT'],
      ['Asia/Kolkata', 'IST', 'IST'],
      ['Asia/Tokyo', 'JST', 'JST'],
      ['Asia/Kathmandu', '+0545', '+0545'],
      ['America/Sao_Paulo', '-03', '-03'],
      ['Asia/Colombo', '+0530', '+0530'],
    ] as const
    for (const [zone, winter, summer] of cases) {
      expect(zoneAbbreviation(zone, at('2026-01-15T12:00:00Z')), zone).toBe(winter)
      expect(zoneAbbreviation(zone, at('2026-07-15T12:00:00Z')), zone).toBe(summer)
    }
  })
})

it('knows when summer time holds', () => {
  expect(isDaylightSaving('Europe/Paris', at('2026-07-15T12:00:00Z'))).toBe(true)
  expect(isDaylightSaving('Europe/Paris', at('2026-01-15T12:00:00Z'))).toBe(false)
  expect(isDaylightSaving('Asia/Tokyo', at('2026-07-15T12:00:00Z'))).toBe(false)
})
