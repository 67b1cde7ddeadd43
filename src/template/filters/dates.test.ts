import { describe, expect, it } from 'vitest'
import { environment } from '../values/env.ts'
import { applyFilter, filters } from './index.ts'

const env = environment({
  timeZone: 'Europe/Paris',
  now: () => new Date('2026-03-01T12:00:00Z'),
})
const date = new Date('2026-01-02T23:30:00Z')

class Temporal {
  constructor(type: string, fields: object) {
    Object.defineProperty(this, Symbol.toStringTag, { value: `Temporal.${type}` })
    Object.assign(this, fields)
  }
}
const day = new Temporal('PlainDate', { year: 2026, month: 1, day: 2 })
const clock = new Temporal('PlainTime', { hour: 13, minute: 5, second: 0 })

function run(name: string, value: unknown, argument?: unknown): unknown {
  return applyFilter(filters.get(name)!, value, argument, env)
}

describe('date', () => {
  it('writes the date of the time zone of the environment', () => {
    expect(run('date', date)).toBe('Jan. 3, 2026')
    expect(run('date', date, 'Y-m-d H:i T')).toBe('2026-01-03 00:30 CET')
    expect(run('date', date, '')).toBe('Jan. 3, 2026')
  })

  it('gives nothing for what is no date', () => {
    for (const value of ['', null, 'x', 5, new Date(Number.NaN)]) {
      expect(run('date', value, 'Y')).toBe('')
    }
  })

  it('refuses to write the time of a day without one', () => {
    expect(run('date', day, 'D j')).toBe('Fri 2')
    expect(() => run('date', day, 'Y H')).toThrow('cannot write "H"')
  })

  it('writes a time of day only by its own letters', () => {
    expect(run('date', clock, 'H:i')).toBe('13:05')
    expect(run('date', clock, 'H:i Y')).toBe('')
  })
})

describe('time', () => {
  it('writes the time, and nothing for formats that ask for a day', () => {
    expect(run('time', date)).toBe('12:30 a.m.')
    expect(run('time', clock, 'h:i A')).toBe('01:05 PM')
    expect(run('time', date, 'H Y')).toBe('')
    expect(run('time', day, 'H')).toBe('')
    expect(run('time', 'x', 'H')).toBe('')
  })
})

describe('timesince and timeuntil', () => {
  const from = (iso: string): Date => new Date(iso)

  it('name at most two neighbouring units', () => {
    const now = from('2026-03-01T12:00:00Z')
    const cases: [string, string][] = [
      ['2026-03-01T11:59:01Z', '0 minutes'],
      ['2026-03-01T11:59:00Z', '1 minute'],
      ['2026-03-01T09:30:00Z', '2 hours, 30 minutes'],
      ['2026-02-28T12:00:00Z', '1 day'],
      ['2026-02-11T10:00:00Z', '2 weeks, 4 days'],
      ['2026-01-31T12:00:00Z', '1 month'],
      ['2025-02-28T12:00:00Z', '1 year'],
      ['2024-02-29T12:00:00Z', '2 years'],
      ['2023-12-01T12:00:00Z', '2 years, 3 months'],
      ['2026-02-01T11:00:00Z', '1 month'],
    ]
    for (const [iso, text] of cases) {
      expect(String(run('timesince', from(iso), now)).replaceAll('\u00a0', ' '), iso).toBe(text)
    }
  })

  it('measure to the present when no other date is given', () => {
    expect(run('timesince', from('2026-03-01T11:00:00Z'))).toBe('1\u00a0hour')
    expect(run('timeuntil', from('2026-03-01T13:00:00Z'))).toBe('1\u00a0hour')
    expect(run('timeuntil', from('2026-03-01T11:00:00Z'))).toBe('0\u00a0minutes')
    expect(run('timesince', day)).toBe('1\u00a0month, 3\u00a0weeks')
  })

  it('give nothing for no date, or between a day without a zone and an instant', () => {
    expect(run('timesince', null)).toBe('')
    expect(run('timesince', '')).toBe('')
    expect(run('timesince', day, date)).toBe('')
  })

  it('refuse what is no date', () => {
    expect(() => run('timesince', 'yesterday')).toThrow('"timesince" needs a date')
    expect(() => run('timeuntil', clock)).toThrow('"timeuntil" needs a date')
  })
})
