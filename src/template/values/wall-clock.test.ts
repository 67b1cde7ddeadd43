import fc from 'fast-check'
import { expect, it } from 'vitest'
import { WallClock } from './wall-clock.ts'

function byClock(ms: number): object {
  const { year, month, day, weekday, hour, minute, second, millisecond } = new WallClock(ms)
  return { year, month, day, weekday, hour, minute, second, millisecond }
}

function byDate(ms: number): object {
  const date = new Date(ms)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  }
}

const lastMs = 8_640_000_000_000_000

it('shows every day of 800 years as a Date does', () => {
  for (let day = -150_000; day < 150_000; day++) {
    const ms = day * 86_400_000 + 86_399_999
    expect(byClock(ms)).toEqual(byDate(ms))
  }
}, 60_000)

it('shows any instant that a Date can hold', () => {
  const instant = fc.integer({ min: -lastMs, max: lastMs })
  fc.assert(
    fc.property(instant, (ms) => {
      expect(byClock(ms)).toEqual(byDate(ms))
    }),
    { examples: [[-lastMs], [-1], [0], [lastMs]] },
  )
})

it('shows days that need the same place in turn, and the one before all others', () => {
  const days = [0, 4096, 0, -1, 4095, -1, -4096]
  const shown = days.map((day) => {
    const { year, month, day: ofMonth } = new WallClock(day * 86_400_000)
    return Date.UTC(year, month, ofMonth) / 86_400_000
  })
  expect(shown).toEqual(days)
})
