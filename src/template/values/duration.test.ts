import { expect, it } from 'vitest'
import { compare } from './compare.ts'
import { toText } from './text.ts'
import { isTruthy } from './truth.ts'

class Duration {
  readonly [Symbol.toStringTag] = 'Temporal.Duration'

  constructor(fields: object) {
    Object.assign(this, fields)
  }

  toString(): string {
    return 'ISO'
  }
}

function duration(fields: object): Duration {
  return new Duration(fields)
}

it('prints days and a clock', () => {
  const cases: [object, string][] = [
    [{ seconds: 5 }, '0:00:05'],
    [{ days: 1, seconds: 5 }, '1 day, 0:00:05'],
    [{ weeks: 1, hours: 25 }, '8 days, 1:00:00'],
    [{ seconds: -5 }, '-1 day, 23:59:55'],
    [{ milliseconds: 1 }, '0:00:00.001000'],
  ]
  for (const [fields, text] of cases) expect(toText(duration(fields))).toBe(text)
  expect(toText([duration({ days: 1, microseconds: 2 })])).toBe(
    '[datetime.timedelta(days=1, microseconds=2)]',
  )
  expect(toText([duration({})])).toBe('[datetime.timedelta(0)]')
})

it('prints a duration of months by its own text, since months differ', () => {
  expect(toText(duration({ months: 1 }))).toBe('ISO')
})

it('is compared by its length, and false when it has none', () => {
  expect(compare('==', duration({ minutes: 1 }), duration({ seconds: 60 }))).toBe(true)
  expect(compare('<', duration({ minutes: 1 }), duration({ seconds: 61 }))).toBe(true)
  expect(isTruthy(duration({ seconds: 0 }))).toBe(false)
  expect(isTruthy(duration({ seconds: 1 }))).toBe(true)
})
