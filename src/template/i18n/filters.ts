import type { Filter } from '../filters/filter.ts'
import type { RenderEnv } from '../values/env.ts'
import { toMoment } from '../values/moment.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import { toText } from '../values/text.ts'
import { codeOf, infoOf, translatedName } from './language-names.ts'
import { isRightToLeft } from './languages.ts'
import { ZonedInstant } from './zoned-instant.ts'
import { isTimeZone } from './zones.ts'

/** Filters that say what a language is called. */
export const languageFilters: Readonly<Record<string, Filter>> = {
  language_name: languageFilter((code) => infoOf(code).name),
  language_name_local: languageFilter((code) => infoOf(code).nameLocal),
  language_name_translated: languageFilter((code, env) => translatedName(infoOf(code), env)),
  language_bidi: languageFilter((code) => isRightToLeft(infoOf(code).code)),
}

/** Filters that write a value the way of the locale, or as programs write it. */
export const localizeFilters: Readonly<Record<string, Filter>> = {
  localize: { argument: 'none', isPure: true, run: (value, _, env) => plainText(value, env, true) },
  unlocalize: {
    argument: 'none',
    isPure: true,
    run: (value, _, env) => plainText(value, env, false),
  },
}

/** Filters that choose the zone in which an instant is shown. */
export const zoneFilters: Readonly<Record<string, Filter>> = {
  localtime: {
    argument: 'none',
    isPure: true,
    run: (value, _, env) => inZone(value, env.timeZone, env),
  },
  utc: { argument: 'none', isPure: true, run: (value, _, env) => inZone(value, 'UTC', env) },
  timezone: {
    argument: 'required',
    isPure: true,
    run: (value, zone, env) => inZone(value, zone, env),
  },
}

function languageFilter(run: (code: string, env: RenderEnv) => unknown): Filter {
  return {
    argument: 'none',
    isPure: true,
    run: (value, _, env) => run(codeOf(value), env),
  }
}

function plainText(value: unknown, env: RenderEnv, localizes: boolean): unknown {
  if (value instanceof SafeString) return value
  // A filter sees an instant as it is stored, which is in UTC.
  const text = toText(value, { ...env, localizes, usesLocalTime: false })
  const isPlain = typeof value === 'bigint' || Number.isInteger(value)
  return isPlain && localizes && !env.groupsDigits ? markSafe(text) : text
}

function inZone(value: unknown, zone: unknown, env: RenderEnv): ZonedInstant | '' {
  const moment = toMoment(value, env)
  const name = zone instanceof SafeString ? zone.html : zone
  if (moment === undefined || moment.kind === 'date' || moment.kind === 'time') return ''
  if (!isTimeZone(name)) return ''
  return new ZonedInstant(moment.epochMs, moment.microsecond % 1000, name)
}
