import { describe, expect, it } from 'vitest'
import { dateFormat, defaultMomentText, formatMoment } from './date-format.ts'
import { toMoment } from './moment.ts'

/** A value of a Temporal type, as far as formatting looks at it. */
class Temporal {
  constructor(type: string, fields: object) {
    Object.defineProperty(this, Symbol.toStringTag, { value: `Temporal.${type}` })
    Object.assign(this, fields)
  }
}

function written(value: unknown, format: string, timeZone = 'UTC'): string {
  return formatMoment(toMoment(value, { timeZone })!, dateFormat(format, {}), {})
}

const date = new Date('2026-01-02T15:04:05.678Z')

describe('date formats', () => {
  it('write every letter', () => {
    const cases: [string, string][] = [
      ['a A f g G h H i P s u', 'p.m. PM 4:04 4 16 04 16 04 4:04 p.m. 05 678000'],
      ['b d D E F j l m M n N S', 'jan 02 Fri January January 2 Friday 01 Jan 1 Jan. nd'],
      ['L o t w W y Y z', 'False 2026 31 5 1 26 2026 2'],
      ['e I O T Z', 'CET 0 +0100 CET 3600'],
      ['c', '2026-01-02T16:04:05.678000+01:00'],
      ['r', 'Fri, 02 Jan 2026 16:04:05 +0100'],
      ['U', '1767366245'],
    ]
    for (const [format, text] of cases) {
      expect(written(date, format, 'Europe/Paris'), format).toBe(text)
    }
  })

  it('take a backslash before a letter as "write it as it is"', () => {
    expect(written(date, 'jS \\o\\f F')).toBe('2nd of January')
    expect(written(date, '\\Y\\\\Y')).toBe('Y\\Y')
  })

  it('can be asked for by name', () => {
    expect(written(date, 'SHORT_DATETIME_FORMAT')).toBe('01/02/2026 3:04 p.m.')
    expect(written(date, 'YEAR_MONTH_FORMAT')).toBe('January 2026')
  })

  it('say midnight, noon and whole hours shortly', () => {
    expect(written(new Date('2026-01-02T00:00:00Z'), 'P')).toBe('midnight')
    expect(written(new Date('2026-01-02T12:00:00Z'), 'P')).toBe('noon')
    expect(written(new Date('2026-01-02T13:00:00Z'), 'P')).toBe('1 p.m.')
    expect(written(new Date('2026-01-02T00:30:00Z'), 'P')).toBe('12:30 a.m.')
  })

  it('count weeks and days of the year across its ends', () => {
    expect(written(new Date('2021-01-03T12:00:00Z'), 'o W z')).toBe('2020 53 3')
    expect(written(new Date('2024-12-31T12:00:00Z'), 'o W z L')).toBe('2025 1 366 True')
    expect(written(new Date('2024-02-29T12:00:00Z'), 't S')).toBe('29 th')
    expect(written(new Date('1900-02-11T12:00:00Z'), 't L S')).toBe('28 False th')
  })

  it('write each day and minute anew, however many were written before', () => {
    const format = 'Y/m/d j.n.y H:i g-h-G'
    for (let i = 0; i < 20_000; i++) {
      const date = new Date(Date.UTC(1890, 0, 1 + i * 7, i % 24, (i * 7) % 60))
      const [day, time] = date.toISOString().split('T') as [string, string]
      const [, month = '', dayOfMonth = ''] = day.split('-')
      const short = `${Number(dayOfMonth)}.${Number(month)}.${day.slice(2, 4)}`
      const hour12 = String(date.getUTCHours() % 12 || 12)
      const hours = `${hour12}-${hour12.padStart(2, '0')}-${date.getUTCHours()}`
      const whole = `${day.replaceAll('-', '/')} ${short} ${time.slice(0, 5)} ${hours}`
      if (written(date, format) !== whole) expect(written(date, format)).toBe(whole)
    }
  })

  it('leave the zone out while its clock is turned back', () => {
    expect(written(new Date('2026-10-25T00:30:00Z'), 'H:i [e I O T Z]', 'Europe/Paris')).toBe(
      '02:30 [    ]',
    )
  })
})

describe('moments', () => {
  it('are shown by what they know', () => {
    const day = new Temporal('PlainDate', { year: 2026, month: 9, day: 5 })
    const time = new Temporal('PlainTime', { hour: 13, minute: 0, second: 0 })
    const local = new Temporal('PlainDateTime', { year: 2026, month: 3, day: 1, hour: 9 })
    const shown = (value: unknown, timeZone = 'UTC'): string =>
      defaultMomentText(toMoment(value, { timeZone })!, {})
    expect(shown(day)).toBe('Sept. 5, 2026')
    expect(shown(time)).toBe('1 p.m.')
    expect(shown(local, 'Asia/Tokyo')).toBe('March 1, 2026, 9 a.m.')
    expect(shown(new Temporal('Instant', { epochMilliseconds: 0 }), 'Asia/Tokyo')).toBe(
      'Jan. 1, 1970, 9 a.m.',
    )
  })

  it('without a zone are taken to be in that of the environment', () => {
    const local = new Temporal('PlainDateTime', { year: 2026, month: 7, day: 1, hour: 9 })
    expect(written(local, 'U e T', 'Europe/Paris')).toBe('1782889200  CEST')
    expect(written(local, 'c', 'Europe/Paris')).toBe('2026-07-01T09:00:00')
  })

  it('keep microseconds', () => {
    const instant = new Temporal('Instant', { epochNanoseconds: 1_000_123_456_789n })
    expect(written(instant, 's u')).toBe('40 123456')
  })

  it('are not made of invalid dates and other values', () => {
    const env = { timeZone: 'UTC' }
    for (const value of [new Date(Number.NaN), '2026-01-01', 0, null, {}]) {
      expect(toMoment(value, env)).toBeUndefined()
    }
  })
})
