const dayMs = 24 * 60 * 60 * 1000

/** Days from the first of March of the year 0, with which the calendar below begins, to 1970. */
const daysTo1970 = 719_468
const daysIn400Years = 146_097

/** How many days are kept with their dates: about eleven years. */
const keptDays = 4096
/** Which day is kept at each place; at first one that would never be there. */
const daysAt = Int32Array.from({ length: keptDays }, (_, at) => ~at)
const datesAt = new Int32Array(keptDays)

/**
 * What calendar and clock show, without a zone.
 *
 * Lists of dates are common, and the getters of a Date take the calendar apart once for each field. Here it is done
 * once for each day, as long as no other day needs its place.
 */
export class WallClock {
  /** Milliseconds since 1970, as if the clock were in UTC. */
  readonly ms: number
  /** Days since 1970. */
  readonly dayNumber: number
  /** Milliseconds since midnight. */
  readonly #time: number

  constructor(ms: number) {
    const days = Math.floor(ms / dayMs) | 0
    this.ms = ms
    this.dayNumber = days
    this.#time = (ms - days * dayMs) | 0
  }

  get year(): number {
    return keptDate(this.dayNumber) >> 9
  }

  /** Counted from 0. */
  get month(): number {
    return (keptDate(this.dayNumber) >> 5) & 15
  }

  get day(): number {
    return keptDate(this.dayNumber) & 31
  }

  /** Counted from 0, which is Sunday. */
  get weekday(): number {
    return (((this.dayNumber + 4) % 7) + 7) % 7
  }

  get minuteOfDay(): number {
    return whole(this.#time / 60_000)
  }

  get hour(): number {
    return whole(this.#time / 3_600_000)
  }

  get minute(): number {
    return this.minuteOfDay % 60
  }

  get second(): number {
    return whole(this.#time / 1000) % 60
  }

  get millisecond(): number {
    return this.#time % 1000
  }
}

/** The date of a day, as `dateOf` gives it. */
function keptDate(days: number): number {
  const at = days & (keptDays - 1)
  if (daysAt[at] !== days) {
    daysAt[at] = days
    datesAt[at] = dateOf(days)
  }
  return datesAt[at]!
}

/**
 * The date of a day, as year, month from 0 and day in one number: the method of Howard Hinnant's `civil_from_days`, in
 * which years begin in March, so that a leap day is their last.
 */
function dateOf(days: number): number {
  const era = Math.floor((days + daysTo1970) / daysIn400Years) | 0
  const dayOfEra = (days + daysTo1970 - era * daysIn400Years) | 0
  const leapDays = whole(dayOfEra / 1460) - whole(dayOfEra / 36_524) + whole(dayOfEra / 146_096)
  const yearOfEra = whole((dayOfEra - leapDays) / 365)
  const dayOfYear = dayOfEra - 365 * yearOfEra - whole(yearOfEra / 4) + whole(yearOfEra / 100)
  const monthFromMarch = whole((5 * dayOfYear + 2) / 153)
  const isNextYear = monthFromMarch > 9
  const year = era * 400 + yearOfEra + (isNextYear ? 1 : 0)
  const month = monthFromMarch + (isNextYear ? -10 : 2)
  const day = dayOfYear - whole((153 * monthFromMarch + 2) / 5) + 1
  return (year << 9) | (month << 5) | day
}

/** A positive number without its fraction. */
function whole(value: number): number {
  return value | 0
}
